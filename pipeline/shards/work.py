"""One part read from end to end, in whatever process: its results appear whole or not at all."""

import logging
import socket
from itertools import count
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple, Self

from extractors import EXTRACTOR_VERSION
from pipeline.errors import PipelineError
from pipeline.extraction import DIED, Extract, Trouble, told_by
from pipeline.shards.pages import pages
from pipeline.shards.parts import Part
from pipeline.shards.results import Results, is_whole
from pipeline.shards.version import READER
from pipeline.steps.warc import Page
from schemas import Article, Issue
from scrapers.archive.atomic import sync
from scrapers.issues import issue

WIDTH = 32  # of a step as it is noted
log = logging.getLogger("bangvang")


class Task(NamedTuple):
    """A part, the folder of its results, extractor and reader; `without` are the steps that a process has died of."""

    part: Part
    folder: str
    extract: Extract
    version: str
    without: frozenset[str] = frozenset()
    reader: str = READER

    @property
    def results(self) -> Path:
        """The file of results, which exists once the whole part is read, by this extractor and reader."""
        return Path(self.folder) / f"{self.part.name}-{self.version}-{self.reader}.parquet"

    @property
    def mark(self) -> Path:
        """Tells which step is being taken, for whoever finds this process dead."""
        return Path(self.folder) / f".{self.part.name}-{self.version}.at"

    def dies_at(self) -> str | None:
        """The step that was taken last; None when none was, or the process died before it wrote it down."""
        return self.mark.read_text().strip() or None if self.mark.exists() else None


class Steps:
    """Notes each step that is about to be taken, for whoever finds this process dead."""

    def __init__(self, task: Task) -> None:
        self._without = task.without
        self._path = task.mark

    def __enter__(self) -> Self:
        self._file = self._path.open("wb", buffering=0)  # kept open: a page should not wait for a file system
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._file.close()
        if kind is None:
            self._path.unlink(missing_ok=True)

    def dares(self, step: str) -> bool:
        """Note a step; False for one that a process has died of, which is noted too: what follows it may kill."""
        self._file.seek(0)
        self._file.write(step.ljust(WIDTH).encode())
        return step not in self._without


def do(task: Task) -> None:
    """Read the part, unless that is done already.

    Doing it twice, even at once, leaves one file. Raises OSError when shard or folder cannot be used, PipelineError
    on a machine with another extractor or reader.
    """
    if is_whole(task.results):
        return
    if task.version != EXTRACTOR_VERSION:
        raise PipelineError(f"{socket.gethostname()} has extractor {EXTRACTOR_VERSION}, not {task.version}")
    if task.reader != READER:
        raise PipelineError(f"{socket.gethostname()} has reader {READER}, not {task.reader}")
    beside = task.results.with_name(f".{task.results.name}.{socket.gethostname()}.{token_hex(4)}")
    try:
        with Results(beside) as results, Steps(task) as steps:
            _read(task, results, steps)
        sync([beside])
        beside.replace(task.results)
    finally:
        beside.unlink(missing_ok=True)


def _read(task: Task, results: Results, steps: Steps) -> None:
    found = pages(task.part)
    for number in count():
        if not steps.dares(f"{number} sought"):
            results.tell(_cut_off(task, number))
            return
        page = next(found, None)
        if page is None:
            return
        item = _parsed(steps, number, page) if isinstance(page, Page) else page
        if isinstance(item, Issue):
            results.tell(item)
        elif item:
            dares = steps.dares(f"{number} extracted")
            told = told_by(task.extract, item) if dares else Trouble(DIED)
            results.add(item, told, crude=isinstance(page, Page) and page.crude)


def _cut_off(task: Task, number: int) -> Issue:
    what = f"the process that looks for what follows its page {number} dies; the rest of this part is not read"
    return issue("unreadable-file", f"{task.part.shard}: {what}", task.part.shard)


def _parsed(steps: Steps, number: int, page: Page) -> Article | Issue | None:
    if not steps.dares(f"{number} parsed"):
        return issue("page-failed", DIED, page.url)
    try:
        return page.read()
    except Exception as error:
        # Any bug of reading costs this one page, not its part; the log keeps the traceback.
        log.exception("reading %s failed", page.url)
        return issue("page-failed", f"{type(error).__name__}: {str(error)[:300]}", page.url)
