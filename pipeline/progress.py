"""Progress of long work: a bar on a terminal, a log line now and then elsewhere."""

import logging
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")

log = logging.getLogger("bangvang")

SECONDS_BETWEEN_LINES = 10.0


class Progress(Protocol):
    """Shows how far the iteration over `items` has come."""

    def track(self, items: Iterable[T], total: int | None, label: str) -> Iterator[T]:
        """The same items, watched."""


class Bar:
    """A bar on standard error, for people."""

    def track(self, items: Iterable[T], total: int | None, label: str) -> Iterator[T]:
        """The same items, with a bar that goes away when they are done."""
        from rich.console import Console  # noqa: PLC0415 - only on a terminal
        from rich.progress import track  # noqa: PLC0415

        yield from track(items, description=label, total=total, transient=True, console=Console(stderr=True))


class Lines:
    """Log lines, for cron and systemd."""

    def track(self, items: Iterable[T], total: int | None, label: str) -> Iterator[T]:
        """The same items, with a line every ten seconds."""
        told = time.monotonic()
        for done, item in enumerate(items):
            if time.monotonic() - told > SECONDS_BETWEEN_LINES:
                told = time.monotonic()
                fields = {"event": "progress", "step": label, "done": done, "total": total}
                log.info("%s: %s of %s", label, done, total or "?", extra={"fields": fields})
            yield item


def progress() -> Progress:
    """What fits where standard error goes."""
    return Bar() if sys.stderr.isatty() else Lines()
