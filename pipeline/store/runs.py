"""The run log: one row a run, opened when it starts, closed when it ends."""

from datetime import datetime, timedelta
from importlib.metadata import version

import duckdb

from pipeline.clock import now
from pipeline.store.issues import close_about, store_issues
from pipeline.store.merge import merge
from pipeline.store.rows import Row
from schemas import Run, RunState
from scrapers.issues import issue

CLOCK = "clock"  # what an issue about it is about
SLIP = timedelta(minutes=1)  # clocks are set right by less than that every day
STEP = timedelta(microseconds=1)  # as fine as a TIMESTAMP


def start_run(con: duckdb.DuckDBPyConnection, command: str, extractor_version: str) -> Run:
    """Log a run as running. Called under the run lock, so whatever still runs in the log has died: it is marked so.

    A run is dated after all before it, whatever the clock says: what was seen last and first, and what is closed,
    hangs on that order. A clock that is behind is an issue until it is right again.
    """
    con.execute(
        "UPDATE run SET state = ?, message = 'died before it ended' WHERE state = ?",
        [RunState.INTERRUPTED.value, RunState.RUNNING.value],
    )
    told, last = now(), _last_moment(con)
    at = max(told, last + STEP) if last else told
    run = Run(
        run_id=f"{at:%Y%m%dT%H%M%S}-{at.microsecond:06d}",
        command=command,
        started_at=at,
        code_version=version("bangvang"),
        extractor_version=extractor_version,
    )
    save_run(con, run)
    _judge_clock(con, run, told)
    return run


def save_run(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Write the run's row."""
    merge(con, "run", [run_row(run)])


def _last_moment(con: duckdb.DuckDBPyConnection) -> datetime | None:
    """The latest time in the run log."""
    rows = con.execute("SELECT max(greatest(started_at, coalesce(ended_at, started_at))) FROM run").fetchall()
    moment: datetime | None = rows[0][0]
    return moment


def _judge_clock(con: duckdb.DuckDBPyConnection, run: Run, told: datetime) -> None:
    if run.started_at - told < SLIP:
        close_about(con, [CLOCK], run.started_at)
        return
    message = f"the clock says {told:%Y-%m-%d %H:%M} UTC, but a run before was at {run.started_at:%Y-%m-%d %H:%M}"
    store_issues(
        con, [issue("clock-behind", f"{message}: set it right; until then runs get that time", CLOCK)], "run", run
    )


def run_row(run: Run) -> Row:
    """One row of `run`."""
    return {**run.model_dump(), "state": run.state.value}
