"""Rows into tables, in bulk: Arrow in, known rows updated by key, the others inserted, first_seen kept.

Two statements: one MERGE takes four times as long to load a million new rows (benchmarks/million.py).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import duckdb
import pyarrow as pa

from pipeline.store.rows import Row

KEYS = {
    "source": ("name",),
    "snapshot": ("url", "sha256"),
    "article": ("article_id",),
    "award": ("record_id",),
    "evidence": ("record_id", "field"),
    "quarantine": ("quarantine_id",),
    "issue": ("issue_id",),
    "run": ("run_id",),
    "visit": ("source", "started_at"),
}
# What the first arrival settles.
KEPT = {"first_seen", "number", "fetched_at", "headers", "text_since"}


def merge(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Insert new rows and update known ones; columns that the rows do not name stay as they are.

    Of several rows of one key the first counts.
    """
    if rows:
        merge_arrow(con, table, arrow_table(con, table, distinct(rows, KEYS[table])))


def merge_arrow(con: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    """As `merge`, of an Arrow table. No key may occur twice in it."""
    key = ", ".join(KEYS[table])
    on = " AND ".join(f"{table}.{name} = new.{name}" for name in KEYS[table])
    changed = [name for name in rows.column_names if name not in KEPT and name not in KEYS[table]]
    changes = ", ".join(f'"{name}" = new."{name}"' for name in changed)
    with registered(con, "incoming", rows):
        con.execute(f"UPDATE {table} SET {changes} FROM incoming AS new WHERE {on}")  # noqa: S608 - names of our tables
        con.execute(
            f"INSERT INTO {table} BY NAME SELECT new.* FROM incoming AS new ANTI JOIN {table} USING ({key})"  # noqa: S608
        )


def distinct(rows: Sequence[Row], key: Sequence[str]) -> list[Row]:
    """The first row of each key."""
    found: dict[tuple[object, ...], Row] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in key), row)
    return list(found.values())


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Append rows."""
    if rows:
        insert_arrow(con, table, arrow_table(con, table, rows))


def insert_arrow(con: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    """Append the rows of an Arrow table."""
    with registered(con, "incoming", rows):
        con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")  # noqa: S608 - a table of ours


def arrow_table(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> pa.Table:
    """The rows as an Arrow table with the column types that the database table has. There is at least one row."""
    return pa.Table.from_pylist(list(rows), schema=arrow_schema(con, table, list(rows[0])))


def arrow_schema(con: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str]) -> pa.Schema:
    """The types of some columns of a table."""
    empty: pa.Table = con.sql(f"SELECT * FROM {table} LIMIT 0").to_arrow_table()  # noqa: S608 - a table of ours
    return pa.schema([pa.field(name, _plain(empty.schema.field(name).type)) for name in columns])


@contextmanager
def registered(con: duckdb.DuckDBPyConnection, name: str, data: object) -> Iterator[None]:
    """Make a Python object visible to SQL under a name while the block runs."""
    con.register(name, data)
    try:
        yield
    except BaseException:
        with suppress(duckdb.Error):  # in a transaction that failed nothing more can be done, and that error is told
            con.unregister(name)
        raise
    con.unregister(name)


def _plain(kind: pa.DataType) -> pa.DataType:
    """JSON columns travel as strings."""
    return kind.storage_type if isinstance(kind, pa.BaseExtensionType) else kind
