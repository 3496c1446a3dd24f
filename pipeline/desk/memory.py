"""What the desk worked out of a publication and of the reviews: nothing of it is worked out twice."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from pipeline.accuracy.figures import (
    Lineage,
    Report,
    all_checked,
    lineage,
    report_of_articles,
    report_of_facts,
    settled,
)
from pipeline.accuracy.recall import Article
from pipeline.accuracy.rulings import Rulings, rulings_of
from pipeline.accuracy.sample import Kept, Kind
from pipeline.desk.desk import Desk
from schemas import Logged

T = TypeVar("T")


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
def memory_of(desk: Desk) -> Memory:
    """The memory of a desk: one object a process."""
    return Memory(desk)
