"""Sources into storage: each new article with its facts, each failure as an issue."""

import logging
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from pipeline import interrupts
from pipeline.numbers import plural
from pipeline.progress import Progress
from pipeline.session import Session
from pipeline.steps.recording import Recording, StoredUrls
from pipeline.store.issues import close_all_but_seen
from pipeline.store.sources import store_snapshots, store_sources
from schemas import Article, Issue, Severity, Source
from scrapers.crawl import crawl
from scrapers.net.fetch import Fetcher

log = logging.getLogger("bangvang")

# Pages come about one a second: a batch should not wait for many.
BATCH = 20

# The site's right, and nothing to worry about: counted, and kept as an issue.
CLOSED = "robots-disallowed"


def scrape(
    session: Session, sources: Sequence[Source], fetcher: Fetcher, progress: Progress, complain: Callable[[str], None]
) -> None:
    """Read all enabled sources. One that fails costs itself only; what went wrong is complained of and logged."""
    enabled = [source for source in sources if source.enabled]
    store_sources(session.con, sources, session.run.started_at)
    for source in enabled:
        archive = Recording(session.home.archive)
        items = progress.track(_items(source, fetcher, archive, session), None, source.name)
        closed = 0
        while batch := list(islice(items, BATCH)):
            closed += _store(session, batch, archive, complain)
        _store(session, [], archive, complain)
        if closed:
            complain(f"{source.name}: {plural(closed, 'page')} closed by robots.txt: skipped")
    close_all_but_seen(session.con, "scrape", session.run.started_at)


def _items(source: Source, fetcher: Fetcher, archive: Recording, session: Session) -> Iterator[Article | Issue]:
    try:
        with interrupts.kept():
            yield from crawl(source, fetcher, archive, StoredUrls(session.con))
    except OSError:
        raise  # the archive cannot be written: no source can be read
    except Exception as error:
        # Any bug in reading one site costs that site, not the night; the log keeps the traceback.
        log.exception("source %s failed", source.name)
        yield Issue(
            code="source-failed",
            severity=Severity.ERROR,
            message=f"{type(error).__name__}: {str(error)[:300]}",
            subject=source.name,
            at=session.run.started_at,
        )


def _store(
    session: Session, batch: Sequence[Article | Issue], archive: Recording, complain: Callable[[str], None]
) -> int:
    """Store a batch, and tell how many of its pages robots.txt closes."""
    issues = [item for item in batch if isinstance(item, Issue)]
    told = [issue for issue in issues if issue.code != CLOSED]
    for issue in told:
        complain(f"{issue.severity.value}: {issue.code}: {issue.subject}: {issue.message}")
    session.failed += sum(issue.severity is Severity.ERROR for issue in issues)
    session.report(issues, "scrape")
    snapshots = archive.taken()
    session.fetched += len(snapshots)
    store_snapshots(session.con, snapshots)
    session.load([item for item in batch if isinstance(item, Article)])
    return len(issues) - len(told)
