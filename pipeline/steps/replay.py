"""The archive read again with today's parsers, without the network."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import duckdb

from pipeline.progress import Progress
from pipeline.session import Session
from pipeline.steps.batches import batches
from pipeline.store.articles import read_articles
from pipeline.store.issues import close_about
from schemas import Article, Issue, Snapshot, Source
from scrapers.archive.log import aware
from scrapers.archive.store import Archive
from scrapers.belonging import Belonging, is_article_address
from scrapers.discover.identity import article_id, canonical_url
from scrapers.errors import ArchiveError, UnreadableInput
from scrapers.issues import issue, issue_of
from scrapers.read import article_of

BATCH = 50


@dataclass
class Told:
    """What a replay found: articles that were not stored, that read otherwise now, that did not, and failures."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0

    def __str__(self) -> str:
        return f"{self.new} new, {self.changed} changed, {self.unchanged} unchanged, {self.failed} failed"


@dataclass(frozen=True)
class Wanted:
    """Which exchanges are read again."""

    source: str | None = None
    since: datetime | None = None

    def __call__(self, snapshot: Snapshot) -> bool:
        """True for an answer that may hold an article."""
        of_source = self.source in (None, snapshot.source)
        return snapshot.status == 200 and of_source and (not self.since or aware(snapshot.fetched_at) >= self.since)


class Replay:
    """Reads the pages of an archive again and compares them with what is stored."""

    def __init__(self, con: duckdb.DuckDBPyConnection, archive: Archive, sources: list[Source]) -> None:
        self._con = con
        self._archive = archive
        self._belonging = Belonging(sources)
        self._seen: set[str] = set()
        self.told = Told()
        self.urls: list[str] = []  # of the pages that are new or read otherwise

    def read(self, wanted: Wanted) -> Iterator[Article | Issue]:
        """Articles that are new or changed, and an issue for each stored or expected one that cannot be read."""
        for snapshot in self._archive.latest(wanted):
            found = self._read(snapshot)
            if found is not None:
                yield found

    def _read(self, snapshot: Snapshot) -> Article | Issue | None:
        source = self._belonging.source(snapshot.url, snapshot.source)
        identity = article_id(snapshot.url, source)
        stored = next(iter(read_articles(self._con, [identity])), None)
        if identity in self._seen or not _is_page(snapshot, source, stored):
            return None
        self._seen.add(identity)
        try:
            article = article_of(snapshot, self._archive.body(snapshot.sha256), source)
        except (UnreadableInput, ArchiveError) as error:
            self.told.failed += 1
            return _issue(error, snapshot)
        if stored:
            article = article.model_copy(update={"attached_to": stored.attached_to})
        return self._compared(article, stored)

    def _compared(self, article: Article, stored: Article | None) -> Article | None:
        if article == stored:
            self.told.unchanged += 1
            return None
        self.urls.append(article.url)
        self.told.new += stored is None
        self.told.changed += stored is not None
        return article


def _is_page(snapshot: Snapshot, source: Source | None, stored: Article | None) -> bool:
    """An article's page; not a twin of one that is stored under another address."""
    if stored:
        return stored.url == canonical_url(snapshot.url)
    return source is not None and is_article_address(snapshot.url, source)


def replay(
    session: Session, again: Replay, wanted: Wanted, progress: Progress, complain: Callable[[str], None]
) -> None:
    """Store the articles that read otherwise now, with their facts; what cannot be read is complained of and logged."""
    for batch in batches(progress.track(again.read(wanted), None, "replay"), BATCH):
        articles = [item for item in batch if isinstance(item, Article)]
        issues = [item for item in batch if isinstance(item, Issue)]
        for found in issues:
            complain(f"{found.code}: {found.subject}: {found.message}")
        session.failed += len(issues)
        session.report(issues, "replay")
        session.load(articles)
        close_about(session.con, [article.url for article in articles], session.run.started_at)


def _issue(error: UnreadableInput | ArchiveError, snapshot: Snapshot) -> Issue:
    if isinstance(error, ArchiveError):
        return issue("unreadable-file", f"{error}", snapshot.url)
    return issue_of(error, snapshot.url)
