"""The samples of a desk and what they say: worked out once for each state of facts and reviews."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.accuracy.draw import draw
from pipeline.accuracy.figures import Report, all_checked, report
from pipeline.accuracy.recall import Recall, recall
from pipeline.accuracy.rulings import Rulings, rulings_of
from pipeline.accuracy.sample import Kept, Wish
from pipeline.accuracy.store import SampleStore
from pipeline.clock import now
from pipeline.desk.desk import Desk
from pipeline.desk.errors import NotFoundError

Stamp = tuple[int, int]


@dataclass(frozen=True)
class Board:
    """What /accuracy shows: the samples of facts and of articles that are quoted, if there are any, and all reports."""

    facts: Report | None
    articles: Report | None
    checked: Recall
    reports: list[Report]


def board(desk: Desk) -> Board:
    """All samples, and which of them are quoted."""
    reports = [_report(desk, kept) for kept in SampleStore(desk.home.reviews).all()]
    return Board(
        facts=quoted([one for one in reports if one.precision]),
        articles=quoted([one for one in reports if one.recall]),
        checked=recall(all_checked(desk.published.rows, _rulings(desk))),
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
    return _report(desk, kept)


def draw_and_keep(desk: Desk, wish: Wish, person: str) -> Kept:
    """Draw a sample of what is published, and keep it. Raises UsageError when there is nothing to draw from."""
    with desk.published.cursor() as con:
        sample = draw(con, wish, person, now())
    return SampleStore(desk.home.reviews).add(sample)


def choices(desk: Desk) -> dict[str, list[str]]:
    """The titles, sources and so on that facts can be narrowed to."""
    columns = {"title": "title", "source": "source", "province": "province_today", "version": "extractor_version"}
    return {
        name: [row["value"] for row in desk.published.rows(
            f"SELECT DISTINCT {column} AS value FROM queue WHERE {column} IS NOT NULL ORDER BY 1")]  # noqa: S608 - ours
        for name, column in columns.items()
    }  # fmt: skip


def _rulings(desk: Desk) -> Rulings:
    return rulings_of(desk.home.reviews).refresh()


def _report(desk: Desk, kept: Kept) -> Report:
    known, stamp = _known(desk.home.reviews), desk.published.stamp
    found = known.get(kept.number)
    if found is None or found[0] != stamp:
        found = known[kept.number] = (stamp, report(desk.published.rows, _rulings(desk), kept))
    return found[1]


@cache
def _known(path: Path) -> dict[int, tuple[Stamp, Report]]:
    """By number of the sample, the last report and the state that it is of."""
    del path
    return {}
