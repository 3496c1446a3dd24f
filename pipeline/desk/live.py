"""Rulings that are in the log but not in the published file yet."""

import duckdb

from pipeline.reviews import ReviewStore
from pipeline.reviews.standing import latest
from schemas import RULINGS, Act, Logged

# act is NULL where the last ruling was taken back and none is left.
TABLE = """
    CREATE TABLE memory.live (
        record_id VARCHAR NOT NULL, act VARCHAR, number INTEGER NOT NULL, reviewer VARCHAR NOT NULL,
        reviewed_at TIMESTAMP NOT NULL
    )"""


class LiveReviews:
    """The table `memory.live` beside a published file: one row a record that was ruled on since its publication."""

    def __init__(self, con: duckdb.DuckDBPyConnection, store: ReviewStore) -> None:
        self._con = con
        self._store = store
        con.execute(TABLE)
        self.number = _published_number(con)

    def refresh(self) -> None:
        """Take in what was appended since the last look."""
        if self._store.last_number() <= self.number:  # less: an older log was restored, and its publication is to come
            return
        fresh = self._store.since(self.number)
        cursor = self._con.cursor()
        cursor.execute("BEGIN")
        ruled = (one.review.subject for one in fresh if one.review.act in (*RULINGS, Act.UNDONE))
        for subject in dict.fromkeys(ruled):  # a comment changes nothing
            self._write(cursor, subject)
        cursor.execute("COMMIT")
        self.number = fresh[-1].number

    def log_of(self, record_id: str) -> list[Logged]:
        """All reviews of a record, in order; those too that were made under an id that it had before."""
        query = "SELECT DISTINCT subject FROM published.review WHERE record_id = ?"
        before = [subject for (subject,) in self._con.cursor().execute(query, [record_id]).fetchall()]
        found = [logged for subject in {record_id, *before} for logged in self._store.of_subject(subject)]
        return sorted(found, key=lambda logged: logged.number)

    def _write(self, cursor: duckdb.DuckDBPyConnection, subject: str) -> None:
        record_id = _record_of(cursor, subject)
        log = self.log_of(record_id)
        ruling = latest(log)
        if ruling and ruling.number in _returned(cursor, record_id):
            ruling = None
        last = ruling or log[-1]
        cursor.execute("DELETE FROM memory.live WHERE record_id = ?", [record_id])
        cursor.execute(
            "INSERT INTO memory.live VALUES (?, ?, ?, ?, ?)",
            [record_id, ruling and ruling.review.act.value, last.number, last.review.reviewer, last.review.at],
        )


def _record_of(con: duckdb.DuckDBPyConnection, subject: str) -> str:
    """The id that a record has now which was ruled on as `subject`."""
    query = "SELECT any_value(record_id) FROM published.review WHERE subject = ?"
    (found,) = con.execute(query, [subject]).fetchone() or (None,)
    return str(found or subject)


def _returned(con: duckdb.DuckDBPyConnection, record_id: str) -> set[int]:
    """Numbers of rulings on a record that hold no more, since its text changed."""
    query = "SELECT number FROM published.review WHERE record_id = ? AND state = 'returned'"
    return {number for (number,) in con.execute(query, [record_id]).fetchall()}


def _published_number(con: duckdb.DuckDBPyConnection) -> int:
    """The last review that the published file knows of."""
    (number,) = con.execute("SELECT coalesce(max(number), 0) FROM published.review").fetchone() or (0,)
    return int(number)
