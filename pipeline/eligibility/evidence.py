"""What the published file tells of a recipient, apart from what it tells of others with the same name."""

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from pipeline.errors import UsageError
from pipeline.search.facts import all_of
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
    """A person in a unit, or a unit, with its facts; `others` are facts of the same name elsewhere, by unit."""

    person: str | None
    unit: str | None
    facts: tuple[Fact, ...] = ()
    others: tuple[str | None, ...] = ()


def recipients(published: Path, unit: str | None, person: str | None) -> list[Recipient]:
    """Who is meant by the words, each apart; with the words themselves and no facts when nobody is.

    Raises UsageError when there are no words, or when too many units are called so; StorageError as `open_published`.
    """
    if not (fold(person or "") or (unit and fold(unit) and person is None)):
        raise UsageError("whose eligibility? give --person, or --unit, or both")
    with closing(open_published(published)) as con:
        rows = _rows(con, unit, person)
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["who"], []).append(row)
    meant = {who: told for who, told in found.items() if any(row["meant"] for row in told)}
    if len(meant) > MOST:
        names = sorted({str(told[0]["person" if person else "unit"]) for told in meant.values()})
        raise UsageError(f"{len(meant)} recipients are called so, as {'; '.join(names[:3])}: give more of the name")
    if not meant:
        others = tuple(row["unit"] for row in rows)
        return [Recipient(person, unit, others=others)]
    return [_recipient(who, told, rows if person else []) for who, told in meant.items()]


def _recipient(who: str, told: list[dict[str, Any]], of_the_name: list[dict[str, Any]]) -> Recipient:
    """`told` as one recipient; of those of the name, only whoever bears exactly the same one is a namesake."""
    name = fold(told[0]["person"] or "")
    others = tuple(row["unit"] for row in of_the_name if row["who"] != who and fold(row["person"]) == name)
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
    where = f"({name[0]})" if person else f"({name[0]}) AND {COLLECTIVE}"
    sql = FACTS.format(who=_who(con, person), meant=f"coalesce({meant}, false)", where=where)
    result = con.execute(sql, [*values, *name[1]])
    columns = [column[0] for column in result.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def _who(con: duckdb.DuckDBPyConnection, person: str | None) -> str:
    """What tells recipients apart: the ids of persons and units where the file has them, else names and places."""
    has = {name for name, *_ in con.execute("DESCRIBE award").fetchall()}
    column, else_by = ("person_id", PERSON) if person else ("unit_id", UNIT)
    return f"coalesce(award.{column}, {else_by})" if column in has else else_by


def until(recipient: Recipient, on: date) -> Recipient:
    """The recipient with what can be known of on that day: no achievement of a later year."""
    return replace(
        recipient, facts=tuple(fact for fact in recipient.facts if fact.year is None or fact.year <= on.year)
    )
