"""The samples of a desk and what they say: worked out once for each state of facts and reviews."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from pipeline.accuracy.draw import draw
from pipeline.accuracy.figures import (
    Lineage,
    Report,
    all_checked,
    lineage,
    report_of_articles,
    report_of_facts,
    settled,
)
from pipeline.accuracy.recall import Article, Recall, recall
from pipeline.accuracy.rulings import Rulings, rulings_of
from pipeline.accuracy.sample import Kept, Kind, Wish
from pipeline.accuracy.store import SampleStore
from pipeline.clock import now
from pipeline.desk.desk import Desk
from pipeline.desk.errors import NotFoundError
from schemas import Logged

T = TypeVar("T")


@dataclass(frozen=True)
class Board:
    """What /accuracy shows: the samples of facts and of articles that are quoted, if there are any, and all reports."""

    facts: Report | None
    articles: Report | None
    checked: Recall
    reports: list[Report]


def board(desk: Desk) -> Board:
    """All samples, and which of them are quoted."""
    memory = _memory(desk)
    reports = [memory.report(kept) for kept in SampleStore(desk.home.reviews).all()]
    return Board(
        facts=quoted([one for one in reports if one.precision]),
        articles=quoted([one for one in reports if one.recall]),
        checked=recall(memory.checked()),
        reports=reports,
    )


def quoted(reports: list[Report]) -> Report | None:
    """Of reports, the latest first, the one that speaks for most: checked to the end, and of all there is.

    Where none is checked to the end, the latest.
    """
    final = [one for one in reports if one.is_final]
    whole = [one for one in final if one.kept.sample.wish.scope.is_whole]
    return next(iter([*whole, *final, *reports]), None)


def report_of(desk: Desk, number: int) -> Report:
    """What one sample says. Raises NotFoundError."""
    kept = SampleStore(desk.home.reviews).one(number)
    if kept is None:
        raise NotFoundError(f"there is no sample {number}")
    return _memory(desk).report(kept)


@dataclass(frozen=True)
class Turn:
    """Where in a sample of facts an auditor is: the fact before, the next one to check, and how many are left."""

    number: int
    left: int
    before: str | None
    after: str | None


def turn_of(desk: Desk, number: int, record_id: str) -> Turn | None:
    """The turn of a fact in a sample; None when there is no such sample of facts, or the fact is not in it."""
    kept = SampleStore(desk.home.reviews).one(number)
    if kept is None or kept.sample.wish.kind is not Kind.FACTS:
        return None
    lines, ruled = _memory(desk).lines(kept)
    now = [lines[one.subject].now or one.subject for one in kept.sample.drawn]
    if record_id not in now:
        return None
    at = now.index(record_id)
    open_ones = [one.subject not in ruled and lines[one.subject].now is not None for one in kept.sample.drawn]
    later = [*range(at + 1, len(now)), *range(at)]  # who began in the middle goes on from the start
    after = next((now[other] for other in later if open_ones[other]), None)
    return Turn(number, sum(open_ones), now[at - 1] if at else None, after)


def draw_and_keep(desk: Desk, wish: Wish, person: str) -> Kept:
    """Draw a sample of what is published, and keep it. Raises UsageError when there is nothing to draw from."""
    with desk.published.cursor() as con:
        sample = draw(con, wish, person, now())
    return SampleStore(desk.home.reviews).add(sample)


def choices(desk: Desk) -> dict[str, list[str]]:
    """The titles, sources and so on that facts can be narrowed to."""
    return _memory(desk).once("choices", lambda: _choices(desk))


class Memory:
    """What was worked out of a publication, and of the reviews as they stand: nothing of it is worked out twice."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._edition = 0
        self._known: dict[object, Any] = {}
        self._reports: dict[object, tuple[object, Any]] = {}

    def once(self, name: object, work: Callable[[], T]) -> T:
        """What depends on the publication alone."""
        edition, _ = self._desk.published.stamp
        if edition != self._edition:
            self._edition, self._known = edition, {}
        known = self._known
        if name not in known:
            known[name] = work()
        found: T = known[name]
        return found

    def report(self, kept: Kept) -> Report:
        """What a sample says: worked out anew when something in it was ruled on."""
        published = self._desk.published
        if kept.sample.wish.kind is Kind.ARTICLES:
            rows = published.rows
            return self._while(kept.number, published.stamp, lambda: report_of_articles(rows, kept, self.checked()))
        lines, ruled = self.lines(kept)
        state = (published.stamp[0], tuple(one.number for one in ruled.values()))
        return self._while(kept.number, state, lambda: report_of_facts(kept, lines, ruled))

    def lines(self, kept: Kept) -> tuple[Lineage, dict[str, Logged]]:
        """What became of the facts of a sample, and the rulings in force on them."""
        lines = self.once(kept.number, lambda: lineage(self._desk.published.rows, kept))
        return lines, settled(lines, self._rulings())

    def checked(self) -> list[Article]:
        """The fully checked articles."""
        published = self._desk.published
        return self._while("checked", published.stamp, lambda: all_checked(published.rows, self._rulings()))

    def _while(self, name: object, state: object, work: Callable[[], T]) -> T:
        known = self._reports.get(name)
        if known is None or known[0] != state:
            known = self._reports[name] = (state, work())
        found: T = known[1]
        return found

    def _rulings(self) -> Rulings:
        return rulings_of(self._desk.home.reviews).refresh()


@lru_cache(maxsize=4)
def _memory(desk: Desk) -> Memory:
    return Memory(desk)


def _choices(desk: Desk) -> dict[str, list[str]]:
    columns = {"title": "title", "source": "source", "province": "province_today", "version": "extractor_version"}
    sql = "SELECT DISTINCT {} AS value FROM queue WHERE value IS NOT NULL ORDER BY 1"
    return {name: [row["value"] for row in desk.published.rows(sql.format(column))] for name, column in columns.items()}
