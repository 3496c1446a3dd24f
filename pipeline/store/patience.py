"""Opening the working database although somebody may be looking into it."""

import time
from pathlib import Path

import duckdb

from pipeline.errors import LockedError
from pipeline.store.database import open_work

LOOK = 3.0  # seconds that `status` may look into the database, on a slow disk
PAUSE = 0.1


def open_patiently(path: Path) -> duckdb.DuckDBPyConnection:
    """As `open_work`, for whoever holds the run lock: others only look into the database, which is waited for."""
    end = time.monotonic() + LOOK
    while True:
        try:
            return open_work(path)
        except LockedError:
            if time.monotonic() > end:
                raise
        time.sleep(PAUSE)
