"""The mark that a night of scraping leaves while it goes on: found again, the night died and is taken up."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pipeline.settings import Home
from scrapers.archive.atomic import write_atomic

log = logging.getLogger("bangvang")

OLDEST = timedelta(hours=20)  # what a night fetched is news no longer when the next night begins


@dataclass
class Before:
    """Whether a night died before this one, and when it began if what it fetched is still news.

    `unread` is set when this one did not come to the end of all sources either.
    """

    died: bool = False
    began: datetime | None = None
    unread: bool = False


@contextmanager
def unfinished(home: Home, *, whole: bool = True) -> Iterator[Before]:
    """The interrupted night that this one takes up, if there is one. The mark goes at the end.

    A visit to a few sources (not `whole`) takes up its part, and leaves the mark of a night that died for the next one.
    """
    before = _mark(home)
    if before.began is None:
        write_atomic(home.night, datetime.now(UTC).isoformat().encode())
    else:
        log.debug("the night that began at %s is taken up", before.began.isoformat())
    yield before
    if not before.died or (whole and not before.unread):
        home.night.unlink(missing_ok=True)


def _mark(home: Home) -> Before:
    try:
        began = datetime.fromisoformat(home.night.read_text(encoding="ascii"))
        fresh = timedelta(0) <= datetime.now(UTC) - began < OLDEST
    except FileNotFoundError:
        return Before()
    except (ValueError, TypeError):  # no time, or one without its zone
        log.warning("%s: not a time: passed over", home.night)
        return Before(died=True)
    return Before(died=True, began=began if fresh else None)
