"""Rows into tables, in bulk: Arrow in, MERGE by key, first_seen kept."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

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
KEPT = {"first_seen", "number", "fetched_at", "headers"}


def merge(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Insert new rows and update known ones; columns that the rows do not name stay as they are."""
    if not rows:
        return
    columns = list(rows[0])
    on = " AND ".join(f"old.{name} = new.{name}" for name in KEYS[table])
    changes = ", ".join(f'"{name}" = new."{name}"' for name in columns if name not in KEPT and name not in KEYS[table])
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(f'new."{name}"' for name in columns)
    with registered(con, "incoming", arrow_table(con, table, rows)):
        con.execute(
            f"MERGE INTO {table} AS old USING incoming AS new ON {on} "  # noqa: S608 - names come from our own tables
            f"WHEN MATCHED THEN UPDATE SET {changes} WHEN NOT MATCHED THEN INSERT ({names}) VALUES ({values})"
        )


def arrow_table(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> pa.Table:
    """The rows as an Arrow table with the column types that the database table has."""
    empty: pa.Table = con.sql(f"SELECT * FROM {table} LIMIT 0").to_arrow_table()  # noqa: S608 - a table of ours
    fields = [pa.field(name, _plain(empty.schema.field(name).type)) for name in rows[0]]
    return pa.Table.from_pylist(list(rows), schema=pa.schema(fields))


@contextmanager
def registered(con: duckdb.DuckDBPyConnection, name: str, data: object) -> Iterator[None]:
    """Make a Python object visible to SQL under a name while the block runs."""
    con.register(name, data)
    try:
        yield
    finally:
        con.unregister(name)


def _plain(kind: pa.DataType) -> pa.DataType:
    """JSON columns travel as strings."""
    return kind.storage_type if isinstance(kind, pa.BaseExtensionType) else kind
