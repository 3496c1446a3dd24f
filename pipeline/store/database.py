"""Opening the two databases: the working one to write, the published one to read."""

from pathlib import Path

import duckdb

from pipeline.errors import StorageError
from pipeline.store.errors import explained
from pipeline.store.migrate import migrate

# A reader's SQL may not reach files, the network or the settings.
SANDBOX: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "lock_configuration": "true",
}


def open_work(path: Path) -> duckdb.DuckDBPyConnection:
    """The working database, made or brought up to date as needed.

    Raises LockedError when another process has it open, StorageError when it cannot be read or is too new.
    """
    con = _connect(path, read_only=False)
    try:
        migrate(con)
    except (duckdb.Error, StorageError):
        con.close()
        raise
    return con


def open_published(path: Path) -> duckdb.DuckDBPyConnection:
    """The published file, read-only and sandboxed. Raises StorageError when there is none or it is no database."""
    if not path.exists():
        raise StorageError(f"{path}: nothing is published yet; start with: bangvang ingest FILE, or: bangvang run")
    return _connect(path, read_only=True)


def _connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    try:
        if read_only:
            return duckdb.connect(str(path), read_only=True, config=SANDBOX)
        return duckdb.connect(str(path))
    except duckdb.Error as error:
        if "not a valid DuckDB database" in str(error):
            raise StorageError(f"{path}: not a database; move it away or restore it from a backup") from error
        known = explained(error)
        raise type(known)(f"{path}: {known}") from error
