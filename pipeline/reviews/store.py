"""The append-only log of reviews: one SQLite file, so that several auditors write and nobody waits for a run."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline.errors import PipelineError, StorageError
from schemas import Logged, Review

SCHEMA = Path(__file__).with_name("schema.sql")
VERSION = 2  # 2: indexes by reviewer and by act
PATIENCE = 10.0  # seconds to wait for another writer


class OutdatedError(PipelineError):
    """Somebody else ruled on the same thing meanwhile: `latest` is what they did."""

    def __init__(self, latest: Logged) -> None:
        super().__init__(f"{latest.review.reviewer} ruled on this meanwhile (review {latest.number}): look again")
        self.latest = latest


class ReviewStore:
    """The log in the file at `path`. Each call opens the file anew, so that it may be used from any thread."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, review: Review, seen: int | None = None, also: Collection[str] = ()) -> Logged:
        """Append a review and return it with its number.

        With `seen`, the number of the last review of the same subject that its author knew of (0: none), raises
        OutdatedError when there is a later one; one of `also`, ids that its record had before, counts too. Raises
        StorageError when the file cannot be written.
        """
        with self._open() as con:
            con.execute("BEGIN IMMEDIATE")
            subjects = sorted({review.subject, *also})
            among = ", ".join("?" for _ in subjects)
            query = f"SELECT number, review FROM review WHERE subject IN ({among}) ORDER BY number DESC LIMIT 1"  # noqa: S608
            latest = con.execute(query, subjects).fetchone()
            if seen is not None and latest and latest[0] > seen:
                raise OutdatedError(_logged(latest))
            (number,) = con.execute("SELECT coalesce(max(number), 0) + 1 FROM review").fetchone()
            row = [review.act.value, review.subject, review.article_id, review.reviewer, review.at.isoformat()]
            con.execute("INSERT INTO review VALUES (?, ?, ?, ?, ?, ?, ?)", [number, *row, review.model_dump_json()])
            con.execute("COMMIT")
        return Logged(number=number, review=review)

    def since(self, number: int = 0) -> list[Logged]:
        """All reviews after that number, in order."""
        return self._read("WHERE number > ?", [number])

    def of_subject(self, subject: str) -> list[Logged]:
        """All reviews of one record, in order."""
        return self._read("WHERE subject = ?", [subject])

    def of_article(self, article_id: str) -> list[Logged]:
        """All reviews of an article and its records, in order."""
        return self._read("WHERE article_id = ?", [article_id])

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query of ours on the table `review`; none when there is no log yet."""
        if not self.path.exists():
            return []
        with self._open() as con:
            return con.execute(query, values).fetchall()

    def last_number(self) -> int:
        """The number of the last review, 0 when there is none."""
        if not self.path.exists():
            return 0
        with self._open() as con:
            return int(con.execute("SELECT coalesce(max(number), 0) FROM review").fetchone()[0])

    def _read(self, where: str, values: Sequence[object]) -> list[Logged]:
        if not self.path.exists():
            return []
        with self._open() as con:
            query = f"SELECT number, review FROM review {where} ORDER BY number"  # noqa: S608 - ours
            return [_logged(row) for row in con.execute(query, values)]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)) as con:
                prepare(con, self.path)
                yield con
        except sqlite3.Error as error:
            raise StorageError(f"{self.path}: the log of reviews cannot be used: {error}") from error


def prepare(con: sqlite3.Connection, path: Path) -> None:
    """Make the tables in a new file. Raises StorageError when a newer bangvang wrote it."""
    (version,) = con.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise StorageError(f"{path}: written by a newer bangvang (version {version}): update this one")
    con.execute("PRAGMA synchronous = FULL")
    if version < VERSION:
        con.execute("PRAGMA journal_mode = WAL")
        con.executescript(SCHEMA.read_text(encoding="utf-8"))
        con.execute(f"PRAGMA user_version = {VERSION}")


def _logged(row: Sequence[object]) -> Logged:
    """Raises StorageError for what is no review: somebody wrote into the log by hand."""
    number, review = row
    try:
        return Logged(number=int(str(number)), review=Review.model_validate_json(str(review)))
    except ValidationError as error:
        told = error.errors()[0]["msg"]
        raise StorageError(f"review {number} of the log cannot be read ({told}); run: bangvang doctor") from error
