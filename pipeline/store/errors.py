"""DuckDB's errors as one line for people."""

import re

import duckdb

from pipeline.errors import LockedError, PipelineError, StorageError

TOO_NEW = "written by a newer DuckDB than this one can read; install the newer bangvang"
DAMAGED = "damaged or not a database of ours; move it away or restore it from a backup"
SHORT_OF_MEMORY = "not enough memory; end other programs and start again: what was done is kept"
SIGNS_OF_DAMAGE = (
    "not a valid DuckDB database",
    "Could not read enough bytes",
    "Corrupt database file",
    "Corrupt WAL file",
)
FILE = re.compile(r'file "([^"]+?)(?:\.wal)?"')
HOLDER = re.compile(r"\(PID (\d+)\)")


def explained(error: duckdb.Error) -> PipelineError:
    """The error as one that names what is wrong and what to do."""
    message = str(error)
    if "lock" in message and "Conflicting" in message:
        holder = HOLDER.search(message)
        pid = f" (process {holder[1]})" if holder else ""
        return LockedError(f"the database is in use by another process{pid}; wait for it or stop it")
    if "created with a newer version of DuckDB" in message:
        return StorageError(TOO_NEW)
    if "No space left" in message or "disk is full" in message.lower() or "max_temp_directory_size" in message:
        return StorageError("no space left on the disk; free some and start again, what was done is kept")
    if isinstance(error, duckdb.OutOfMemoryException):
        return StorageError(SHORT_OF_MEMORY)
    if any(sign in message for sign in SIGNS_OF_DAMAGE):
        named = FILE.search(message)
        return StorageError(f"{named[1]}: {DAMAGED}" if named else DAMAGED)
    return StorageError(f"database: {message.splitlines()[0]}")
