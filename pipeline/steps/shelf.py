"""What a night finds, batch by batch into storage: articles with their facts, issues, answers as received, visits."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.complaints import Told
from pipeline.numbers import plural
from pipeline.session import Session
from pipeline.steps.recording import Recording
from pipeline.store.gone import GONE_CODE, note_missing, vanished_at_once, withdraw_gone
from pipeline.store.issues import close_about, close_of_visit
from pipeline.store.sources import store_snapshots, store_visits
from pipeline.store.visits import last_visits
from schemas import Article, Issue, Severity, Source, Visit
from scrapers.discover.backfill import Backfill
from scrapers.expect import day_of, judged
from scrapers.issues import issue
from scrapers.night import Found

log = logging.getLogger("bangvang")

# Nothing to worry about page by page: counted in one line, and kept as issues.
COUNTED = {
    "robots-disallowed": "closed by robots.txt: skipped",
    "layout-unknown": "of no layout that is known: read by the general reader",
    "fetch-gone": "gone: listed or stored, and not there any more",
}
OUT_OF_TIME = "out-of-time"  # one line for all of them

# What the listings of a night are judged by: a back-fill may rightly find nothing on the pages of some years.
OF_LISTINGS = ("listing-empty", "too-few-items", "too-many-items", "nothing-new-for-too-long")

Complain = Callable[[str], None]


@dataclass
class Shelf:
    """Stores for one run. `cut` are the names of sources whose visit had no time to go on."""

    session: Session
    archive: Recording
    complain: Complain
    backfill: Backfill | None = None
    cut: set[str] = field(default_factory=set)
    _counted: Counter[tuple[str, str]] = field(default_factory=Counter)

    def store(self, batch: Sequence[Found]) -> None:
        """Store a batch, and whatever was received meanwhile.

        A visit that was cut short is not judged, and what it has not met again may still be there.
        """
        con, at = self.session.con, self.session.run.started_at
        self.cut.update(found.source.name for found in batch if _code(found) == OUT_OF_TIME)
        visits = [(found.source, found.item) for found in batch if isinstance(found.item, Visit)]
        whole = [(source, visit) for source, visit in visits if source.name not in self.cut]
        issues = [_placed(found.item, found.source) for found in batch if isinstance(found.item, Issue)]
        issues += [_placed(one, source) for source, visit in whole for one in self._judged(source, visit)]
        self._counted.update((found.source.name, code) for found in batch if (code := _code(found)) in COUNTED)
        self._tell(issues)
        articles = [found.item for found in batch if isinstance(found.item, Article)]
        close_about(con, [article.url for article in articles], at)
        self.session.report(issues, "scrape")
        snapshots = self.archive.taken()
        self.session.fetched += len(snapshots)
        store_snapshots(con, snapshots)
        self.session.load(articles)
        note_missing(con, [one.subject for one in issues if one.code == GONE_CODE], at)
        store_visits(con, [_in_order(visit, at) for _, visit in visits])
        for source, _ in whole if self.backfill is None else []:
            close_of_visit(con, source.name, at)
            self._settle_gone(source)

    def tell_counted(self) -> None:
        """A line for each source and code of what is only counted."""
        for (name, code), pages in self._counted.items():
            told = f"{name}: {plural(pages, 'page')} {COUNTED[code]}"
            self.complain(Told(told, event="issues", source=name, code=code, count=pages))

    def told_cut(self, sources: int) -> str:
        """Of how many `sources` something is left, and how it is had; empty when all were read to their end."""
        later = "start again for the rest" if self.backfill else "the next run goes on"
        return f"{len(self.cut)} of {plural(sources, 'source')} not read to the end, {later}" if self.cut else ""

    def _tell(self, issues: Sequence[Issue]) -> None:
        self.session.failed += sum(one.severity is Severity.ERROR for one in issues)
        for one in issues:
            if one.code not in (*COUNTED, OUT_OF_TIME):
                self.complain(_line(one))

    def _settle_gone(self, source: Source) -> None:
        """Withdraw the facts of pages that were missing on several nights; none when a site seems to have moved."""
        session = self.session
        vanished = vanished_at_once(session.con, source.name, session.run.started_at)
        if vanished is None:
            session.counts.records_withdrawn += withdraw_gone(session.job, source.name)
            return
        self._tell([vanished])
        session.report([vanished], "scrape")

    def _judged(self, source: Source, visit: Visit) -> list[Issue]:
        """What is not as usual at a source, by what its earlier visits found."""
        earlier = last_visits(self.session.con, source.name)
        try:
            issues = judged(visit, source, earlier, day_of(visit))
        except Exception as error:
            # Any bug in judging one source costs that source, not the night; the log keeps the traceback.
            log.exception("the visit to %s could not be judged", source.name)
            return [issue("source-failed", f"{type(error).__name__}: {str(error)[:300]}", source.name)]
        return [one for one in issues if not (self.backfill and one.code in OF_LISTINGS)]


def _in_order(visit: Visit, run_started: datetime) -> Visit:
    """Not before its run, whatever a clock that went back says: the last visit is told by its time."""
    started = max(visit.started_at, run_started)
    return visit.model_copy(update={"started_at": started, "ended_at": max(visit.ended_at, started)})


def _code(found: Found) -> str:
    return found.item.code if isinstance(found.item, Issue) else ""


def _line(one: Issue) -> Told:
    parts = {"source": one.source, "code": one.code, "subject": one.subject, "severity": one.severity.value}
    return Told(f"{one.severity.value}: {one.code}: {one.subject}: {one.message}", event="issue", **parts)


def _placed(one: Issue, source: Source) -> Issue:
    return one.model_copy(update={"source": source.name})
