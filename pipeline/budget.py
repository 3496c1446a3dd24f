"""How long a run may take: no request and no batch begins when its time is used up; publishing always happens."""

import math
import re
import time
from collections.abc import Callable
from datetime import timedelta

SHARE_OF_SCRAPING = 0.8  # the rest is for extraction, so that a night with much to read still learns something

_UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_LENGTH = re.compile(r"(?:\d+(?:\.\d+)?[dhms])+")
_PART = re.compile(r"(\d+(?:\.\d+)?)([dhms])")


def duration(written: str) -> timedelta:
    """`5h`, `90m` or `1h30m` as a length of time. Raises ValueError for what is none, and for none at all."""
    text = written.replace(" ", "").lower()
    parts = [timedelta(**{_UNITS[unit]: float(number)}) for number, unit in _PART.findall(text)]
    total = sum(parts, timedelta())
    if not _LENGTH.fullmatch(text) or total <= timedelta():
        raise ValueError(f"{written!r} is no length of time: write it as 5h, 90m or 1h30m")
    return total


class Budget:
    """The time of one run, from now on, by a clock that nobody sets back. Without a length it never ends."""

    def __init__(self, length: timedelta | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        seconds = length.total_seconds() if length else math.inf
        self.length = length
        self._clock = clock
        began = clock()
        self.scraping_ends = began + SHARE_OF_SCRAPING * seconds
        self._ends = began + seconds

    @property
    def told(self) -> str:
        """The length as it is read back: `1:30:00`."""
        return str(self.length or "no limit")

    @property
    def is_used_up(self) -> bool:
        """Whether no further batch may begin."""
        return self._clock() >= self._ends
