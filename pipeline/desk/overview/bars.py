"""The counts as rows of a chart, each with the address of the list of just these facts."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from pipeline.desk.listing import Filters
from pipeline.desk.overview.chosen import queue_of
from pipeline.desk.overview.counts import Counts
from pipeline.desk.render import title_name
from schemas import Level
from schemas.base import Model

TITLES = 12
YEARS = 25  # earlier ones make one bar, so that a slip of the pen in a year does not stretch the chart
LEVELS: tuple[str | None, ...] = (*Level, None)


class Bar(Model):
    """A row: what it is about, how many facts there are, and the list of them; without a list, it sums up a rest."""

    code: str | None = Field(description="year, or code of the title or level, or province; null where facts tell none")
    name: str = Field(description="the same for people; blank where facts tell none")
    facts: int
    queue: str | None = Field(description="address of the list of these facts")
    by_level: dict[str, int] = Field(default={}, description="the facts by level; `none` where they tell none")


def by_title(counts: Counts, filters: Filters) -> list[Bar]:
    """The most frequent titles, and all others in one row."""
    found = counts.titles.most_common()
    bars = [
        Bar(code=code, name=title_name(code), facts=facts, queue=queue_of(filters, title=code))
        for code, facts in found[:TITLES]
    ]
    rest = sum(facts for _, facts in found[TITLES:])
    return [*bars, Bar(code="others", name="", facts=rest, queue=None)] if rest else bars


def by_level(counts: Counts, filters: Filters) -> list[Bar]:
    """From the lowest level to the State's."""
    return [
        Bar(code=level, name=level or "", facts=facts, queue=queue_of(filters, level=level) if level else None)
        for level in LEVELS
        if (facts := counts.levels[level])
    ]


def by_year(counts: Counts, filters: Filters) -> list[Bar]:
    """Years in order, by level; the early ones in one row. Those that are not chosen stay out."""
    first, last = filters.year_from or 0, filters.year_to or 9999
    years = [year for year in counts.years if first <= year <= last]
    shown = [year for year in years if year > years[-1] - YEARS]
    bars = [
        _of_year(str(year), counts.in_year(year), queue_of(filters, year_from=year, year_to=year)) for year in shown
    ]
    if len(shown) == len(years):
        return bars
    before = shown[0] - 1
    return [_of_year(f"–{before}", counts.until(before), queue_of(filters, year_to=before)), *bars]


def by_province(counts: Counter[str | None], filters: Filters, borders: Literal["then", "today"]) -> list[Bar]:
    """Provinces that facts tell, the most frequent first."""
    return [
        Bar(code=name, name=name, facts=facts, queue=queue_of(filters, province=name, borders=borders))
        for name, facts in sorted(counts.items(), key=lambda item: (-item[1], item[0] or ""))
        if name
    ]


def levels_in(bars: Sequence[Bar]) -> list[str]:
    """The levels that rows are divided by, from the lowest to the State's."""
    told = {level for bar in bars for level in bar.by_level}
    return [level for level in (*Level, "none") if level in told]


def _of_year(name: str, levels: Counter[str | None], queue: str) -> Bar:
    divided = {level or "none": levels[level] for level in LEVELS if levels[level]}
    return Bar(code=name.lstrip("–"), name=name, facts=levels.total(), queue=queue, by_level=divided)
