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


def newest(folder: Path = FOLDER) -> int:
    """The schema version that this bangvang writes."""
    return migrations(folder)[-1].version


def migrate(con: duckdb.DuckDBPyConnection, folder: Path = FOLDER) -> int:
    """Apply what the database lacks, each step in one transaction, and return its version.

    Raises StorageError when the database was written by a newer bangvang.
    """
    current = version(con)
    refuse_newer("the working database", current, folder)
    for step in migrations(folder):
        if step.version > current:
            _apply(con, step)
    return newest(folder)


def refuse_newer(what: str, found: int, folder: Path = FOLDER) -> None:
    """Raises StorageError when `found` is a schema version that this bangvang does not know yet."""
    if found > newest(folder):
        raise StorageError(
            f"{what} has schema version {found}, this bangvang knows {newest(folder)}; install the newer bangvang"
        )


def version(con: duckdb.DuckDBPyConnection) -> int:
    """The schema version; 0 for a database that tells none. Changes nothing."""
    told = "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'schema_version' AND NOT internal"
    return number(con, "SELECT coalesce(max(version), 0) FROM schema_version") if number(con, told) else 0


def _apply(con: duckdb.DuckDBPyConnection, step: Migration) -> None:
    with transaction(con):
        con.execute(
            "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at TIMESTAMP NOT NULL)"
        )
        con.execute(step.path.read_text(encoding="utf-8"))
        con.execute("INSERT INTO schema_version VALUES (?, ?)", [step.version, now()])
