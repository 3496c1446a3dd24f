"""Who reads the parts: here processes of this machine; clusters.py has the workers of a Dask cluster."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Protocol

from pipeline.crew import serve
from pipeline.shards.work import Task, do


class Promise(Protocol):
    """What is being worked out."""

    def result(self) -> None:
        """Wait for it."""


class Pool(Protocol):
    """Takes tasks; when a process died of one, its promise raises one of `deaths`, and `mend` makes it fit again."""

    size: int
    deaths: tuple[type[Exception], ...]
    die_together: bool  # whether one death ends all that is under way

    def submit(self, task: Task) -> Promise:
        """Begin a task."""

    def mend(self) -> None:
        """Replace what died."""

    def check(self) -> None:
        """Raises PipelineError when nobody is left to read anything."""


class Processes:
    """So many processes of this machine."""

    deaths: tuple[type[Exception], ...] = (BrokenProcessPool,)
    die_together = True

    def __init__(self, size: int) -> None:
        self.size = size
        self._pool = self._begin()

    def submit(self, task: Task) -> Promise:
        """Begin a task; a pool that is broken by now tells so when its result is asked for."""
        try:
            return self._pool.submit(do, task)
        except BrokenProcessPool as error:
            return _Broken(error)

    def mend(self) -> None:
        """New processes."""
        self.end()
        self._pool = self._begin()

    def check(self) -> None:
        """There are always processes."""

    def end(self) -> None:
        """End all of them at once."""
        running = list((self._pool._processes or {}).values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in running:
            process.terminate()
        for process in running:
            process.join()

    def _begin(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.size, mp_context=multiprocessing.get_context("spawn"), initializer=serve)


class _Broken:
    def __init__(self, error: BrokenProcessPool) -> None:
        self._error = error

    def result(self) -> None:
        raise self._error


@contextmanager
def processes(size: int) -> Iterator[Processes]:
    """Processes until the block ends."""
    pool = Processes(size)
    try:
        yield pool
    finally:
        pool.end()
