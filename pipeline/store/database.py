"""Opening the two databases: the working one to write, the published one to read."""

from contextlib import closing
from pathlib import Path

import duckdb

from pipeline.errors import StorageError
from pipeline.store.errors import explained
from pipeline.store.migrate import migrate

START = "bangvang run --sample, or: bangvang ingest FILE…"

# A reader's SQL may not reach files, the network or the settings.
SANDBOX: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "lock_configuration": "true",
}


def open_work(path: Path) -> duckdb.DuckDBPyConnection:
    """The working database, made or brought up to date as needed.

    Raises LockedError when another process has it open, StorageError when it cannot be read or is too new.
    """
    if not path.exists():
        _create(path)
    con = _connect(path)
    try:
        migrate(con)
    except (duckdb.Error, StorageError):
        con.close()
        raise
    return con


def open_published(path: Path) -> duckdb.DuckDBPyConnection:
    """The published file, read-only and sandboxed. Raises StorageError when there is none or it is no database."""
    if not path.exists():
        raise StorageError(f"{path}: nothing is published yet; start with: {START}")
    return _connect(path, read_only=True, config=SANDBOX)


def look_into_work(path: Path) -> duckdb.DuckDBPyConnection:
    """The working database, read-only and as it is. Raises as `open_work` does."""
    return _connect(path, read_only=True)


def _create(path: Path) -> None:
    """An empty database, whole or not at all: a disk that fills up meanwhile leaves nothing to trip over."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.unlink(missing_ok=True)
        with closing(_connect(draft)) as con:
            migrate(con)
        draft.replace(path)
    finally:
        for left in path.parent.glob(f"{draft.name}*"):
            left.unlink()


def _connect(
    path: Path, *, read_only: bool = False, config: dict[str, str | bool | int | float | list[str]] | None = None
) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(path), read_only=read_only, config=config or {})
    except duckdb.Error as error:
        known = explained(error)
        named = str(known).startswith(f"{path}: ")
        raise (known if named else type(known)(f"{path}: {known}")) from error
