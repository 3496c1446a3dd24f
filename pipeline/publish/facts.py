"""Which records tell the same fact: the temporary table `fact_of`, made from the working database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.catalogue import provinces, source_ranks
from pipeline.search.words import fold

SQL = Path(__file__).with_name("facts.sql")

# The kinds of places that a unit's name may end with: Hiến pháp 2013, điều 110, and Luật 72/2025/QH15.
PLACES = ("tỉnh", "thành phố", "tp", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")


@contextmanager
def facts_gathered(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """While the block runs, `fact_of` tells of each record its fact, its place among the tellings, and folded names.

    The macros and the table `title` are in the database in use, what was stored in the one called `work`.
    """
    con.execute(_placed())
    con.execute("CREATE TEMP TABLE source_rank (suffix VARCHAR, rank INTEGER)")
    con.executemany("INSERT INTO source_rank VALUES (?, ?)", [(row.suffix, row.rank) for row in source_ranks()])
    con.execute(SQL.read_text(encoding="utf-8"))
    try:
        yield
    finally:
        _forget(con)


def _placed() -> str:
    """A macro: whether a unit's name says where it is."""
    names = sorted({fold(name) for province in provinces() for name in (province.name, *province.aliases)})
    words = "|".join([*map(fold, PLACES), *names])
    return (
        "CREATE OR REPLACE TEMP MACRO is_placed(key, name) AS "
        f"contains(name, ',') OR regexp_matches(' ' || key || ' ', ' ({words}) ')"
    )


def _forget(con: duckdb.DuckDBPyConnection) -> None:
    tables = con.execute("SELECT table_name FROM duckdb_tables() WHERE temporary AND database_name = 'temp'").fetchall()
    for (table,) in tables:
        con.execute(f"DROP TABLE temp.{table}")
    con.execute("DROP MACRO temp.is_placed")
