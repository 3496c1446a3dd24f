"""What the published file tells of a recipient, apart from what it tells of others with the same name."""

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from pipeline.eligibility.kin import kin_of
from pipeline.errors import UsageError
from pipeline.search.conditions import all_of
from pipeline.search.words import fold, terms, words
from pipeline.store.database import open_published

MOST = 10

FACTS = """
    SELECT {who} AS who, award.person, award.unit, award.title, award.level, award.rank, award.status,
        CASE WHEN year_to - year_from <= 1 THEN year_from END AS year, coalesce(award.count, 1) AS times,
        award.quote, article.url, article.published, award.record_id, {meant} AS meant
    FROM award JOIN article USING (article_id)
    WHERE withdrawn_at IS NULL AND place = 1 AND {where}
    ORDER BY who, year_from, article.published, award.record_id"""
PERSON = "award.person_key || '|' || coalesce(award.unit_scope, '')"
UNIT = "award.unit_scope"
COLLECTIVE = "award.person IS NULL AND recipient_kind = 'tap_the' AND award.count = 1"


@dataclass(frozen=True)
class Fact:
    """One award of one recipient as its best telling tells it; `year` only when it is one (or a school year)."""

    title: str
    level: str | None
    rank: int | None
    status: str
    year: int | None
    times: int
    quote: str
    url: str
    published: date | None
    record_id: str


@dataclass(frozen=True)
class Recipient:
    """A person in a unit, or a unit, with its facts.

    `others` are facts of the same name elsewhere, by unit; `kin` the units that its unit came from or became.
    """

    person: str | None
    unit: str | None
    facts: tuple[Fact, ...] = ()
    others: tuple[str | None, ...] = ()
    kin: tuple[str, ...] = ()


def recipients(published: Path, unit: str | None, person: str | None) -> list[Recipient]:
    """Who is meant by the words, each apart; with the words themselves and no facts when nobody is.

    Raises UsageError when there are no words, or when too many are called so; StorageError as `open_published`.
    """
    typed = [words for words in (person, unit) if words is not None]
    if not typed or not all(map(fold, typed)):
        raise UsageError("whose eligibility? give words of the name with --person, or --unit, or both")
    with closing(open_published(published)) as con:
        rows = _rows(con, unit, person)
        meant = _meant(rows, "person" if person else "unit")
        if not meant:
            return [Recipient(person, unit, others=tuple(row["unit"] for row in rows))]
        found = [_recipient(told, rows if person else []) for told in meant]
        return [replace(one, kin=kin_of(con, [fact.record_id for fact in one.facts])) for one in found]


def is_person(published: Path, who: str) -> bool:
    """Whether the published file tells of a person of exactly that name."""
    with closing(open_published(published)) as con:
        found = con.execute("SELECT 1 FROM award WHERE person_key = ? AND place = 1 LIMIT 1", [fold(who)])
        return found.fetchone() is not None


def _meant(rows: list[dict[str, Any]], name: str) -> list[list[dict[str, Any]]]:
    """The rows of each recipient that is meant, whole. Raises UsageError when they are too many."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["who"], []).append(row)
    meant = [told for told in found.values() if any(row["meant"] for row in told)]
    if len(meant) > MOST:
        names = sorted({str(told[0][name]) for told in meant})
        raise UsageError(f"{len(meant)} recipients are called so, as {'; '.join(names[:3])}: give more of the name")
    return meant


def _recipient(told: list[dict[str, Any]], of_the_name: list[dict[str, Any]]) -> Recipient:
    """`told` as one recipient; of those of the name, only whoever bears exactly the same one is a namesake."""
    name = fold(told[0]["person"] or "")
    others = tuple(row["unit"] for row in of_the_name if row["who"] != told[0]["who"] and fold(row["person"]) == name)
    facts = tuple(Fact(**{field: row[field] for field in Fact.__dataclass_fields__}) for row in told)
    return Recipient(told[0]["person"], next((row["unit"] for row in told if row["unit"]), None), facts, others)


def _rows(con: duckdb.DuckDBPyConnection, unit: str | None, person: str | None) -> list[dict[str, Any]]:
    """Facts of those who bear the name exactly; when nobody does, of those whose name has all its words."""
    key, typed, cut = ("person_key", person, words) if person else ("unit_key", unit, terms)
    exact: tuple[str, list[object]] = (f"award.{key} = ?", [fold(typed or "")])
    values = list[object]()
    among = (" AND ".join(all_of(cut(typed or ""), values, f"award.{key}")), values)
    return next((rows for where in (exact, among) if (rows := _read(con, where, unit, person))), [])


def _read(
    con: duckdb.DuckDBPyConnection, name: tuple[str, list[object]], unit: str | None, person: str | None
) -> list[dict[str, Any]]:
    values = list[object]()
    meant = " AND ".join(all_of(terms(unit), values, "award.unit_key")) if person and unit else "true"
    known = _ids(con, person)
    where, named = _where(name, person, known=known)
    who = PERSON if person else UNIT
    sql = FACTS.format(
        who=f"coalesce(award.{known}, {who})" if known else who, meant=f"coalesce({meant}, false)", where=where
    )
    result = con.execute(sql, [*values, *named])
    columns = [column[0] for column in result.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def _ids(con: duckdb.DuckDBPyConnection, person: str | None) -> str | None:
    """The column that tells recipients apart, in files that have it; in others names and places do."""
    column = "person_id" if person else "unit_id"
    return column if column in {name for name, *_ in con.execute("DESCRIBE award").fetchall()} else None


def _where(name: tuple[str, list[object]], person: str | None, *, known: str | None) -> tuple[str, list[object]]:
    """The condition on facts: of the name, and of the same unit under its other names."""
    words, values = name
    if person:
        return f"({words})", values
    if known:
        same = f"award.{known} IN (SELECT {known} FROM award WHERE {words})"  # noqa: S608 - made of our own columns
        return f"(({words}) OR {same}) AND {COLLECTIVE}", [*values, *values]
    return f"({words}) AND {COLLECTIVE}", values


def until(recipient: Recipient, on: date) -> Recipient:
    """The recipient with what can be known of on that day: no later year, nothing of that year that was told later."""
    return replace(recipient, facts=tuple(fact for fact in recipient.facts if _is_known(fact, on)))


def _is_known(fact: Fact, on: date) -> bool:
    if fact.year is None or fact.year < on.year:
        return True
    return fact.year == on.year and (fact.published is None or fact.published <= on)
