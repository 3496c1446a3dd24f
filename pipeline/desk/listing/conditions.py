"""From filters to SQL conditions on the table `queue`, one a filter, so that each can be left out and remembered."""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.desk.listing.filters import FilterError, Filters
from pipeline.search.conditions import all_of, of_titles
from pipeline.search.titles import TitleWanted, resolve, split_titles
from pipeline.search.words import terms, words

Terms = tuple[tuple[str, ...], ...]


class Condition(NamedTuple):
    """SQL with its values. Terms are words that a fact needs for it, each in one of its spellings."""

    sql: str
    values: tuple[object, ...]
    terms: Terms = ()
    columns: tuple[str, ...] = ()


# All that a fact is found by in a free search, as queue_word has it.
ANYWHERE = ("text_key", "unit_key", "person_key")
TESTS = {
    "source": "source = ?",
    "level": "level = ?",
    "kind": "recipient_kind = ?",
    "status": "status = ?",
    "flag": "list_contains(flags, ?)",
    "min_confidence": "confidence >= ?",
    "max_confidence": "confidence <= ?",
    "year_from": "year_to >= ?",
    "year_to": "year_from <= ?",
}


def conditions(filters: Filters) -> dict[str, Condition]:
    """What each filter that is set asks for, but rulings. Raises FilterError for words that are none."""
    found = {
        name: Condition(sql, (_plain(value),))
        for name, sql in TESTS.items()
        if (value := getattr(filters, name)) is not None
    }
    if filters.province:
        column = "province_today" if filters.borders == "today" else "province"
        found["province"] = Condition(f"{column} = ?", (filters.province,))
    if filters.title:
        found["title"] = _of([], [resolve(filters.title)])
    if filters.unit:
        found["unit"] = _of(_some("unit", filters.unit, terms(filters.unit)), columns=("unit_key",))
    if filters.person:
        found["person"] = _of(_some("person", filters.person, words(filters.person)), columns=("person_key",))
    if filters.q:
        titles, others = split_titles(filters.q)
        if titles:
            found["q_titles"] = _of([], titles)
        if others or not titles:
            found["q"] = _of(_some("q", filters.q, terms(others)), columns=ANYWHERE)
    return found


def _of(
    wanted: list[tuple[str, ...]], titles: Sequence[list[TitleWanted]] = (), columns: tuple[str, ...] = ()
) -> Condition:
    values: list[object] = []
    clauses = [of_titles(title, values) for title in titles] + all_of(wanted, values, *columns)
    return Condition(" AND ".join(clauses), tuple(values), tuple(wanted), columns)


def _some(name: str, typed: str, found: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    if not found:
        raise FilterError(name, typed, "there is no word to search for")
    return found


def _plain(value: object) -> object:
    """Codes as text."""
    return str(value) if isinstance(value, str) else value
