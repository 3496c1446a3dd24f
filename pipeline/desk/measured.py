"""The samples of a desk and what they say."""

from dataclasses import dataclass

from pipeline.accuracy.draw import draw
from pipeline.accuracy.figures import Report
from pipeline.accuracy.recall import Recall, recall
from pipeline.accuracy.sample import Kept, Wish
from pipeline.accuracy.store import SampleStore
from pipeline.clock import now
from pipeline.desk.desk import Desk
from pipeline.desk.errors import NotFoundError
from pipeline.desk.memory import memory_of


@dataclass(frozen=True)
class Board:
    """What /accuracy shows: the samples of facts and of articles that are quoted, if there are any, and all reports."""

    facts: Report | None
    articles: Report | None
    checked: Recall
    reports: list[Report]


def board(desk: Desk) -> Board:
    """All samples, and which of them are quoted."""
    memory = memory_of(desk)
    reports = [memory.report(kept) for kept in SampleStore(desk.home.reviews).all()]
    return Board(
        facts=quoted([one for one in reports if one.precision]),
        articles=quoted([one for one in reports if one.recall]),
        checked=recall(memory.checked()),
        reports=reports,
    )


def quoted(reports: list[Report]) -> Report | None:
    """Of reports, the latest first, the one that speaks for most: checked to the end, of all there is, of enough facts.

    Where none is checked to the end, the latest.
    """
    final = [one for one in reports if one.is_final]
    whole = [one for one in final if one.kept.sample.wish.scope.is_whole]
    enough = [one for one in whole if not one.says_little]
    return next(iter([*enough, *whole, *final, *reports]), None)


def report_of(desk: Desk, number: int) -> Report:
    """What one sample says. Raises NotFoundError."""
    kept = SampleStore(desk.home.reviews).one(number)
    if kept is None:
        raise NotFoundError(f"there is no sample {number}")
    return memory_of(desk).report(kept)


def draw_and_keep(desk: Desk, wish: Wish, person: str) -> Kept:
    """Draw a sample of what is published, and keep it. Raises UsageError when there is nothing to draw from."""
    with desk.published.cursor() as con:
        sample = draw(con, wish, person, now())
    return SampleStore(desk.home.reviews).add(sample)


def choices(desk: Desk) -> dict[str, list[str]]:
    """The titles, sources and so on that facts can be narrowed to."""
    return memory_of(desk).once("choices", lambda: _choices(desk))


def _choices(desk: Desk) -> dict[str, list[str]]:
    columns = {"title": "title", "source": "source", "province": "province_today", "version": "extractor_version"}
    sql = "SELECT DISTINCT {} AS value FROM queue WHERE value IS NOT NULL ORDER BY 1"
    return {name: [row["value"] for row in desk.published.rows(sql.format(column))] for name, column in columns.items()}
