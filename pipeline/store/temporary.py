"""Temporary tables and views that are gone when their block ends."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

FOUND = """
    SELECT 'VIEW', view_name FROM duckdb_views() WHERE temporary AND NOT internal
    UNION ALL SELECT 'TABLE', table_name FROM duckdb_tables() WHERE temporary"""


@contextmanager
def temporary(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Drop what the block made; what was there before stays."""
    before = set(con.execute(FOUND).fetchall())
    try:
        yield
    finally:
        for kind, name in con.execute(FOUND).fetchall():
            if (kind, name) not in before:
                con.execute(f"DROP {kind} temp.{name}")
