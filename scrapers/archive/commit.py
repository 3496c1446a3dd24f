"""Bodies and log lines to disk, for several threads at once: whoever comes first takes along all who wait."""

import gzip
import logging
import zlib
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from scrapers.archive.atomic import append_lines, empty_draft, sync

log = logging.getLogger("bangvang")

PACKING = 6  # gzip's level: half the time of 9 for one percent more space


class Entry(NamedTuple):
    """A body, where it belongs, and the line about it."""

    path: Path
    body: bytes
    line: bytes


class _Batch:
    """What one caller wants written together, and what became of it."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.lines = [entry.line for entry in entries]
        self.drafts: dict[Path, Path] = {}
        self.done = False
        self.error: BaseException | None = None
        try:
            for entry in entries:
                if entry.path not in self.drafts and not _holds(entry.path, entry.body):
                    self.drafts[entry.path] = empty_draft(entry.path)
                    self.drafts[entry.path].write_bytes(gzip.compress(entry.body, PACKING, mtime=0))
        except BaseException:
            self.sweep()
            raise

    def sweep(self) -> None:
        for draft in self.drafts.values():
            draft.unlink(missing_ok=True)


def _holds(path: Path, body: bytes) -> bool:
    """Whether the file is there and whole. A damaged one is written anew when the same content comes again."""
    try:
        return gzip.decompress(path.read_bytes()) == body
    except FileNotFoundError:
        return False
    except (OSError, EOFError, zlib.error) as error:
        log.warning("%s: damaged (%s); the same content came again, and is kept anew", path, error)
        return False


class Committer:
    """Writes batches to disk. A line is only written when its body is safely there."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._waiting: list[_Batch] = []
        self._queue = Lock()
        self._writing = Lock()

    def commit(self, entries: Sequence[Entry]) -> None:
        """Return when all entries are safely on disk, written with those of other threads. Raises OSError."""
        batch = _Batch(entries)
        with self._queue:
            self._waiting.append(batch)
        with self._writing:
            if not batch.done:
                self._write_waiting()
        if batch.error:
            raise batch.error

    def _write_waiting(self) -> None:
        with self._queue:
            batches, self._waiting = self._waiting, []
        try:
            self._write(batches)
        except BaseException as error:
            for batch in batches:
                batch.error = error
            raise
        finally:
            for batch in batches:
                batch.done = True
                batch.sweep()

    def _write(self, batches: Sequence[_Batch]) -> None:
        drafts = {path: draft for batch in batches for path, draft in batch.drafts.items()}
        sync(drafts.values())
        for path, draft in drafts.items():
            draft.replace(path)
        sync({path.parent for path in drafts})
        append_lines(self._log, [line for batch in batches for line in batch.lines])
