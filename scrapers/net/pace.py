"""How fast one host is asked: a pause between two requests, and never more at once than its source allows."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Pace:
    """Turns at the hosts. Different hosts do not wait for each other."""

    def __init__(self) -> None:
        self._due: dict[str, float] = {}
        self._places: dict[str, asyncio.Semaphore] = {}

    @asynccontextmanager
    async def turn(self, host: str, delay: float, at_once: int) -> AsyncIterator[None]:
        """Wait for a place at `host`, and until `delay` seconds have passed since the last turn began there."""
        async with self._places.setdefault(host, asyncio.Semaphore(at_once)):
            now = time.monotonic()
            due = max(now, self._due.get(host, now))
            self._due[host] = due + delay
            await asyncio.sleep(due - now)
            yield

    def pause(self, host: str, seconds: float) -> None:
        """Nobody asks `host` for so long: it has said that it is busy."""
        self._due[host] = max(self._due.get(host, 0.0), time.monotonic() + seconds)
