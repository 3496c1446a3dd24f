"""Sources into storage: each new article with its facts, each failure as an issue, each visit with its counts."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from pipeline import interrupts
from pipeline.numbers import plural
from pipeline.progress import Progress
from pipeline.session import Session
from pipeline.steps.recording import Recording, Stored
from pipeline.steps.unfinished import unfinished
from pipeline.store.gone import GONE_CODE, note_missing, vanished_at_once, withdraw_gone
from pipeline.store.issues import close_about, close_of_others, close_of_visit
from pipeline.store.sources import store_snapshots, store_sources, store_visits
from pipeline.store.visits import last_visits, names_cut_short
from schemas import Article, Issue, Severity, Source, Visit
from scrapers.discover.backfill import Backfill
from scrapers.discover.identity import article_id
from scrapers.expect import day_of, judged
from scrapers.net.fetch import Fetcher, Record
from scrapers.night import Desk, Found, night
from scrapers.reach import Reach
from scrapers.responses import Responses

# Pages come about one a second and site: a batch should not wait for many.
BATCH = 20

# Nothing to worry about page by page: counted in one line, and kept as issues.
COUNTED = {
    "robots-disallowed": "closed by robots.txt: skipped",
    "layout-unknown": "of no layout that is known: read by the general reader",
    "fetch-gone": "gone: listed or stored, and not there any more",
}

# What the listings of a night are judged by: a back-fill may rightly find nothing on the pages of some years.
OF_LISTINGS = ("listing-empty", "too-few-items", "too-many-items", "nothing-new-for-too-long")

Complain = Callable[[str], None]


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
    enabled = [source for source in plan.sources if source.enabled]
    store_sources(session.con, plan.sources, session.run.started_at)
    archive = Recording(session.home.archive)
    counted: Counter[tuple[str, str]] = Counter()
    with unfinished(session.home, whole=plan.nightly) as before:
        tonight = archive.since(before.began) if before.began else {}
        stored, cut_short = Stored(session.con), names_cut_short(session.con)
        desk = Desk(
            partial(plan.fetcher, archive.keep),
            lambda made: Responses(made, archive, tonight, stored.earlier),
            stored.known,
            lambda source: _reach(source, plan, stored, goes_on=before.died or source.name in cut_short),
        )
        items = progress.track(_kept(night(enabled, desk)), None, "scrape")
        while batch := list(islice(items, BATCH)):
            counted.update(_store(session, batch, archive, complain, plan.backfill))
        _store(session, [], archive, complain)
    if plan.nightly:
        close_of_others(session.con, [source.name for source in enabled], session.run.started_at)
    for (name, code), pages in counted.items():
        complain(f"{name}: {plural(pages, 'page')} {COUNTED[code]}")


def _reach(source: Source, plan: Plan, stored: Stored, *, goes_on: bool) -> Reach:
    again = [] if source.apis else stored.again(source.name, source.max_articles)  # a page is not its JSON
    again += stored.files_of(source.name, source.max_articles) if goes_on else []
    settled = frozenset(article_id(url, source) for url in stored.settled(source.name))
    before = stored.visited(source.name)
    stale = [] if source.apis or plan.backfill else stored.to_look_at_again(source.name, source.look_again)
    return Reach(plan.backfill, goes_on, tuple(again), settled, before, tuple(stale))


def _settle_gone(session: Session, source: str, complain: Complain) -> None:
    """Withdraw the facts of pages that were missing on several nights; none when a site seems to have moved."""
    vanished = vanished_at_once(session.con, source, session.run.started_at)
    if vanished is None:
        session.counts.records_withdrawn += withdraw_gone(session.job, source)
        return
    complain(f"{vanished.severity.value}: {vanished.code}: {vanished.subject}: {vanished.message}")
    session.failed += 1
    session.report([vanished], "scrape")


def _judged(session: Session, found: Found, backfill: Backfill | None) -> list[Issue]:
    """What is not as usual at a source, by what its earlier visits found."""
    if not isinstance(found.item, Visit):
        return []
    earlier = last_visits(session.con, found.source.name)
    issues = judged(found.item, found.source, earlier, day_of(found.item))
    return [issue for issue in issues if not (backfill and issue.code in OF_LISTINGS)]


def _placed(issue: Issue, found: Found) -> Issue:
    return issue.model_copy(update={"source": found.source.name})


def _kept(items: Iterator[Found]) -> Iterator[Found]:
    with interrupts.kept():
        yield from items


def _store(
    session: Session,
    batch: Sequence[Found],
    archive: Recording,
    complain: Complain,
    backfill: Backfill | None = None,
) -> list[tuple[str, str]]:
    """Store a batch; source and code of the issues that are only counted."""
    visits = [found for found in batch if isinstance(found.item, Visit)]
    issues = [_placed(found.item, found) for found in batch if isinstance(found.item, Issue)]
    issues += [_placed(issue, found) for found in visits for issue in _judged(session, found, backfill)]
    for issue in issues:
        if issue.code not in COUNTED:
            complain(f"{issue.severity.value}: {issue.code}: {issue.subject}: {issue.message}")
    session.failed += sum(issue.severity is Severity.ERROR for issue in issues)
    articles = [found.item for found in batch if isinstance(found.item, Article)]
    close_about(session.con, [article.url for article in articles], session.run.started_at)
    session.report(issues, "scrape")
    snapshots = archive.taken()
    session.fetched += len(snapshots)
    store_snapshots(session.con, snapshots)
    session.load(articles)
    note_missing(session.con, [issue.subject for issue in issues if issue.code == GONE_CODE], session.run.started_at)
    store_visits(session.con, [found.item for found in visits if isinstance(found.item, Visit)])
    if backfill is None:
        for found in visits:
            close_of_visit(session.con, found.source.name, session.run.started_at)
            _settle_gone(session, found.source.name, complain)
    told = ((found.source.name, found.item.code) for found in batch if isinstance(found.item, Issue))
    return [(name, code) for name, code in told if code in COUNTED]
