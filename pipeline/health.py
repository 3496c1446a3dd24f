"""What is wrong with a home right now, as far as its files tell."""

from contextlib import closing

import duckdb

from pipeline.errors import LockedError, StorageError
from pipeline.lock import holder
from pipeline.settings import Home
from pipeline.store.database import look_into_work
from pipeline.store.errors import DAMAGED


def troubles(home: Home) -> list[str]:
    """One line each; empty when all is well. While a run is going on the working database is not looked at.

    Raises StorageError when the working database cannot be read.
    """
    if holder(home.lock) is not None or not (home.work.exists() or home.published.exists()):
        return []
    if not home.work.exists():
        return [f"{home.work}: missing; restore it from a backup, or the next run starts from nothing"]
    try:
        with closing(look_into_work(home.work)) as con:
            rows = con.execute("SELECT run_id, state, message FROM run ORDER BY started_at DESC LIMIT 1").fetchall()
    except LockedError as error:
        return [str(error)]
    except duckdb.Error as error:
        raise StorageError(f"{home.work}: {DAMAGED}") from error
    return [
        f"the last run ({run}) is {state}: {message}" for run, state, message in rows if state not in ("ok", "warnings")
    ]
