"""Parquet beside the published file: a folder a publication, swapped whole by renaming a link to it."""

import logging
import os
import shutil
import tempfile
from collections import defaultdict
from pathlib import Path

import duckdb

from scrapers.archive.atomic import sync

FOLDER = "parquet"
FLAT = "v_award"  # the facts with names and article, for those who would rather not join

log = logging.getLogger("bangvang")


class Lake:
    """The folder `parquet` beside the published file."""

    def __init__(self, beside: Path) -> None:
        self.link = beside.parent / FOLDER
        self.replaced: Path | None = None

    def draft(self, con: duckdb.DuckDBPyConnection, name: str) -> Path:
        """A folder of its own with each table of the database that `con` uses, and the flat view. Raises OSError."""
        folder = Path(tempfile.mkdtemp(prefix=f".{FOLDER}-{name}-", dir=self.link.parent))
        folder.chmod(0o755)
        comments = _comments(con)
        for table in [*_tables(con), FLAT]:
            _write(con, table, folder / f"{table}.parquet", comments[table])
        sync([*folder.iterdir(), folder])
        return folder

    def swap(self, folder: Path) -> None:
        """Put a finished folder in place. Who began to read the one before can end: it goes at the next publication."""
        self.replaced = self.link.resolve() if self.link.is_symlink() else None
        try:
            self._swap_link(folder)
        except OSError as error:
            log.warning("%s: no symbolic link (%s); the folder itself is renamed", self.link, error.strerror)
            self.drop()
            folder.replace(self.link)
        sync([self.link.parent])

    def drop(self) -> None:
        """Take what stands there away: without Parquet, what an earlier run wrote would grow old unseen."""
        if self.link.is_symlink():
            self.link.unlink()
        self._set_aside()

    def sweep(self) -> None:
        """Remove folders that are not in use: older ones and the half ones of a process that died."""
        used = {self.link.resolve(), self.replaced}
        for folder in self.link.parent.glob(f".{FOLDER}-*"):
            if folder.is_symlink():
                folder.unlink()
            elif folder.resolve() not in used:
                shutil.rmtree(folder)

    def _swap_link(self, folder: Path) -> None:
        draft = folder.with_name(f"{folder.name}.link")
        draft.symlink_to(folder.name)
        self._set_aside()
        draft.replace(self.link)

    def _set_aside(self) -> None:
        """A folder that stands where the link belongs, as file systems without links have it."""
        if self.link.is_dir() and not self.link.is_symlink():
            self.link.replace(self.link.with_name(f".{FOLDER}-aside-{os.getpid()}"))


def _tables(con: duckdb.DuckDBPyConnection) -> list[str]:
    query = "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() ORDER BY 1"
    return [name for (name,) in con.execute(query).fetchall()]


def _comments(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """By table and view: its own comment as `comment`, that of a column as `comment.COLUMN`."""
    query = """
        SELECT database_name, table_name, 'comment', comment FROM duckdb_tables()
        UNION ALL SELECT database_name, view_name, 'comment', comment FROM duckdb_views()
        UNION ALL SELECT database_name, table_name, 'comment.' || column_name, comment FROM duckdb_columns()"""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for _, table, key, comment in con.execute(f"FROM ({query}) WHERE database_name = current_database()").fetchall():
        found[table][key] = comment or ""
    return found


def _write(con: duckdb.DuckDBPyConnection, table: str, file: Path, notes: dict[str, str]) -> None:
    metadata = ", ".join(f"{_quoted(key)}: {_quoted(note)}" for key, note in notes.items())
    options = f"FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{metadata}}}"
    con.execute(f"COPY (FROM {table}) TO {_quoted(str(file))} ({options})")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
