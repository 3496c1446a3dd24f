"""From what is wanted to SQL on v_search."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.query import Rows, run_query
from pipeline.search.titles import TitleWanted, resolve
from pipeline.search.words import terms, words

COLUMNS = (
    "title_name", "level_name", "unit", "person", "years", "count_name", "issuer", "status_name", "quote", "url",
    "published", "title", "rank", "level", "recipient_kind", "count", "count_qualifier", "year_from", "year_to",
    "status", "decision_no", "decision_date", "flags", "flag_messages", "confidence", "clues", "origin",
    "verdict", "reviewed_by", "reviewed_at", "province", "province_today", "article_title", "source", "record_id",
    "article_id",
)  # fmt: skip
FEW = 1000
LATEST_FIRST = "year_from DESC NULLS LAST, published DESC NULLS LAST, article_id, quote_start"


@dataclass(frozen=True)
class Wanted:
    """What a search asks for; None asks for nothing."""

    unit: str | None = None
    person: str | None = None
    title: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    issuer: str | None = None
    status: str | None = None
    text: str | None = None
    min_confidence: float | None = None


def find_facts(path: Path, wanted: Wanted, limit: int, *, least_sure: bool = False) -> tuple[Rows, int]:
    """Up to `limit` facts, latest first (or the least sure first), and how many there are.

    Raises UsageError for a title that nobody knows, and for words that are none.
    """
    where, values = condition(wanted)
    columns = ", ".join(COLUMNS)
    _, [(total,)] = run_query(path, f"SELECT count(record_id) FROM v_search WHERE {where}", values)  # noqa: S608
    order = f"ORDER BY {'confidence NULLS FIRST, record_id' if least_sure else LATEST_FIRST}"
    chosen = f"FROM v_search WHERE {where} {order} LIMIT {int(limit)}"
    if limit > FEW:
        return run_query(path, f"SELECT {columns} {chosen}", values), int(total)
    # Few columns are sorted, and only those rows that are shown are fetched whole: by ids that the scan can look for.
    ids = [record_id for (record_id,) in run_query(path, f"SELECT record_id {chosen}", values)[1]]
    among = f"IN ({', '.join('?' for _ in ids)})" if ids else "IS NULL"
    rows = run_query(path, f"SELECT {columns} FROM v_search WHERE record_id {among} {order}", ids)  # noqa: S608
    return rows, int(total)


def condition(wanted: Wanted) -> tuple[str, list[object]]:
    """The SQL condition on v_search and its values. Raises UsageError as `find_facts`."""
    clauses, values = ["true"], list[object]()
    for key, typed, cut in (
        ("unit_key", wanted.unit, terms),
        ("person_key", wanted.person, words),
        ("issuer_key", wanted.issuer, terms),
        ("text_key", wanted.text, terms),
    ):
        if typed is not None:
            if not cut(typed):
                raise UsageError(f"{typed!r} holds no word to search for")
            clauses += all_of(cut(typed), values, key)
    if wanted.title is not None:
        clauses.append(of_titles(resolve(wanted.title), values))
    for clause, value in (
        ("year_to >= ?", wanted.year_from),
        ("year_from <= ?", wanted.year_to),
        ("status = ?", wanted.status),
        ("(confidence >= ? OR origin = 'reviewed')", wanted.min_confidence),
    ):
        if value is not None:
            clauses.append(clause)
            values.append(value)
    return " AND ".join(clauses), values


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
