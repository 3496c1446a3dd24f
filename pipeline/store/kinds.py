"""The words of the change log."""

from enum import StrEnum


class Kind(StrEnum):
    """What happened to a fact."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"


class Cause(StrEnum):
    """Why. `unknown`, in the log, is what there was before it was kept."""

    ARTICLE = "article"  # an article is new, or says something else now
    EXTRACTOR = "extractor"  # another version of the extractor read it
    AGAIN = "again"  # the same version read it again, on demand
    COPY = "copy"  # the article turned out to be a copy of another one
    GONE = "gone"  # the article's page is not there any more
