"""What an article no longer gives is marked with the time, never deleted."""

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.store.job import Job
from pipeline.store.rows import Row
from pipeline.store.scalar import number


class Kind(NamedTuple):
    """A table whose rows hang on an article: its key and the column that holds the end. Facts are in `changes`."""

    table: str
    key: str
    column: str


QUARANTINE = Kind("quarantine", "quarantine_id", "withdrawn_at")
ISSUES = Kind("issue", "issue_id", "closed_at")


def lapse(job: Job, kind: Kind, articles: list[str], present: Iterable[Row]) -> int:
    """End the rows of these articles that are not among `present`, and say how many they are."""
    query = (
        f"UPDATE {kind.table} SET {kind.column} = ? "  # noqa: S608 - names from the two kinds above
        f"WHERE {kind.column} IS NULL AND article_id IN (SELECT unnest(?::VARCHAR[])) "
        f"AND {kind.key} NOT IN (SELECT unnest(?::VARCHAR[]))"
    )
    return number(job.con, query, [job.at, articles, [row[kind.key] for row in present]])
