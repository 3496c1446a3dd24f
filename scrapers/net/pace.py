"""How fast one host is asked: a pause between two requests, and never more at once than its source allows."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

LONGEST_WAIT = 60.0  # seconds that a server may make us wait before we give up on its pages for this run


class Pace:
    """Turns at the hosts. Different hosts do not wait for each other."""

    def __init__(self) -> None:
        self._due: dict[str, float] = {}
        self._delays: dict[str, float] = {}
        self._rests_until: dict[str, float] = {}
        self._places: dict[str, asyncio.Semaphore] = {}

    @asynccontextmanager
    async def turn(self, host: str, delay: float, at_once: int) -> AsyncIterator[float]:
        """Wait for a place at `host`, and until `delay` seconds have passed since the last turn began there.

        Of several sources at one host the longest delay holds.

        Given are the seconds, if any, for which it wants to be left alone: more than we wait for it.
        """
        async with self._places.setdefault(host, asyncio.Semaphore(at_once)):
            now = time.monotonic()
            due = max(now, self._due.get(host, now))
            self._delays[host] = max(delay, self._delays.get(host, 0.0))
            self._due[host] = due + self._delays[host]
            await asyncio.sleep(due - now)
            while 0 < (rest := self._rests_until.get(host, 0.0) - time.monotonic()) <= LONGEST_WAIT:
                await asyncio.sleep(rest)
            yield max(0.0, rest)

    def pause(self, host: str, seconds: float) -> None:
        """Nobody asks `host` for so long: it has said that it is busy."""
        self._rests_until[host] = max(self._rests_until.get(host, 0.0), time.monotonic() + seconds)
