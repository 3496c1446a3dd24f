"""Pages of stored articles that are not there any more: facts are withdrawn once a page was missing for long enough."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import duckdb

from pipeline.catalogue import issue_codes
from pipeline.store.changes import withdraw
from pipeline.store.duplicates import settle
from pipeline.store.job import Job
from pipeline.store.kinds import Cause
from pipeline.store.transaction import transaction
from schemas import Issue

GONE_CODE = "fetch-gone"
MOVED_CODE = "pages-vanished"
FRESH = timedelta(days=7)  # a page that was looked at since then is not looked at again
RARELY = timedelta(days=30)  # between two looks at a page that is held to be gone
SURE = timedelta(days=2)  # for so long a page was missing before it is gone: a site may lose its pages for a night
MOVED = 3  # pages that go missing in one night, and none that is there: the site has moved, and its pages with it


def pages_to_look_at(con: duckdb.DuckDBPyConnection, source: str, most: int) -> list[tuple[str, str | None]]:
    """Stored pages of a source, those not looked at for longest.

    Beside each that was missing stands one that was there: if that is missing too, it is the site that has moved.
    """
    query = """
        WITH turns AS (
            SELECT
                *, missing_since IS NULL AS was_there,
                row_number() OVER (PARTITION BY missing_since IS NULL ORDER BY checked_at, number) AS turn
            FROM article
            WHERE source = $source AND url LIKE 'http%' AND (gone_at IS NULL OR checked_at < $rarely)
        )
        SELECT url, attached_to FROM turns
        WHERE NOT was_there OR coalesce(checked_at, first_seen) < $long_ago
            OR turn <= (SELECT count(*) FROM turns WHERE NOT was_there)
        ORDER BY turn, was_there LIMIT $most"""
    ((latest,),) = con.execute("SELECT max(started_at) FROM run").fetchall()
    values = {"source": source, "most": most, "long_ago": latest - FRESH, "rarely": latest - RARELY}
    return con.execute(query, values).fetchall()


def note_missing(con: duckdb.DuckDBPyConnection, urls: Sequence[str], at: datetime) -> None:
    """Note of stored pages that they were not there."""
    con.execute(
        "UPDATE article SET checked_at = $at, missing_since = coalesce(missing_since, $at) "
        "WHERE url IN (SELECT unnest($urls::VARCHAR[]))",
        {"at": at, "urls": list(urls)},
    )


def vanished_at_once(con: duckdb.DuckDBPyConnection, source: str, at: datetime) -> Issue | None:
    """An issue when many stored pages were missing in the run that started `at`, and none was there."""
    missing, there = _looked_at(con, source, at)
    if missing < MOVED or there:
        return None
    return Issue(
        code=MOVED_CODE,
        severity=issue_codes()[MOVED_CODE].severity,
        message=f"all {missing} stored pages that were looked at are missing: has the site moved? No fact is withdrawn",
        subject=source,
        source=source,
        at=at,
    )


def _looked_at(con: duckdb.DuckDBPyConnection, source: str, at: datetime) -> tuple[int, int]:
    """How many of the stored pages that were looked at were missing, and how many were there."""
    ((missing, there),) = con.execute(
        "SELECT count(*) FILTER (missing_since IS NOT NULL), count(*) FILTER (missing_since IS NULL) "
        "FROM article WHERE source = $source AND checked_at = $at AND first_seen < $at",
        {"source": source, "at": at},
    ).fetchall()
    return missing, there


def withdraw_gone(job: Job, source: str) -> int:
    """Withdraw the facts of pages that were missing again, and for long, while others are there; how many facts.

    A copy elsewhere counts from now on.
    """
    if not _looked_at(job.con, source, job.at)[1]:
        return 0
    with transaction(job.con):
        rows = job.con.execute(
            "UPDATE article SET gone_at = $at, extracted_sha256 = NULL, extractor_version = NULL "
            "WHERE source = $source AND gone_at IS NULL AND checked_at = $at AND missing_since <= $sure "
            "RETURNING article_id, text_sha256",
            {"at": job.at, "source": source, "sure": job.at - SURE},
        ).fetchall()
        gone = [article_id for article_id, _ in rows]
        withdrawn = settle(job, sorted({text for _, text in rows}))
        return withdrawn + withdraw(job, gone, Cause.GONE)
