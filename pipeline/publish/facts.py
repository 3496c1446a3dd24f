"""Which records tell the same fact: the temporary table `fact_of`, made from the working database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.catalogue import source_ranks
from pipeline.publish import located
from pipeline.store.merge import registered
from pipeline.store.rows import digest
from pipeline.store.temporary import temporary
from pipeline.store.transaction import transaction

SQL = Path(__file__).with_name("facts.sql")
MACROS = Path(__file__).with_name("macros.sql")

NEW_NAMES = """
    CREATE TEMP TABLE new_name AS
    SELECT name, bool_or(is_place) AND says_place(name) AS is_placed_now
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
        is_placed(split_part(name, ',', 1)) AS head_is_placed, $version AS version, * EXCLUDE (name, is_placed_now)
    FROM new_name LEFT JOIN located USING (name)"""


def fold_names(con: duckdb.DuckDBPyConnection) -> None:
    """Fold the names, quotes and headlines that were not folded yet, or by other rules than today's.

    Beside those that are stored, the ones of the table `ruled` are (pipeline/reviews/tables.py).
    """
    macros, placed = MACROS.read_text(encoding="utf-8").replace("CREATE MACRO", "CREATE TEMP MACRO"), located.macros()
    version = digest(macros, placed, located.rules())[:16]
    con.execute(macros + placed)
    try:
        with transaction(con):
            con.execute("DELETE FROM name WHERE version <> ?", [version])
            con.execute(NEW_NAMES)
            with registered(con, "located", located.located(con)):
                con.execute(FOLDED, {"version": version})
            con.execute("DROP TABLE temp.new_name")
    finally:
        for (macro,) in con.execute(
            "SELECT DISTINCT function_name FROM duckdb_functions() WHERE internal = false"
        ).fetchall():
            con.execute(f"DROP MACRO temp.{macro}")


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
        con.executemany("INSERT INTO province_now VALUES (?, ?, ?)", located.meant_since())
        con.execute(SQL.read_text(encoding="utf-8"))
        yield
