"""The mark that a night of scraping leaves while it goes on: found again, the night died and is taken up."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from pipeline.settings import Home
from scrapers.archive.atomic import write_atomic

log = logging.getLogger("bangvang")

OLDEST = timedelta(hours=20)  # what a night fetched is news no longer when the next night begins


@contextmanager
def unfinished(home: Home) -> Iterator[datetime | None]:
    """When the interrupted night began that this one takes up, if there is one. The mark goes at the end."""
    began = _mark(home)
    if began is None:
        write_atomic(home.night, datetime.now(UTC).isoformat().encode())
    else:
        log.debug("the night that began at %s is taken up", began.isoformat())
    yield began
    home.night.unlink(missing_ok=True)


def _mark(home: Home) -> datetime | None:
    try:
        began = datetime.fromisoformat(home.night.read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    except ValueError:
        log.warning("%s: not a time: passed over", home.night)
        return None
    return began if timedelta(0) <= datetime.now(UTC) - began < OLDEST else None
