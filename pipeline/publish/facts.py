"""Which records tell the same fact: the temporary table `fact_of`, made from the working database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.catalogue import provinces, source_ranks
from pipeline.store.rows import digest
from pipeline.store.transaction import transaction

SQL = Path(__file__).with_name("facts.sql")
MACROS = Path(__file__).with_name("macros.sql")

NEW_NAMES = """
    INSERT INTO name
    SELECT
        name, fold(name), fold(split_part(name, ',', 1)), is_placed(name), is_placed(split_part(name, ',', 1)), $version
    FROM (
        SELECT unit AS name FROM award UNION SELECT person FROM award UNION SELECT issuer FROM award
        UNION SELECT quote FROM award UNION SELECT title FROM article
    )
    WHERE name IS NOT NULL AND name NOT IN (SELECT name FROM name)"""


def fold_names(con: duckdb.DuckDBPyConnection) -> None:
    """Fold the names, quotes and headlines that were not folded yet, or by other rules than today's."""
    macros, placed = MACROS.read_text(encoding="utf-8").replace("CREATE MACRO", "CREATE TEMP MACRO"), _placed()
    version = digest(macros, placed)[:16]
    con.execute(macros + placed)
    try:
        with transaction(con):
            con.execute("DELETE FROM name WHERE version <> ?", [version])
            con.execute(NEW_NAMES, {"version": version})
    finally:
        for (macro,) in con.execute(
            "SELECT DISTINCT function_name FROM duckdb_functions() WHERE internal = false"
        ).fetchall():
            con.execute(f"DROP MACRO temp.{macro}")


@contextmanager
def facts_gathered(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """While the block runs, `fact_of` tells of each record its fact, its place among the tellings, and folded names.

    The macros and the table `title` are in the database in use, what was stored in the one called `work`.
    """
    con.execute("CREATE TEMP TABLE source_rank (suffix VARCHAR, rank INTEGER)")
    con.executemany("INSERT INTO source_rank VALUES (?, ?)", [(row.suffix, row.rank) for row in source_ranks()])
    con.execute(SQL.read_text(encoding="utf-8"))
    try:
        yield
    finally:
        for (table,) in con.execute("SELECT table_name FROM duckdb_tables() WHERE temporary").fetchall():
            con.execute(f"DROP TABLE temp.{table}")


def _placed() -> str:
    """A macro: whether a name holds that of a province. Nothing else tells units of one name apart."""
    names = {name for province in provinces() for name in (province.name, *province.aliases)}
    words = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
    return rf"CREATE TEMP MACRO is_placed(s) AS regexp_matches(s, '(^|[^\pL])({words})([^\pL]|$)');"
