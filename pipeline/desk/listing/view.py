"""What a list page shows around its rows: pages, chips of active filters, groups of counts, the sentence of a row."""

from dataclasses import dataclass
from typing import NamedTuple, Self

from pipeline.desk.listing.counts import Facet
from pipeline.desk.listing.filters import Filters, Reviewed
from pipeline.desk.published import Row

SIZE = 50
SHOWN = 8
AROUND = 220  # characters of a long sentence that are shown before and behind the title's words
TABS = (Reviewed.NO, Reviewed.RETURNED, Reviewed.YES, Reviewed.ALL)
RULED = (Reviewed.CONFIRMED, Reviewed.CORRECTED, Reviewed.ADDED, Reviewed.REJECTED)


@dataclass(frozen=True)
class Pages:
    """Page `number` of `last`; one behind the last is the last."""

    total: int
    number: int
    last: int
    size: int = SIZE

    @classmethod
    def of(cls, total: int, number: int) -> Self:
        """The pages of a list."""
        last = max(1, -(-total // SIZE))
        return cls(total, min(number, last), last)

    @property
    def offset(self) -> int:
        """Facts before this page."""
        return (self.number - 1) * self.size


class Choice(NamedTuple):
    """A link that sets or takes away a filter."""

    value: str
    facts: int | None
    query: str
    is_active: bool = False


class Group(NamedTuple):
    """The counts of one filter; only the first choices are seen at once."""

    name: str
    first: list[Choice]
    others: list[Choice]


def chips(filters: Filters) -> dict[str, Choice]:
    """What takes each active filter away, by its name."""
    shown = {name: value for name, value in filters.active().items() if name not in ("order", "borders")}
    return {name: Choice(value, None, filters.but(**{name: None}).query()) for name, value in shown.items()}


def groups(counts: dict[str, list[Facet]], filters: Filters) -> list[Group]:
    """The counts beside the list; kinds of rulings come last."""
    found = []
    for name, values in counts.items():
        if name == "reviewed":
            values = [facet for facet in values if facet.value in RULED]  # noqa: PLW2901 - the others are tabs
        choices = [_choice(name, facet, filters) for facet in _sorted(name, values)]
        choices.sort(key=lambda choice: not choice.is_active)
        if choices:
            found.append(Group(name, choices[:SHOWN], choices[SHOWN:]))
    return found


def states(counts: dict[str, list[Facet]], filters: Filters) -> list[Choice]:
    """The tabs: not checked, back again, checked, all."""
    numbers = {facet.value: facet.facts for facet in counts["reviewed"]}
    numbers[Reviewed.ALL] = numbers.get(Reviewed.NO, 0) + numbers.get(Reviewed.YES, 0)
    return [
        Choice(tab, numbers.get(tab, 0), filters.but(reviewed=tab).query(), filters.reviewed is tab)
        for tab in TABS
        if tab is not Reviewed.RETURNED or numbers.get(tab) or filters.reviewed is tab
    ]


def sentence(row: Row) -> tuple[str, str, str]:
    """A fact's sentence: what stands before the title's words, these, and what follows; long ones are cut."""
    quote, start, end = row["quote"], row["title_start"], row["title_end"]
    if start is None or not 0 <= start < end <= len(quote):
        start = end = 0
    before, after = quote[:start], quote[end:]
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > 2 * AROUND:
        after = after[: 2 * AROUND].rpartition(" ")[0] + " …"
    return before, quote[start:end], after


def _sorted(name: str, values: list[Facet]) -> list[Facet]:
    """Years are read by time, all else by number."""
    return sorted(values, key=lambda facet: facet.value, reverse=True) if name == "year" else values


def _choice(name: str, facet: Facet, filters: Filters) -> Choice:
    fields = ("year_from", "year_to") if name == "year" else (name,)
    is_active = all(str(getattr(filters, field)) == facet.value for field in fields)
    query = filters.query_but(**dict.fromkeys(fields, None if is_active else facet.value))
    return Choice(facet.value, facet.facts, query, is_active)
