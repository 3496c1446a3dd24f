"""Runs that could not even begin have no row in the run log: a line each in a file of their own tells of them."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import PipelineError
from pipeline.exit_codes import ExitCode
from pipeline.settings import Home
from scrapers.archive.atomic import append_lines

log = logging.getLogger("bangvang")

LARGEST = 64_000  # bytes after which the file is laid aside; the one that was laid aside before goes


class Refusal(NamedTuple):
    """A run that could not begin: when (with its zone), which command, its exit code, and why."""

    at: datetime
    command: str
    exit_code: int
    message: str


@contextmanager
def noted(home: Home, command: str) -> Iterator[None]:
    """Note the error by which the block refuses to begin a run, and let it pass."""
    try:
        yield
    except (PipelineError, OSError) as error:
        code = error.exit_code if isinstance(error, PipelineError) else ExitCode.STORAGE
        _note(home, Refusal(datetime.now(UTC), command, code.value, str(error)))
        raise


def refusals(home: Home) -> list[Refusal]:
    """The runs that were refused lately, the latest first; a line that was written in halves is passed over."""
    found = [refusal for path in (_aside(home), home.refused) for refusal in _read(path)]
    return sorted(found, reverse=True)


def _note(home: Home, refusal: Refusal) -> None:
    """Where nothing can be written, the line that says why the run is refused has to do."""
    line = json.dumps({**refusal._asdict(), "at": refusal.at.isoformat()}, ensure_ascii=False)
    try:
        if home.refused.exists() and home.refused.stat().st_size > LARGEST:
            home.refused.replace(_aside(home))
        append_lines(home.refused, [line.encode()])
    except OSError as error:
        log.debug("%s: cannot be written: %s", home.refused, error)


def _aside(home: Home) -> Path:
    return home.refused.with_suffix(".before.jsonl")


def _read(path: Path) -> Iterator[Refusal]:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        try:
            values = json.loads(line)
            yield Refusal(**{**values, "at": datetime.fromisoformat(values["at"])})
        except (ValueError, TypeError, KeyError):
            continue
