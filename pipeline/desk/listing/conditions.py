"""From filters to SQL conditions on the table `queue`, one a filter, so that each can be left out and remembered."""

from pipeline.desk.listing.filters import FilterError, Filters
from pipeline.search.facts import all_of, of_titles
from pipeline.search.titles import resolve, split_titles
from pipeline.search.words import terms, words

Condition = tuple[str, tuple[object, ...]]

# All that a fact is found by in a free search.
ANYWHERE = "concat_ws(' ', unit_key, person_key, text_key)"
EQUAL = {"source": "source", "level": "level", "kind": "recipient_kind", "status": "status"}


def conditions(filters: Filters) -> dict[str, Condition]:
    """SQL and values of each filter that is set, but rulings. Raises FilterError for words that are none."""
    values: list[object] = []
    found: dict[str, Condition] = {}

    def add(name: str, clauses: list[str]) -> None:
        if clauses:
            found[name] = (" AND ".join(clauses), tuple(values))
            values.clear()

    for name, column in EQUAL.items():
        add(name, _is(column, getattr(filters, name), values))
    add("province", _is("province_today" if filters.borders == "today" else "province", filters.province, values))
    add("flag", _is("list_contains(flags, ?)", filters.flag, values))
    add("year", _is("year_to >= ?", filters.year_from, values) + _is("year_from <= ?", filters.year_to, values))
    add("confidence", _is("confidence >= ?", filters.min_confidence, values)
        + _is("confidence <= ?", filters.max_confidence, values))  # fmt: skip
    add("title", [of_titles(resolve(filters.title), values)] if filters.title else [])
    add("unit", _words("unit", "unit_key", filters.unit, values))
    add("person", _words("person", "person_key", filters.person, values))
    add("q", _anywhere(filters.q, values))
    return found


def _is(test: str, value: object, values: list[object]) -> list[str]:
    """A test of a value; a column's name means that it equals the value."""
    if value is None:
        return []
    values.append(str(value) if isinstance(value, str) else value)
    return [test if "?" in test else f"{test} = ?"]


def _words(name: str, column: str, typed: str | None, values: list[object]) -> list[str]:
    if not typed:
        return []
    wanted = words(typed) if name == "person" else terms(typed)
    if not wanted:
        raise FilterError(name, typed, "there is no word to search for")
    return all_of(column, wanted, values)


def _anywhere(typed: str | None, values: list[object]) -> list[str]:
    if not typed:
        return []
    titles, others = split_titles(typed)
    if not titles and not terms(others):
        raise FilterError("q", typed, "there is no word to search for")
    return [*(of_titles(title, values) for title in titles), *all_of(ANYWHERE, terms(others), values)]
