"""How many facts there are by title, level, year and province: one pass over the narrow table `queue`."""

from collections import Counter
from dataclasses import dataclass

from pipeline.desk.listing import Filters
from pipeline.desk.listing.conditions import conditions
from pipeline.desk.listing.memory import remembered
from pipeline.desk.published import Published, Row

Years = tuple[int, int]

HOLDS = "verdict IS DISTINCT FROM 'rejected'"  # what auditors rejected is in the queue, to be found again

GROUPS = """
    SELECT title, level, year_from, year_to, province, province_today, count(*) AS facts,
        grouping(title) = 0 AS by_title, grouping(year_from) = 0 AS by_year
    FROM queue WHERE {}
    GROUP BY GROUPING SETS ((title), (year_from, year_to, level), (province, province_today))"""


@dataclass(frozen=True)
class Counts:
    """Numbers of facts by code; None is what the facts do not tell."""

    facts: int
    titles: Counter[str]
    levels: Counter[str | None]
    spans: Counter[tuple[Years | None, str | None]]
    then: Counter[str | None]
    today: Counter[str | None]

    def in_year(self, year: int) -> Counter[str | None]:
        """Facts about a year by level; a span of years counts in each of its years, as in a list of that year."""
        return self._by_level(year, year)

    def until(self, year: int) -> Counter[str | None]:
        """Facts about a year or any before it, by level."""
        return self._by_level(0, year)

    def _by_level(self, first: int, last: int) -> Counter[str | None]:
        found: Counter[str | None] = Counter()
        for (years, level), facts in self.spans.items():
            if years and years[0] <= last and years[1] >= first:
                found[level] += facts
        return found

    @property
    def years(self) -> list[int]:
        """All years that a fact is about, in order."""
        spans = {years for years, _ in self.spans if years}
        return sorted({year for first, last in spans for year in range(first, last + 1)})

    @property
    def without_year(self) -> int:
        """How many facts tell no year."""
        return sum(facts for (years, _), facts in self.spans.items() if years is None)


def counted(published: Published, filters: Filters) -> Counts:
    """The counts of the facts that fit. They change with a publication only: rulings since then are told apart."""
    edition, _ = published.stamp
    return _counted(published, edition, filters)


def where(filters: Filters) -> tuple[str, list[object]]:
    """The condition on `queue` and its values. Raises FilterError for words that are none."""
    found = conditions(filters).values()
    clauses = " AND ".join([HOLDS, *(f"({one.sql})" for one in found)])
    return clauses, [value for one in found for value in one.values]


@remembered(32)
def _counted(published: Published, _edition: int, filters: Filters) -> Counts:
    clauses, values = where(filters)
    rows = published.rows(GROUPS.format(clauses), values)
    counts = Counts(0, Counter(), Counter(), Counter(), Counter(), Counter())
    for row in rows:
        _add(counts, row)
    facts = counts.titles.total()
    return Counts(facts, counts.titles, counts.levels, counts.spans, counts.then, counts.today)


def _add(counts: Counts, row: Row) -> None:
    facts = row["facts"]
    if row["by_title"]:
        counts.titles[row["title"]] += facts
    elif row["by_year"]:
        years = (row["year_from"], row["year_to"]) if row["year_from"] is not None else None
        counts.spans[years, row["level"]] += facts
        counts.levels[row["level"]] += facts
    else:
        counts.then[row["province"]] += facts
        counts.today[row["province_today"]] += facts
