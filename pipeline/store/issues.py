"""Issues that come from outside the checks: pages, files and articles that could not be read."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import duckdb

from pipeline.store.merge import merge
from pipeline.store.rows import issue_row
from pipeline.store.stated import stamped
from pipeline.store.transaction import transaction
from schemas import Article, Issue, Run

SETTLED = timedelta(days=30)  # after which a page that held no article is asked for once more
NOTES = ("layout-unknown", "charset-doubtful")  # of pages that were read all the same


def store_issues(con: duckdb.DuckDBPyConnection, issues: Sequence[Issue], stage: str, run: Run) -> None:
    """Open these issues, or keep them open, as of the start of the run."""
    rows = {row["issue_id"]: row for row in (issue_row(issue, stage) for issue in issues)}
    with transaction(con):
        merge(con, "issue", stamped(rows.values(), run.started_at, run_id=run.run_id))


def store_failures(con: duckdb.DuckDBPyConnection, failures: Sequence[tuple[Article, Issue]], run: Run) -> None:
    """Open an issue for each article that the extractor failed on."""
    rows = [issue_row(issue, "extract", article.article_id) for article, issue in failures]
    with transaction(con):
        merge(con, "issue", stamped(rows, run.started_at, run_id=run.run_id))


def close_of_visit(con: duckdb.DuckDBPyConnection, source: str, since: datetime) -> None:
    """Close what a visit to the source that began `since` then has not met again: all but what is about single pages.

    A page's issue is closed when the page is read; one whose page is not asked for any more, after SETTLED.
    """
    con.execute(
        "UPDATE issue SET closed_at = $at WHERE closed_at IS NULL AND stage = 'scrape' AND source = $source "
        "AND last_seen < $at AND (NOT coalesce(page, false) OR last_seen < $at - $settled)",
        {"at": since, "source": source, "settled": SETTLED},
    )


def close_of_others(con: duckdb.DuckDBPyConnection, sources: Sequence[str], at: datetime) -> None:
    """Close what was met at sources that are not read any more."""
    con.execute(
        "UPDATE issue SET closed_at = ? WHERE closed_at IS NULL AND stage = 'scrape' "
        "AND (source IS NULL OR source NOT IN (SELECT unnest(?::VARCHAR[])))",
        [at, list(sources)],
    )


def pages_to_ask_again(con: duckdb.DuckDBPyConnection, source: str, most: int) -> list[tuple[str, str | None]]:
    """Pages of a source that could not be had and may be another night, each with the article that it is a file of."""
    query = """
        SELECT subject, (SELECT min(url) FROM article WHERE list_contains(attachments, subject))
        FROM issue WHERE closed_at IS NULL AND stage = 'scrape' AND page AND again AND source = ?
        GROUP BY subject ORDER BY max(last_seen) DESC, subject LIMIT ?"""
    return con.execute(query, [source, most]).fetchall()


def settled_pages(con: duckdb.DuckDBPyConnection, source: str) -> list[str]:
    """Pages of a source that hold no article, or not ours to read: asking again tonight would tell nothing new."""
    query = """
        SELECT DISTINCT subject FROM issue WHERE closed_at IS NULL AND stage = 'scrape' AND page AND NOT again
        AND source = ? AND code NOT IN (SELECT unnest(?::VARCHAR[]))"""
    return [url for (url,) in con.execute(query, [source, list(NOTES)]).fetchall()]


def replayed_in_vain(con: duckdb.DuckDBPyConnection) -> set[str]:
    """The pages that a replay could not read."""
    query = "SELECT DISTINCT subject FROM issue WHERE closed_at IS NULL AND stage = 'replay'"
    return {url for (url,) in con.execute(query).fetchall()}


def close_about(con: duckdb.DuckDBPyConnection, subjects: Sequence[str], at: datetime) -> None:
    """Close the open issues about subjects that are fine now."""
    con.execute(
        "UPDATE issue SET closed_at = ? WHERE closed_at IS NULL AND subject IN (SELECT unnest(?::VARCHAR[]))",
        [at, list(subjects)],
    )
