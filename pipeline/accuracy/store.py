"""The samples of a home: append-only, in the SQLite file of the reviews."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path

from pipeline.accuracy.sample import Kept, Sample
from pipeline.errors import StorageError
from pipeline.reviews.store import PATIENCE, prepare

SCHEMA = Path(__file__).with_name("samples.sql")


class SampleStore:
    """The samples in the file at `path`. Each call opens the file anew, so that it may be used from any thread."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, sample: Sample) -> Kept:
        """Append a sample and return it with its number. Raises StorageError when the file cannot be written."""
        wish = sample.wish
        values = [wish.kind.value, wish.name, sample.drawn_by, sample.drawn_at.isoformat(), sample.model_dump_json()]
        with self._open() as con:
            con.execute("BEGIN IMMEDIATE")
            (number,) = con.execute("SELECT coalesce(max(number), 0) + 1 FROM sample").fetchone()
            con.execute("INSERT INTO sample VALUES (?, ?, ?, ?, ?, ?)", [number, *values])
            con.execute("COMMIT")
        return Kept(number=number, sample=sample)

    def all(self) -> list[Kept]:
        """All samples, the latest first."""
        return self._read("", [])

    def one(self, number: int) -> Kept | None:
        """The sample of that number, if there is one."""
        return next(iter(self._read("WHERE number = ?", [number])), None)

    def _read(self, where: str, values: Sequence[object]) -> list[Kept]:
        if not self.path.exists():
            return []
        with self._open() as con:
            query = f"SELECT number, sample FROM sample {where} ORDER BY number DESC"  # noqa: S608 - ours
            return [_kept(*row) for row in con.execute(query, values)]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)) as con:
                prepare(con, self.path)
                con.executescript(SCHEMA.read_text(encoding="utf-8"))
                yield con
        except sqlite3.Error as error:
            raise StorageError(f"{self.path}: the samples cannot be used: {error}") from error


@lru_cache(maxsize=64)
def _kept(number: int, text: str) -> Kept:
    """The sample in a row; it never changes, so it is read once."""
    return Kept.of(number, text)
