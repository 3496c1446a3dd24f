"""Extraction of one article, walled off: what goes wrong in one stays there."""

import logging
from datetime import datetime
from typing import Protocol

from pipeline import interrupts
from pipeline.checks import Examined, examine
from schemas import Article, Extraction, Issue, Severity

log = logging.getLogger("bangvang")


class Extract(Protocol):
    """The one thing that the pipeline asks of an extractor."""

    def __call__(self, article: Article) -> Extraction:
        """The records that `article` states."""


class Examiner:
    """Calls the extractor and the checks on an article; keeps an issue for each article that they failed on."""

    def __init__(self, extract: Extract, at: datetime) -> None:
        self.extract = extract
        self.at = at
        self.failures: list[tuple[Article, Issue]] = []

    def __call__(self, article: Article) -> Examined | None:
        """The checked facts of `article`; None, and an issue, when reading it failed."""
        try:
            with interrupts.kept():
                return examine(article, self.extract(article))
        except Exception as error:
            # Any bug of the extractor costs this one article, not the night; the log keeps the traceback.
            log.exception("extraction of %s failed", article.url)
            self.fail(article, error)
            return None

    def fail(self, article: Article, error: Exception) -> None:
        """Keep an issue that tells what went wrong with the article."""
        self.failures.append((article, self._issue(article, error)))

    def _issue(self, article: Article, error: Exception) -> Issue:
        return Issue(
            code="extractor-failed",
            severity=Severity.ERROR,
            message=f"{article.url}: {type(error).__name__}: {str(error)[:300]}",
            subject=article.article_id,
            at=self.at,
        )
