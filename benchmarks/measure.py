"""CPU time, and beginning anew in a process that is warm."""

import gc
import re
import sys
import time
from collections.abc import Callable, Iterator
from inspect import signature
from statistics import median
from typing import Any

_BY_TEXT = ("extractors", "scrapers.text")  # whose bounded caches hold what was made of texts


_REPEATED = 5


def steady(work: Callable[[], object]) -> float:
    """CPU seconds of work that is short and may be done again: the median of several times."""
    return median(seconds(work) for _ in range(_REPEATED))


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of all threads; what others have left to the collector of garbage is not charged."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def forget() -> None:
    """Empty the caches that remember texts; what is loaded or compiled once and for all stays.

    So a text that is read again is read as if it were new.
    """
    re.purge()
    for cache in list(_bounded_caches()):
        cache.cache_clear()


def _bounded_caches() -> Iterator[Any]:
    for name, module in list(sys.modules.items()):
        if name.startswith(_BY_TEXT):
            for value in vars(module).values():
                known = getattr(value, "cache_parameters", None)
                if known and known()["maxsize"] is not None and signature(value).parameters:
                    yield value
