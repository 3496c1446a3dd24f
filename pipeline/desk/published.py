"""The published file as the desk reads it: reopened when a run replaced it, with the rulings made since beside it."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.desk.live import LiveReviews
from pipeline.errors import StorageError
from pipeline.reviews import ReviewStore
from pipeline.store.database import open_published

Row = dict[str, Any]

# Locked only after the file is attached: from then on no SQL reaches other files or the network.
SEALED = "SET enable_external_access = false; SET lock_configuration = true"


@dataclass(frozen=True)
class Edition:
    """One state of the published file: `stamp` tells it from the ones before and after."""

    stamp: tuple[int, int, int]
    con: duckdb.DuckDBPyConnection
    live: LiveReviews


class Published:
    """Read access for many threads. Whoever reads while a run replaces the file ends with the old one."""

    def __init__(self, path: Path, reviews: ReviewStore) -> None:
        self.path = path
        self._reviews = reviews
        self._lock = threading.Lock()
        self._edition = self._opened()

    @property
    def stamp(self) -> tuple[int, int]:
        """Changes whenever an answer could: with each publication and each review."""
        edition = self._current()
        return (hash(edition.stamp), edition.live.number)

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of its own to the current file, in which `memory.live` holds the rulings made since.

        Raises StorageError when the file is gone or cannot be read.
        """
        cursor = self._current().con.cursor()
        try:
            cursor.execute("USE published")
            yield cursor
        finally:
            cursor.close()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """The rows of a query of ours as dicts by column."""
        with self.cursor() as con:
            result = con.execute(sql, list(values))
            names = [column[0] for column in result.description or ()]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def row(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """The first row of a query of ours, if there is one."""
        return next(iter(self.rows(sql, values)), None)

    def _current(self) -> Edition:
        with self._lock:
            if _stamp(self.path) != self._edition.stamp:
                self._edition = self._opened()
            self._edition.live.refresh()
            return self._edition

    def _opened(self) -> Edition:
        open_published(self.path).close()  # tells kindly what is wrong with a file that cannot be read
        stamp = _stamp(self.path)
        con = duckdb.connect(":memory:")
        path = str(self.path).replace("'", "''")
        con.execute(f"ATTACH '{path}' AS published (READ_ONLY)")
        live = LiveReviews(con, self._reviews)
        con.execute(SEALED)
        return Edition(stamp, con, live)


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        told = path.stat()
    except OSError as error:
        raise StorageError(f"{path}: cannot be read: {error.strerror}; publish again with bangvang publish") from error
    return (told.st_ino, told.st_mtime_ns, told.st_size)
