"""Issues that come from outside the checks: pages, files and articles that could not be read."""

from collections.abc import Sequence
from datetime import datetime

import duckdb

from pipeline.store.merge import merge
from pipeline.store.rows import issue_row
from pipeline.store.transaction import transaction
from schemas import Article, Issue, Run


def store_issues(con: duckdb.DuckDBPyConnection, issues: Sequence[Issue], stage: str, run: Run) -> None:
    """Open these issues, or keep them open, as of the start of the run."""
    rows = {row["issue_id"]: row for row in (issue_row(issue, stage, run.run_id, run.started_at) for issue in issues)}
    with transaction(con):
        merge(con, "issue", list(rows.values()))


def store_failures(con: duckdb.DuckDBPyConnection, failures: Sequence[tuple[Article, Issue]], run: Run) -> None:
    """Open an issue for each article that the extractor failed on."""
    rows = [issue_row(issue, "extract", run.run_id, run.started_at, article.article_id) for article, issue in failures]
    with transaction(con):
        merge(con, "issue", rows)


def close_all_but_seen(con: duckdb.DuckDBPyConnection, stage: str, since: datetime) -> None:
    """Close the open issues of a stage that were not met again since then."""
    con.execute(
        "UPDATE issue SET closed_at = ? WHERE closed_at IS NULL AND stage = ? AND last_seen < ?", [since, stage, since]
    )


def close_about(con: duckdb.DuckDBPyConnection, subjects: Sequence[str], at: datetime) -> None:
    """Close the open issues about subjects that are fine now."""
    con.execute(
        "UPDATE issue SET closed_at = ? WHERE closed_at IS NULL AND subject IN (SELECT unnest(?::VARCHAR[]))",
        [at, list(subjects)],
    )
