"""From what is wanted to an SQL condition on v_search or v_record."""

from collections.abc import Sequence

from pipeline.errors import UsageError
from pipeline.search.provinces import in_province
from pipeline.search.titles import TitleWanted, resolve
from pipeline.search.wanted import Wanted
from pipeline.search.words import terms, words

# A condition by what is wanted; its ? is the value.
SIMPLE = {
    "year_from": "year_to >= ?",
    "year_to": "year_from <= ?",
    "level": "level = ?",
    "rank": "rank = ?",
    "kind": "recipient_kind = ?",
    "status": "status = ?",
    "source": "source = ?",
    "since": "published >= ?",
    "until": "published <= ?",
    "flag": "list_contains(flags, ?)",
    "reviewed": "(origin = 'reviewed') = ?",
    "min_confidence": "(confidence >= ? OR origin = 'reviewed')",
}
OF_UNITS = ("who", "unit")
WORDS = {
    "who": (terms, ("unit_key", "person_key")),
    "unit": (terms, ("unit_key",)),
    "person": (words, ("person_key",)),
    "issuer": (terms, ("issuer_key",)),
    "text": (terms, ("text_key",)),
}


def condition(wanted: Wanted) -> tuple[str, list[object]]:
    """The SQL condition and its values.

    Raises UsageError for a title or a province that nobody knows, and for words that are none.
    """
    if wanted.successors and not any(getattr(wanted, name) for name in OF_UNITS):
        raise UsageError("--successors adds to the units that --unit means: give --unit too")
    clauses, values = ["true"], list[object]()
    clauses += [_named(name, wanted, values) for name in WORDS if getattr(wanted, name) is not None]
    if wanted.title is not None:
        clauses.append(of_titles(resolve(wanted.title), values))
    if wanted.province is not None:
        clauses.append(in_province(wanted.province, values, today=wanted.today))
    if wanted.district is not None:
        clauses.append(_placed("district", wanted.district, values))
    if wanted.commune is not None:
        clauses.append(_placed("commune_today" if wanted.today else "commune", wanted.commune, values))
    for name, clause in SIMPLE.items():
        if (value := getattr(wanted, name)) is not None:
            clauses.append(clause)
            values.append(value)
    return " AND ".join(clauses), values


def _placed(column: str, typed: str, values: list[object]) -> str:
    """The words are in the name of the place, of which there are few."""
    if not terms(typed):
        raise UsageError(f"{typed!r} holds no word to search for")
    told = " AND ".join(all_of(terms(typed), values, "key"))
    names = f"SELECT DISTINCT {column} AS name, fold({column}) AS key FROM award WHERE {column} IS NOT NULL"  # noqa: S608
    return f"{column} IN (SELECT name FROM ({names}) WHERE {told})"  # noqa: S608 - ours


def _named(name: str, wanted: Wanted, values: list[object]) -> str:
    """The words are in the names, or, for units, in another name of the same one: an article may say "Cục" for short.

    Raises UsageError when what was typed holds no word.
    """
    typed, (cut, keys) = getattr(wanted, name), WORDS[name]
    if not cut(typed):
        raise UsageError(f"{typed!r} holds no word to search for")
    told = f"({' AND '.join(all_of(cut(typed), values, *keys))})"
    if name not in OF_UNITS:
        return told
    if name == "unit":  # all other facts are found by their unit, whose names are fewer
        told = f"(unit_id IS NULL AND {told})"
    same = " AND ".join(all_of(cut(typed), values, "key"))
    units = f"SELECT unit_id FROM unit_key WHERE {same}"  # noqa: S608 - ours
    if wanted.successors:
        units = f"FROM line_of((SELECT list(unit_id) FROM ({units})))"  # noqa: S608 - ours
    return f"({told} OR unit_id IN ({units}))"


def all_of(wanted: Sequence[tuple[str, ...]], values: list[object], *keys: str) -> list[str]:
    """Each term occurs in one of the folded texts, in one of its spellings, as whole words."""
    return [
        "(" + " OR ".join(_holds(key, spelling, values) for spelling in spellings for key in keys) + ")"
        for spellings in wanted
    ]


def _holds(key: str, words: str, values: list[object]) -> str:
    """Between blanks or at an end; to put blanks around each text takes four times as long as to look into it."""
    values += [f" {words} ", f"{words} ", f" {words}", words]
    return f"contains({key}, ?) OR starts_with({key}, ?) OR ends_with({key}, ?) OR {key} = ?"


def of_titles(titles: Sequence[TitleWanted], values: list[object]) -> str:
    """One of the titles; what was not typed with it does not matter."""
    tests = []
    for wanted in titles:
        test = "title = ?"
        values.append(wanted.code)
        for column, value in (("level", wanted.level), ("rank", wanted.rank)):
            if value is not None:
                test += f" AND {column} = ?"
                values.append(value)
        tests.append(f"({test})")
    return f"({' OR '.join(tests)})"
