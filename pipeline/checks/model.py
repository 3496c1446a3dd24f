"""What checks are given and what they say."""

from collections.abc import Callable
from typing import NamedTuple

from schemas import Article, AwardRecord, Reject, Unrecorded


class Finding(NamedTuple):
    """What a check says of a record: a code from data/issue_codes.csv and a Vietnamese sentence."""

    code: str
    message: str


class Flagged(NamedTuple):
    """A finding and the record that carries its code as a flag."""

    record_id: str
    finding: Finding


class Examined(NamedTuple):
    """An article's records that may be stored, those that may not, and what is odd about the former."""

    article: Article
    records: tuple[AwardRecord, ...]
    rejects: tuple[Reject, ...]
    flagged: tuple[Flagged, ...]
    extractor_version: str
    unrecorded: tuple[Unrecorded, ...] = ()  # title mentions that are no record's title, and why


class Case(NamedTuple):
    """An article with all records that stand beside the one that is looked at."""

    article: Article
    records: tuple[AwardRecord, ...]


Check = Callable[[Case, AwardRecord], Finding | None]
