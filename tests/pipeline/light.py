"""Databases without what few tests look at and what takes nearly half their time: comments, Parquet, migrations."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline import publication
from pipeline.publish import build, publish
from pipeline.store import database
from pipeline.store.migrate import FOLDER

WHOLE = "whole_publication"  # marks the files of tests that look at them

_migrate = database._migrate


@contextmanager
def lightened(module: pytest.Module) -> Iterator[None]:
    """For the tests of one file, unless it is marked; other processes than the tests' own publish all."""
    with pytest.MonkeyPatch.context() as patch:
        if module.get_closest_marker(WHOLE) is None:
            patch.setattr(build, "comment_statements", lambda: ["SELECT 1"])
            patch.setattr(publication, "publish", _without_parquet)
            patch.setattr(database, "_migrate", _copied)
        yield


def _without_parquet(*given: Any, **named: Any) -> None:
    publish(*given, **{**named, "parquet": False})


def _copied(draft: Path, steps: Path) -> None:
    if draft.exists() or steps != FOLDER:
        _migrate(draft, steps)
    else:
        shutil.copyfile(_empty(), draft)


@cache
def _empty() -> Path:
    """A new working database, made once a process."""
    folder = Path(tempfile.mkdtemp(prefix="bangvang-empty-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _migrate(folder / "empty.duckdb", FOLDER)
    return folder / "empty.duckdb"
