"""What is wrong with a home right now, as far as its files tell."""

from contextlib import closing

import duckdb

from pipeline.errors import PipelineError
from pipeline.lock import holder
from pipeline.settings import Home
from pipeline.store.errors import explained


def troubles(home: Home) -> list[str]:
    """One line each; empty when all is well. While a run is going on the working database is not looked at."""
    if not home.work.exists():
        return [f"{home.work}: no working database yet"]
    if holder(home.lock) is not None:
        return []
    try:
        with closing(duckdb.connect(str(home.work), read_only=True)) as con:
            rows = con.execute("SELECT run_id, state, message FROM run ORDER BY started_at DESC LIMIT 1").fetchall()
    except duckdb.Error as error:
        known: PipelineError = explained(error)
        return [f"{home.work}: {known}"]
    return [
        f"the last run ({run}) is {state}: {message}" for run, state, message in rows if state not in ("ok", "warnings")
    ]
