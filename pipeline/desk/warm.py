"""What the first reader of a publication would wait for is worked out as soon as the file is there."""

import logging
import threading
import time

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

PAUSE = 2.0  # seconds between two looks whether a run replaced the file


def keep_warm(desk: Desk) -> None:
    """Warm each publication in a thread that ends with the program."""
    threading.Thread(target=_watch, args=(desk,), name="warm", daemon=True).start()


def warm(desk: Desk) -> None:
    """Work out what the entrance, the list of facts, the rolls and the accuracy begin with; pages remember it.

    Raises PipelineError when the file cannot be read.
    """
    published, every, shown = desk.published, Filters(), chosen({})
    for order in Order:
        facts_seen(published, every.but(order=order))
    facets(published, every)
    counted(published, shown)
    headline(published, shown)
    found(published, "")
    choices(desk)
    board(desk)


def _watch(desk: Desk) -> None:
    """A file that cannot be read is told of to whoever asks for a page; here it is tried again."""
    warmed = 0
    while True:
        try:
            edition, _ = desk.published.stamp
            if edition != warmed:
                warm(desk)
                warmed = edition
        except (PipelineError, duckdb.Error) as error:
            logging.getLogger("bangvang").warning("not warmed: %s", error)
        time.sleep(PAUSE)
