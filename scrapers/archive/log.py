"""The archive's log: a line of JSON about each exchange, in the order in which they were kept."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from schemas import Snapshot

BLOCK = 1 << 20
SLACK = timedelta(hours=1)  # exchanges go on side by side: a later line may be of an exchange this much earlier


def forwards(log: Path) -> Iterator[Snapshot]:
    """All exchanges, oldest first; a line that a crash left unfinished is passed over."""
    if not log.exists():
        return
    with log.open("rb") as lines:
        for line in lines:
            snapshot = _snapshot(line)
            if snapshot is not None:
                yield snapshot


def torn(log: Path) -> int:
    """How many lines cannot be read."""
    if not log.exists():
        return 0
    with log.open("rb") as lines:
        return sum(_snapshot(line) is None for line in lines if line.strip())


def back_to(log: Path, moment: datetime) -> Iterator[Snapshot]:
    """Exchanges from `moment` (UTC when it names no zone) on, read from the end of the log: latest line first."""
    if not log.exists():
        return
    start = aware(moment)
    for line in _lines_from_end(log):
        snapshot = _snapshot(line)
        if snapshot is None:
            continue
        if aware(snapshot.fetched_at) < start - SLACK:
            return
        if aware(snapshot.fetched_at) >= start:
            yield snapshot


def aware(moment: datetime) -> datetime:
    """`moment` with its zone, which is UTC where none is named."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _lines_from_end(log: Path) -> Iterator[bytes]:
    with log.open("rb") as file:
        position = file.seek(0, os.SEEK_END)
        rest = b""
        while position:
            size = min(BLOCK, position)
            position -= size
            file.seek(position)
            rest, *lines = (file.read(size) + rest).split(b"\n")
            yield from reversed(lines)
        yield rest


def _snapshot(line: bytes) -> Snapshot | None:
    try:
        return Snapshot.model_validate_json(line)
    except ValidationError:
        return None
