"""Opening the two databases: the working one to write, the published one to read."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb

from pipeline.errors import StorageError
from pipeline.store.copies import keep_copy
from pipeline.store.errors import explained
from pipeline.store.migrate import FOLDER, migrate, newest, refuse_newer, version
from scrapers.archive.atomic import sync

log = logging.getLogger("bangvang")

START = "bangvang run --sample, or: bangvang ingest FILE…"
# Where a restore unpacks, in the home.
UNPACKED = ".restore."

# A reader's SQL may not reach files, the network or the settings.
SANDBOX: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "lock_configuration": "true",
}


def open_work(path: Path, steps: Path = FOLDER) -> duckdb.DuckDBPyConnection:
    """The working database, made or brought up to date as needed.

    Raises LockedError when another process has it open, StorageError when it cannot be read, is too new, or cannot be
    brought up to date; then the file is as it was.
    """
    if not path.exists():
        _create(path, steps)
    con = _connect(path)
    try:
        found = version(con)
        refuse_newer(f"{path}: the working database", found, steps)
    except (duckdb.Error, StorageError):
        con.close()
        raise
    if found == newest(steps):
        return con
    con.execute("CHECKPOINT")
    con.close()
    _upgrade(path, found, steps)
    return _connect(path)


def open_published(path: Path) -> duckdb.DuckDBPyConnection:
    """The published file, read-only and sandboxed.

    Raises StorageError when there is none, it is no database, or a newer bangvang wrote it.
    """
    if not path.exists():
        raise StorageError(f"{path}: nothing is published yet; start with: {START}")
    con = _connect(path, read_only=True, config=SANDBOX)
    try:
        refuse_newer(f"{path}: the published file", version(con))
    except (duckdb.Error, StorageError):
        con.close()
        raise
    return con


def look_into_work(path: Path) -> duckdb.DuckDBPyConnection:
    """The working database, read-only and as it is. Raises as `open_work` does."""
    return _connect(path, read_only=True)


def checkpointed(path: Path) -> int:
    """See to it that all of a database lies in its one file, and return its schema version. Raises as `open_work`."""
    unfinished = path.with_name(f"{path.name}.wal").exists()
    with closing(_connect(path, read_only=not unfinished)) as con:
        if unfinished:
            con.execute("CHECKPOINT")
        return version(con)


def _create(path: Path, steps: Path) -> None:
    """An empty database, whole or not at all: a disk that fills up meanwhile leaves nothing to trip over."""
    for left in path.parent.glob(f"{UNPACKED}*"):
        raise StorageError(
            f"{path}: missing, and a restore was cut short: start it again with bangvang restore FILE --force, "
            f"or remove {left}"
        )
    with _draft(path) as draft:
        _migrate(draft, steps)


def _upgrade(path: Path, found: int, steps: Path) -> None:
    """Migrate a copy, which then takes the file's place; the file itself stays under another name."""
    try:
        with _draft(path) as draft:
            shutil.copyfile(path, draft)
            _migrate(draft, steps)
            kept = keep_copy(path, found)
    except duckdb.Error as error:
        raise StorageError(
            f"{path}: cannot be brought from schema version {found} to {newest(steps)}: {explained(error)}; "
            "the file is as it was: report this, and go on with the bangvang that wrote it"
        ) from error
    log.info("%s: schema version %s is now %s; the file as it was: %s", path, found, newest(steps), kept)


def _migrate(draft: Path, steps: Path) -> None:
    """Asks for the checkpoint: the one that comes with closing fails in silence on a full disk."""
    with closing(_connect(draft)) as con:
        migrate(con, steps)
        con.execute("CHECKPOINT")


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its place when the block ends well, and goes away when it does not."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.unlink(missing_ok=True)
        yield draft
        sync([draft])
        draft.replace(path)
        sync([path.parent])
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
        raise type(known)(f"{path}: {known}") from error
