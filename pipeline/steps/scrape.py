"""Sources into storage: each new article with its facts, each failure as an issue, each visit with its counts."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import islice
from typing import NamedTuple

from pipeline import interrupts
from pipeline.progress import Progress
from pipeline.session import Session
from pipeline.steps.recording import Recording, Stored
from pipeline.steps.shelf import Complain, Shelf
from pipeline.steps.unfinished import unfinished
from pipeline.store.issues import close_of_others
from pipeline.store.sources import store_snapshots, store_sources
from pipeline.store.visits import latest_visits, names_cut_short
from schemas import Source
from scrapers.discover.backfill import Backfill
from scrapers.discover.identity import article_id
from scrapers.net.fetch import Fetcher, Record
from scrapers.night import Desk, Found, night
from scrapers.reach import Reach
from scrapers.responses import Responses

# Pages come about one a second and site: a batch should not wait for many.
BATCH = 20


class Plan(NamedTuple):
    """What to read, by whom, and how far back; `whole` when it is all that is read night by night."""

    sources: Sequence[Source]
    fetcher: Callable[[Record], Fetcher]
    backfill: Backfill | None = None
    whole: bool = True

    @property
    def nightly(self) -> bool:
        """All that a night reads, so that what it does not meet again is over. A back-fill reads other pages."""
        return self.whole and self.backfill is None


def scrape(session: Session, plan: Plan, progress: Progress, complain: Complain) -> None:
    """Read all enabled sources. One that fails costs itself only; what went wrong is complained of and logged.

    What an interrupted night has fetched is taken from the archive, not from the sites.
    """
    enabled = _longest_waiting(session, [source for source in plan.sources if source.enabled])
    store_sources(session.con, plan.sources, session.run.started_at)
    archive = Recording(session.home.archive)
    shelf = Shelf(session, archive, complain, plan.backfill)
    with unfinished(session.home, whole=plan.nightly) as before:
        tonight = archive.since(before.began) if before.began else {}
        # What was kept right before the night died is not stored yet.
        store_snapshots(session.con, list(tonight.values()))
        stored, cut_short = Stored(session.con), names_cut_short(session.con)
        desk = Desk(
            partial(plan.fetcher, archive.keep),
            lambda made: Responses(made, archive, tonight, stored.earlier, session.budget.scraping_ends),
            stored.known,
            lambda source: _reach(source, plan, stored, goes_on=before.died or source.name in cut_short),
        )
        items = progress.track(_kept(night(enabled, desk)), None, "scrape")
        while batch := list(islice(items, BATCH)):
            shelf.store(batch)
        shelf.store([])
        before.unread = bool(shelf.cut)
    if plan.nightly:
        close_of_others(session.con, [source.name for source in enabled], session.run.started_at)
    shelf.tell_counted()
    if shelf.cut:
        session.left.append(shelf.told_cut(len(enabled)))


def _longest_waiting(session: Session, sources: list[Source]) -> list[Source]:
    """Where time is short, what was not reached on one night comes first on the next."""
    if session.budget.length is None:
        return sources
    visited = latest_visits(session.con)
    return sorted(sources, key=lambda source: visited.get(source.name, datetime.min))


def _reach(source: Source, plan: Plan, stored: Stored, *, goes_on: bool) -> Reach:
    again = [] if source.apis else stored.again(source.name, source.max_articles)  # a page is not its JSON
    again += stored.files_of(source.name, source.max_articles) if goes_on else []
    settled = frozenset(article_id(url, source) for url in stored.settled(source.name))
    before = stored.visited(source.name)
    stale = [] if source.apis or plan.backfill else stored.to_look_at_again(source.name, source.look_again)
    return Reach(plan.backfill, goes_on, tuple(again), settled, before, tuple(stale))


def _kept(items: Iterator[Found]) -> Iterator[Found]:
    with interrupts.kept():
        yield from items
