"""The log of reviews kept safe: a copy of it as of one moment, and whether it is whole."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pydantic import ValidationError

from pipeline.errors import StorageError
from pipeline.reviews.store import PATIENCE
from schemas import Review


def copy_log(path: Path, target: Path) -> None:
    """Write the log at `path` to `target` as it is now, whoever writes meanwhile. Raises StorageError."""
    try:
        with closing(_look_into(path)) as log, closing(sqlite3.connect(target)) as copy:
            log.backup(copy)
    except sqlite3.Error as error:
        raise StorageError(f"{path}: the log of reviews cannot be copied: {error}; run: bangvang doctor") from error
    shutil.copymode(path, target)


def count_reviews(path: Path) -> int:
    """How many there are. Raises StorageError when the file cannot be read."""
    try:
        with closing(_look_into(path)) as log:
            return int(log.execute("SELECT count(*) FROM review").fetchone()[0])
    except sqlite3.Error as error:
        raise StorageError(f"{path}: the log of reviews cannot be read: {error}") from error


def faults(path: Path, *, quick: bool = False) -> Iterator[str]:
    """What is wrong with the log: damaged pages, missing numbers and, unless it is a quick look, unreadable reviews.

    The words are Vietnamese: `bangvang doctor` shows them.
    """
    try:
        with closing(_look_into(path)) as log:
            yield from _damages(log, quick=quick)
            yield from _gaps(log)
            if not quick:
                yield from _unreadable(log)
    except sqlite3.Error as error:
        yield f"không đọc được: {error}"


def _look_into(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)


def _damages(log: sqlite3.Connection, *, quick: bool) -> Iterator[str]:
    check = "PRAGMA quick_check(5)" if quick else "PRAGMA integrity_check(5)"
    for (told,) in log.execute(check):
        if told != "ok":
            yield f"hỏng: {told}"


def _gaps(log: sqlite3.Connection) -> Iterator[str]:
    first, last, number = log.execute("SELECT min(number), max(number), count(*) FROM review").fetchone()
    if number and (first, last) != (1, number):
        yield f"số thứ tự không liền nhau: {number} dòng, từ {first} đến {last}"


def _unreadable(log: sqlite3.Connection) -> Iterator[str]:
    for number, told in log.execute("SELECT number, review FROM review ORDER BY number"):
        try:
            Review.model_validate_json(told)
        except ValidationError as error:
            yield f"dòng {number} không đọc được: {error.errors()[0]['msg']}"
