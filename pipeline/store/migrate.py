"""Schema versions: numbered SQL files, each applied once and whole."""

from pathlib import Path
from typing import NamedTuple

import duckdb

from pipeline.clock import now
from pipeline.errors import StorageError
from pipeline.store.scalar import number
from pipeline.store.transaction import transaction

FOLDER = Path(__file__).with_name("migrations")


class Migration(NamedTuple):
    """One numbered step of the schema."""

    version: int
    path: Path


def migrations(folder: Path = FOLDER) -> list[Migration]:
    """The steps in order: `0001_tables.sql` is version 1."""
    return sorted(Migration(int(path.name.split("_")[0]), path) for path in folder.glob("[0-9]*.sql"))


def migrate(con: duckdb.DuckDBPyConnection, folder: Path = FOLDER) -> int:
    """Apply what the database lacks, each step in one transaction, and return its version.

    Raises StorageError when the database was written by a newer bangvang.
    """
    steps = migrations(folder)
    current, newest = version(con), steps[-1].version
    if current > newest:
        raise StorageError(
            f"the working database has schema version {current}, this bangvang knows {newest}; "
            "install the newer bangvang"
        )
    for step in steps:
        if step.version > current:
            _apply(con, step)
    return newest


def version(con: duckdb.DuckDBPyConnection) -> int:
    """The schema version; 0 for an empty database."""
    con.execute(
        "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at TIMESTAMP NOT NULL)"
    )
    return number(con, "SELECT coalesce(max(version), 0) FROM schema_version")


def _apply(con: duckdb.DuckDBPyConnection, step: Migration) -> None:
    with transaction(con):
        con.execute(step.path.read_text(encoding="utf-8"))
        con.execute("INSERT INTO schema_version VALUES (?, ?)", [step.version, now()])
