"""Guessing passwords is slowed down: after a few wrong ones each further try has to wait, twice as long each time."""

import threading
import time
from collections.abc import Callable
from typing import NamedTuple

FORGOTTEN = 900  # seconds after which a wrong password no longer counts
MOST_KEPT = 10_000


class Key(NamedTuple):
    """Of whom tries are counted, and how many are free."""

    who: tuple[str, ...]
    free: int


class Tries(NamedTuple):
    """How many there were, and when the last one was."""

    number: int
    last: float


class Patience:
    """Counts in memory. A name is counted by address first, so that a stranger cannot shut its owner out at once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tries: dict[tuple[str, ...], Tries] = {}

    def wait(self, name: str, address: str) -> int:
        """Count a try; 0 when it may be made, else the seconds to wait, and it is not counted."""
        now = self._clock()
        with self._lock:
            self._forget(now)
            left = max(self._left(key, now) for key in _keys(name, address))
            if left > 0:
                return int(left) + 1
            for key in _keys(name, address):
                count = self._tries[key.who].number if key.who in self._tries else 0
                self._tries[key.who] = Tries(count + 1, now)
        return 0

    def right(self, name: str, address: str) -> None:
        """The password was right: what went before is forgiven this name at this address."""
        with self._lock:
            self._tries.pop(_keys(name, address)[0].who, None)

    def _left(self, key: Key, now: float) -> float:
        tries = self._tries.get(key.who)
        if tries is None or tries.number < key.free:
            return 0
        return tries.last + min(2.0 ** (tries.number - key.free), FORGOTTEN) - now

    def _forget(self, now: float) -> None:
        if len(self._tries) > MOST_KEPT:
            newest = sorted(self._tries.items(), key=lambda item: -item[1].last)[: MOST_KEPT // 2]
            self._tries = dict(newest)
        self._tries = {who: tries for who, tries in self._tries.items() if now - tries.last < FORGOTTEN}


def _keys(name: str, address: str) -> list[Key]:
    return [Key(("both", name, address), 5), Key(("address", address), 30), Key(("name", name), 100)]
