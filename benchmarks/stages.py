"""Where the time of a run goes: wrappers round the real functions, put on for one measurement and taken off after it.

Each stage is charged what passes between its calls and those of other stages that it makes, so all add up to the whole.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import reduce, wraps
from importlib import import_module
from typing import Any, Protocol
from unittest.mock import patch

# The functions that open each stage, as MODULE:NAME of where they are defined.
STAGES = {
    "read": ("scrapers.files:read_article",),
    "plain text to lines": ("scrapers.text.plain:article_from_text",),
    "HTML to text": ("scrapers.pages.article:article_from_html",),
    "gate": ("extractors.gate:may_hold_award",),
    "NLP": ("extractors.nlp:read", "extractors.passages:sentences"),
    "linking": ("extractors.extract:extract",),
    "validation": ("extractors.build:Builder.records", "pipeline.checks.examine:examine"),
    "load": ("pipeline.store.load:load",),
    "publish": ("pipeline.publish.build:publish",),
}
REST = "the rest"
_OURS = ("scrapers", "extractors", "pipeline", "benchmarks")


class Meter(Protocol):
    """What watches the stages."""

    def enter(self, stage: str) -> str:
        """From now on it is `stage` that runs; returns which ran until now."""


class Clock:
    """CPU seconds of each stage, of all threads; it starts when it is first told of one."""

    def __init__(self, now: Callable[[], float] = time.process_time) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._now = now
        self._stage = REST
        self._since: float | None = None

    def enter(self, stage: str) -> str:
        """Charge what has passed to the stage that ran until now."""
        before, moment = self._stage, self._now()
        if self._since is not None:
            self.spent[before] += moment - self._since
        self._stage, self._since = stage, moment
        return before


@contextmanager
def watched(meter: Meter) -> Iterator[None]:
    """While the block runs, `meter` is told of every stage; then the functions are themselves again.

    Raises AttributeError or ImportError, naming it, when a function of STAGES is no longer there.
    """
    with ExitStack() as held:
        for stage, points in STAGES.items():
            for point in points:
                _wrap(held, meter, stage, point)
        meter.enter(REST)
        yield
        meter.enter(REST)


def _wrap(held: ExitStack, meter: Meter, stage: str, point: str) -> None:
    """Put a wrapper wherever our modules hold the function by name."""
    where, name = point.split(":")
    *owners, last = name.split(".")
    owner = reduce(getattr, owners, import_module(where))
    function = getattr(owner, last)
    wrapper = _wrapped(function, meter, stage)
    for holder in [owner] if owners else _holders(last, function):
        held.enter_context(patch.object(holder, last, wrapper))


def _holders(name: str, function: object) -> list[object]:
    ours = [module for key, module in list(sys.modules.items()) if key.split(".")[0] in _OURS]
    return [module for module in ours if vars(module).get(name) is function]


def _wrapped(function: Callable[..., Any], meter: Meter, stage: str) -> Callable[..., Any]:
    @wraps(function)
    def run(*given: object, **named: object) -> object:
        before = meter.enter(stage)
        try:
            return function(*given, **named)
        finally:
            meter.enter(before)

    return run


def shares(spent: dict[str, float]) -> dict[str, float]:
    """Parts of the whole in per cent, in the order of STAGES, what is left over last."""
    whole = sum(spent.values()) or 1.0
    return {stage: 100 * spent.get(stage, 0.0) / whole for stage in (*STAGES, REST)}
