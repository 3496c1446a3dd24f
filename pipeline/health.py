"""What is wrong with a home right now, as far as its files tell."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing

import duckdb

from pipeline.errors import LockedError, StorageError
from pipeline.lock import holder
from pipeline.refusals import refusals
from pipeline.settings import Home
from pipeline.store.database import look_into_work, open_published
from pipeline.store.errors import DAMAGED

ENDED_WELL = ("ok", "warnings")
MOST_REFUSALS = 3
LEAST_FREE = 50_000_000  # bytes: less than a night and its publication may need


def troubles(home: Home) -> list[str]:
    """One line each; empty when all is well. While a run is going on the working database is not looked at.

    Raises StorageError when the working database cannot be read.
    """
    return list(each_trouble(home))


def each_trouble(home: Home) -> Iterator[str]:
    """As `troubles`, one after the other: what was found before an error is told too."""
    if home.root.exists():
        yield from _of_folders(home)
        yield from _of_database(home)
        yield from _of_refusals(home)


def _of_folders(home: Home) -> Iterator[str]:
    """What would stop the next run: no right to write, or no space. A folder not made yet is made by the run."""
    places = (home.root, home.published.parent, home.archive, home.log.parent, home.work, home.lock, home.log)
    for path in places:
        if path.exists() and not os.access(path, os.W_OK):
            yield f"{path}: not writable: the next run will fail; change its permissions"
    # Each may be a disk of its own.
    full = {path for path in places if path.is_dir() and shutil.disk_usage(path).free < LEAST_FREE}
    for path in sorted(full):
        if path.parent not in full:
            free = shutil.disk_usage(path).free / 1e6
            yield f"{path}: {free:.0f} MB are free there, a run needs {LEAST_FREE / 1e6:.0f}: free some space"


def _of_database(home: Home) -> Iterator[str]:
    if holder(home.lock) is not None or not (home.work.exists() or home.published.exists()):
        return
    if not home.work.exists():
        cut = any(home.root.glob(".restore.*"))
        how = "a restore was cut short: restore again" if cut else "restore it from a backup, or replay the archive"
        raise StorageError(f"{home.work}: missing; {how}")
    try:
        with closing(look_into_work(home.work)) as con:
            rows = con.execute("SELECT run_id, state, message FROM run ORDER BY started_at DESC LIMIT 1").fetchall()
    except LockedError as error:
        yield str(error)
        return
    except duckdb.Error as error:
        raise StorageError(f"{home.work}: {DAMAGED}") from error
    for run, state, message in rows:
        yield from _of_run(run, state, message)
        if state in ENDED_WELL and _published_by(home) not in (run, None):
            yield f"{home.published}: older than the last run ({run}); write it anew with bangvang publish"


def _of_refusals(home: Home) -> Iterator[str]:
    """Runs that could not begin, since the last publication; of many, the last ones."""
    published = home.published.stat().st_mtime if home.published.exists() else 0.0
    for refusal in [one for one in refusals(home) if one.at.timestamp() > published][:MOST_REFUSALS]:
        yield f"{refusal.command} could not begin at {refusal.at:%Y-%m-%d %H:%M} UTC: {refusal.message}"


def _published_by(home: Home) -> str | None:
    """The run that published; None when nothing is published, or by a version that did not tell."""
    if not home.published.exists():
        return None
    try:
        with closing(open_published(home.published)) as con:
            rows = con.execute("SELECT run_id FROM publication").fetchall()
    except (duckdb.CatalogException, StorageError):
        return None
    return str(rows[0][0]) if rows and rows[0][0] else None


def _of_run(run: str, state: str, message: str) -> Iterator[str]:
    """Nobody holds the lock: a run that is logged as running has died, and no later one has marked it yet."""
    if state == "running":
        yield f"the last run ({run}) was interrupted: it died before it ended; the next one goes on where it stopped"
    elif state not in ENDED_WELL:
        yield f"the last run ({run}) is {state}: {message}"
