"""One part read from end to end, in whatever process: its results appear whole or not at all."""

import os
import socket
from pathlib import Path
from typing import NamedTuple

from pipeline.extraction import DIED, Extract, Trouble, told_by
from pipeline.shards.pages import pages
from pipeline.shards.parts import Part
from pipeline.shards.results import Results
from schemas import Issue


class Task(NamedTuple):
    """A part, the folder of its results and the extractor; `without` are pages that a process has died of."""

    part: Part
    folder: str
    extract: Extract
    version: str
    without: frozenset[int] = frozenset()

    @property
    def results(self) -> Path:
        """The file of results, which exists once the whole part is read."""
        return Path(self.folder) / f"{self.part.name}-{self.version}.parquet"

    @property
    def mark(self) -> Path:
        """Tells which page is being read, for whoever finds this process dead."""
        return Path(self.folder) / f".{self.part.name}-{self.version}.at"

    def dies_at(self) -> int | None:
        """The page that was being read last; None when none was."""
        return int(self.mark.read_text()) if self.mark.exists() else None


def do(task: Task) -> list[Issue]:
    """Read the part, unless that is done already; returns an issue for each page that cannot be read.

    Doing it twice, even at once, leaves one file. Raises OSError when shard or folder cannot be used.
    """
    if task.results.exists():
        return []
    beside = task.results.with_name(f".{task.results.name}.{socket.gethostname()}.{os.getpid()}")
    try:
        with Results(beside) as results:
            issues = _read(task, results)
        beside.replace(task.results)
    finally:
        beside.unlink(missing_ok=True)
    task.mark.unlink(missing_ok=True)
    return issues


def _read(task: Task, results: Results) -> list[Issue]:
    issues = []
    for at, page in enumerate(pages(task.part)):
        if isinstance(page, Issue):
            issues.append(page)
        elif at in task.without:
            results.add(page, Trouble(DIED))
        else:
            task.mark.write_text(str(at))
            results.add(page, told_by(task.extract, page))
    return issues
