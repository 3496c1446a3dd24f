"""Which records tell the same fact: the temporary table `fact_of`, made from the working database."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline import catalogue
from pipeline.catalogue import source_ranks
from pipeline.places import eras, names
from pipeline.store.merge import registered
from pipeline.store.rows import digest
from pipeline.store.temporary import temporary
from pipeline.store.transaction import transaction

SQL = Path(__file__).with_name("facts.sql")
MACROS = Path(__file__).with_name("macros.sql")

NEW_NAMES = """
    CREATE TEMP TABLE new_name AS
    SELECT name, bool_or(is_place) AND says_province(name) AS is_placed_now
    FROM (
        SELECT unit AS name, true AS is_place FROM award UNION ALL SELECT issuer, true FROM award
        UNION ALL SELECT person, false FROM award UNION ALL SELECT quote, false FROM award
        UNION ALL SELECT unit, true FROM ruled UNION ALL SELECT issuer, true FROM ruled
        UNION ALL SELECT person, false FROM ruled UNION ALL SELECT quote, false FROM ruled
        UNION ALL SELECT title, false FROM article
    )
    WHERE name IS NOT NULL AND name NOT IN (SELECT name FROM name)
    GROUP BY name"""
FOLDED = """
    INSERT INTO name BY NAME
    SELECT
        name, fold(name) AS key, fold(split_part(name, ',', 1)) AS head, is_placed(name) AS is_placed,
        is_placed(split_part(name, ',', 1)) AS head_is_placed, $version AS version, province
    FROM new_name LEFT JOIN located USING (name)"""


def fold_names(con: duckdb.DuckDBPyConnection) -> None:
    """Fold the names, quotes and headlines that were not folded yet, or by other rules than today's.

    Beside those that are stored, the ones of the table `ruled` are (pipeline/reviews/tables.py).
    """
    macros, placed = MACROS.read_text(encoding="utf-8").replace("CREATE MACRO", "CREATE TEMP MACRO"), _placed()
    rules = Path(names.__file__).read_text(encoding="utf-8")
    version = digest(macros, placed, rules, *names.forms())[:16]
    con.execute(macros + placed)
    try:
        with transaction(con):
            con.execute("DELETE FROM name WHERE version <> ?", [version])
            con.execute(NEW_NAMES)
            with registered(con, "located", _located(con)):
                con.execute(FOLDED, {"version": version})
            con.execute("DROP TABLE temp.new_name")
    finally:
        for (macro,) in con.execute(
            "SELECT DISTINCT function_name FROM duckdb_functions() WHERE internal = false"
        ).fetchall():
            con.execute(f"DROP MACRO temp.{macro}")


def _located(con: duckdb.DuckDBPyConnection) -> pa.Table:
    """In which province the new names of organisations are, those that hold a province's name at all."""
    named = con.execute("SELECT name FROM new_name WHERE is_placed_now").fetchall()
    found = [{"name": name, "province": names.province_of(name)} for (name,) in named]
    return pa.Table.from_pylist(found, schema=pa.schema({"name": pa.string(), "province": pa.string()}))


@contextmanager
def facts_gathered(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """While the block runs, `fact_of` tells of each record its fact, its place among the tellings, and folded names.

    The macros and the table `title` are in the database in use, what was stored in the one called `work`;
    the block lies in one of `rulings_applied`.
    """
    with temporary(con):
        con.execute("CREATE TEMP TABLE source_rank (suffix VARCHAR, rank INTEGER)")
        con.executemany("INSERT INTO source_rank VALUES (?, ?)", [(row.suffix, row.rank) for row in source_ranks()])
        con.execute("CREATE TEMP TABLE province_now (name VARCHAR, since DATE, today VARCHAR)")
        con.executemany("INSERT INTO province_now VALUES (?, ?, ?)", _meant_since())
        con.execute(SQL.read_text(encoding="utf-8"))
        yield


def _meant_since() -> list[tuple[str, date, str | None]]:
    """Since when a province's name means what, as `era_of` reads it: the first of its meanings since ever."""
    firsts = {era.name: era for era in reversed(eras())}
    since = {era: date.min if era is firsts[era.name] else era.valid_from or date.min for era in eras()}
    return [(era.name, since[era], era.today) for era in eras()]


def _placed() -> str:
    """Macros: whether a name holds that of a province. Nothing else tells units of one name apart.

    `says_province` looks for more spellings: which of them are meant is then looked at closely.
    """
    printed = {name for province in catalogue.provinces() for name in (province.name, *province.aliases)}
    words = _any_of(sorted(printed, key=lambda name: (-len(name), name)))
    return rf"""
        CREATE TEMP MACRO is_placed(s) AS regexp_matches(s, '(^|[^\pL])({words})([^\pL]|$)');
        CREATE TEMP MACRO says_province(s) AS regexp_matches(s, '({_any_of(names.forms())})([^\pL]|$)');"""


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))
