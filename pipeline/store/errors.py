"""DuckDB's errors as one line for people."""

import re

import duckdb

from pipeline.errors import LockedError, PipelineError, StorageError

HOLDER = re.compile(r"\(PID (\d+)\)")


def explained(error: duckdb.Error) -> PipelineError:
    """The error as one that names what is wrong and what to do."""
    message = str(error)
    if "lock" in message and "Conflicting" in message:
        holder = HOLDER.search(message)
        pid = f" (process {holder[1]})" if holder else ""
        return LockedError(f"the database is in use by another process{pid}; wait for it or stop it")
    if "No space left" in message or "disk is full" in message.lower():
        return StorageError("no space left on the disk; free some and start again, what was done is kept")
    return StorageError(f"database: {message.splitlines()[0]}")
