"""Worker processes that read articles ahead of the process that stores them: same facts, same order, one writer."""

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from pipeline.extraction import DIED, Extract, Told, Trouble, told_by
from schemas import Article

log = logging.getLogger("bangvang")

AHEAD = 2  # batches a worker that are read or wait to be stored: memory stays bounded

Read = tuple[list[Article], list[Told]]


@contextmanager
def crew(extract: Extract, workers: int) -> Iterator["Crew"]:
    """So many processes, until the block ends; what is under way then is dropped.

    `extract` is looked up by its name in each of them: a function of a module.
    """
    opened = Crew(extract, workers)
    try:
        yield opened
    finally:
        opened.end()


class Crew:
    """Processes that extract and check; a batch is a task."""

    def __init__(self, extract: Extract, workers: int) -> None:
        self._extract = extract
        self._workers = workers
        self._pool = self._begin()

    def read(self, batches: Iterable[list[Article]]) -> Iterator[Read]:
        """Each batch with what each of its articles told, in the order of the batches.

        When a process dies, another takes its place; the batch in hand is read once more article by article, so that
        only the one that a process dies of is lost, and named.
        """
        waiting: deque[tuple[list[Article], Future[list[Told]]]] = deque()
        for batch in batches:
            waiting.append((batch, self._task(batch)))
            if len(waiting) > AHEAD * self._workers:
                yield self._first(waiting)
        while waiting:
            yield self._first(waiting)

    def end(self) -> None:
        """End the processes at once."""
        processes = list((self._pool._processes or {}).values())  # the pool itself only waits for them
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()

    def _first(self, waiting: deque[tuple[list[Article], Future[list[Told]]]]) -> Read:
        batch, told = waiting.popleft()
        try:
            return batch, told.result()
        except BrokenProcessPool:
            log.warning("a process that read articles died; its batch of %d is read again one by one", len(batch))
            self._begin_again()
            found = batch, [self._alone(article) for article in batch]
            again = [(others, self._task(others)) for others, _ in waiting]
            waiting.clear()
            waiting.extend(again)
            return found

    def _alone(self, article: Article) -> Told:
        try:
            return self._task([article]).result()[0]
        except BrokenProcessPool:
            self._begin_again()
            return Trouble(DIED)

    def _task(self, batch: list[Article]) -> "Future[list[Told]]":
        try:
            return self._pool.submit(_told, self._extract, batch)
        except BrokenProcessPool as error:  # it died since the last task: told when its turn comes
            broken: Future[list[Told]] = Future()
            broken.set_exception(error)
            return broken

    def _begin_again(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._begin()

    def _begin(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")  # a fork would share the open database
        return ProcessPoolExecutor(self._workers, mp_context=context, initializer=serve)


def serve() -> None:
    """Ctrl-C is for the process that stores; it ends the others, and they end with it when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _told(extract: Extract, articles: Sequence[Article]) -> list[Told]:
    return [told_by(extract, article) for article in articles]
