"""A roll as a table: a line a year, a column a title."""

from collections import Counter
from typing import NamedTuple

from pipeline.desk.recipients.models import Roll, Won

Years = tuple[int, int] | None


class Column(NamedTuple):
    """A title with rank and level."""

    title: str
    rank: int | None
    level: str | None


class Table(NamedTuple):
    """Numbers of awards; the latest years first, those without a year last; None is no award found."""

    columns: list[Column]
    rows: list[tuple[Years, list[int | None]]]


def table_of(roll: Roll) -> Table:
    """What was awarded, by years and title."""
    cells: Counter[tuple[Years, Column]] = Counter()
    for won in roll.won:
        cells[_years(won), _column(won)] += won.facts
    columns = list(dict.fromkeys(_column(won) for won in roll.won))
    years = sorted({years for years, _ in cells}, key=lambda one: one or (0, 0), reverse=True)
    return Table(columns, [(year, [cells[year, column] or None for column in columns]) for year in years])


def _years(won: Won) -> Years:
    return None if won.year_from is None or won.year_to is None else (won.year_from, won.year_to)


def _column(won: Won) -> Column:
    return Column(won.title, won.rank, won.level)
