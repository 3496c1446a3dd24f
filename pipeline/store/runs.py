"""The run log: one row a run, opened when it starts, closed when it ends."""

from importlib.metadata import version

import duckdb

from pipeline.clock import now
from pipeline.store.merge import merge
from pipeline.store.rows import Row
from schemas import Run, RunState


def start_run(con: duckdb.DuckDBPyConnection, command: str, extractor_version: str) -> Run:
    """Log a run as running. Called under the run lock, so whatever still runs in the log has died: it is marked so."""
    con.execute(
        "UPDATE run SET state = ?, message = 'died before it ended' WHERE state = ?",
        [RunState.INTERRUPTED.value, RunState.RUNNING.value],
    )
    at = now()
    run = Run(
        run_id=f"{at:%Y%m%dT%H%M%S}-{at.microsecond:06d}",
        command=command,
        started_at=at,
        code_version=version("bangvang"),
        extractor_version=extractor_version,
    )
    save_run(con, run)
    return run


def save_run(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Write the run's row."""
    merge(con, "run", [run_row(run)])


def run_row(run: Run) -> Row:
    """One row of `run`."""
    return {**run.model_dump(), "state": run.state.value}
