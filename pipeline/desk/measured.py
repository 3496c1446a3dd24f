"""The samples of a desk and what they say: worked out once for each state of facts and reviews."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from pipeline.accuracy.draw import draw
from pipeline.accuracy.figures import (
    Lineage,
    Report,
    State,
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

FACTS = """
    SELECT record_id, article_id FROM award
    WHERE withdrawn_at IS NULL AND article_id = (SELECT any_value(article_id) FROM award WHERE record_id = ?)
    ORDER BY quote_start, record_id"""


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
    """The turn of a fact in a sample; None when there is no such sample, or the fact does not belong to it.

    In a sample of articles the facts of one article are gone through, and `left` counts articles.
    """
    kept = SampleStore(desk.home.reviews).one(number)
    if kept is None:
        return None
    facts = _of_article(desk, kept, record_id) if kept.sample.wish.kind is Kind.ARTICLES else _of_sample(desk, kept)
    ids = [fact for fact, _ in facts]
    if record_id not in ids:
        return None
    at = ids.index(record_id)
    later = [*facts[at + 1 :], *facts[:at]]  # who began in the middle goes on from the start
    after = next((fact for fact, is_open in later if is_open), None)
    return Turn(number, left_in(desk, number), ids[at - 1] if at else None, after)


def left_in(desk: Desk, number: int) -> int:
    """How many facts or articles of a sample are left to check. Raises NotFoundError."""
    return report_of(desk, number).count(State.LEFT)


def _of_sample(desk: Desk, kept: Kept) -> list[tuple[str, bool]]:
    """The facts of a sample, and which of them are open."""
    lines, ruled = _memory(desk).lines(kept)
    found = [(one.subject, lines[one.subject].now) for one in kept.sample.drawn]
    return [(now or subject, now is not None and subject not in ruled) for subject, now in found]


def _of_article(desk: Desk, kept: Kept, record_id: str) -> list[tuple[str, bool]]:
    """The facts of an article of a sample, and which of them are open."""
    rows = desk.published.rows(FACTS, [record_id])
    drawn = {one.article_id for one in kept.sample.drawn}
    rulings = rulings_of(desk.home.reviews).refresh()
    return [(row["record_id"], not rulings.on([row["record_id"]])) for row in rows if row["article_id"] in drawn]


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
