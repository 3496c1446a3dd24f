"""One writer at a time. The lock belongs to the open file, so a dead process holds nothing."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from pipeline.errors import LockedError

INSTANT = 0.2  # seconds


@contextmanager
def run_lock(path: Path) -> Iterator[None]:
    """Hold the lock while the block runs. Raises LockedError, naming the holder's process, when it is taken."""
    with path.open("a+", encoding="utf-8") as file:
        if not _take_soon(file):
            raise LockedError(f"another run is going on (process {_pid(file)}); wait for it to end or stop it")
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def holder(path: Path) -> str | None:
    """The process that holds the lock now; None when nobody does."""
    if not path.exists():
        return None
    with path.open("r", encoding="utf-8") as file:
        return None if _take(file) else _pid(file)


def _take_soon(file: TextIO) -> bool:
    """Whoever only looks who holds the lock has it for an instant: that is waited for."""
    end = time.monotonic() + INSTANT
    while not _take(file):
        if time.monotonic() > end:
            return False
        time.sleep(INSTANT / 10)
    return True


def _take(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _pid(file: TextIO) -> str:
    file.seek(0)
    return file.read().strip() or "unknown"
