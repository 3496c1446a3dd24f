"""Extraction of one article, walled off: what goes wrong in one stays there."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple, Protocol

from pipeline import interrupts
from pipeline.checks import examine
from pipeline.store.stated import Stated, stated
from schemas import Article, Extraction, Issue, Severity

log = logging.getLogger("bangvang")


class Extract(Protocol):
    """The one thing that the pipeline asks of an extractor."""

    def __call__(self, article: Article) -> Extraction:
        """The records that `article` states."""


class Trouble(NamedTuple):
    """What went wrong with an article in another process."""

    what: str
    traceback: str = ""


Told = Stated | Trouble

DIED = "the process that read it died"


def told_by(extract: Extract, article: Article) -> Told:
    """What an article tells, or what went wrong with it, for a process that another one asks."""
    try:
        return stated(examine(article, extract(article)))
    except Exception as error:  # noqa: BLE001 - any bug of the extractor costs this one article, and is told
        import traceback  # noqa: PLC0415 - hardly ever needed

        return Trouble(f"{type(error).__name__}: {str(error)[:300]}", traceback.format_exc())


class Examiner:
    """Calls the extractor and the checks on an article; keeps an issue for each article that they failed on."""

    def __init__(self, extract: Extract, at: datetime) -> None:
        self.extract = extract
        self.at = at
        self.failures: list[tuple[Article, Issue]] = []
        self._told: dict[str, Told] = {}

    @contextmanager
    def told_of(self, articles: Sequence[Article], told: Sequence[Told]) -> Iterator[None]:
        """While the block runs, these articles are taken as other processes read them; without `told` they are read.

        Of several under one address the first counts, as in storing.
        """
        pairs = list(zip(articles, told, strict=False))
        self._told = {article.article_id: one for article, one in reversed(pairs)}
        try:
            yield
        finally:
            self._told = {}

    def __call__(self, article: Article) -> Stated | None:
        """The checked facts of `article`; None, and an issue, when reading it failed."""
        told = self._told.get(article.article_id)
        if isinstance(told, Trouble):
            log.error("extraction of %s failed in another process: %s", article.url, told.traceback or told.what)
            self.keep(article, told.what)
            return None
        if told:
            return told
        try:
            with interrupts.kept():
                return stated(examine(article, self.extract(article)))
        except Exception as error:
            # Any bug of the extractor costs this one article, not the night; the log keeps the traceback.
            log.exception("extraction of %s failed", article.url)
            self.fail(article, error)
            return None

    def fail(self, article: Article, error: Exception) -> None:
        """Keep an issue that tells what went wrong with the article."""
        self.keep(article, f"{type(error).__name__}: {str(error)[:300]}")

    def keep(self, article: Article, what: str) -> None:
        """Keep an issue that tells `what` went wrong with the article, wherever it was read."""
        found = Issue(
            code="extractor-failed",
            severity=Severity.ERROR,
            message=f"{article.url}: {what}",
            subject=article.article_id,
            at=self.at,
        )
        self.failures.append((article, found))
