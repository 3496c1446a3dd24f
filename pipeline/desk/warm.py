"""What the first reader of a publication would wait for is worked out as soon as the file is there."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb

from pipeline.desk.desk import Desk
from pipeline.desk.listing import Filters, facets, facts_seen
from pipeline.desk.listing.filters import Order
from pipeline.desk.measured import board, choices
from pipeline.desk.overview.chosen import chosen
from pipeline.desk.overview.counts import counted
from pipeline.desk.overview.headline import headline
from pipeline.desk.recipients import found
from pipeline.errors import PipelineError

PAUSE = 0.5  # seconds between two looks whether a run replaced the file
LAST = 10.0  # seconds that the step in hand may take when the desk ends


@contextmanager
def kept_warm(desk: Desk) -> Iterator[None]:
    """While the block runs, a thread warms each publication."""
    ends = threading.Event()
    watcher = threading.Thread(target=_watch, args=(desk, ends), name="warm", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ends.set()
        watcher.join(LAST)


def warm(desk: Desk, ends: threading.Event | None = None) -> None:
    """Work out what the list of facts, the entrance, the rolls and the accuracy begin with; pages remember it.

    Stops between two steps when the desk ends. Raises PipelineError when the file cannot be read.
    """
    for step in _steps(desk):
        if ends and ends.is_set():
            return
        step()


def _steps(desk: Desk) -> list[Callable[[], object]]:
    published, every, shown = desk.published, Filters(), chosen({})
    return [
        lambda: facts_seen(published, every),
        lambda: facets(published, every),
        lambda: counted(published, shown),
        lambda: headline(published, shown),
        lambda: facts_seen(published, every.but(order=Order.NEWEST)),
        lambda: found(published, ""),
        lambda: choices(desk),
        lambda: board(desk),
    ]


def _watch(desk: Desk, ends: threading.Event) -> None:
    """A file that cannot be read is told of to whoever asks for a page; here it is tried again."""
    warmed = 0
    while not ends.wait(PAUSE):  # first of all the desk begins to answer
        try:
            edition, _ = desk.published.stamp
            if edition != warmed:
                warm(desk, ends)
                warmed = edition
        except (PipelineError, duckdb.Error) as error:
            logging.getLogger("bangvang").warning("not warmed: %s", error)
