"""What a user types for a province."""

import difflib
from functools import cache

from pipeline.errors import UsageError
from pipeline.places import eras
from pipeline.search.words import fold


def province_called(typed: str) -> str:
    """The name as data/ writes it, of today or of before. Raises UsageError, with near names, when there is none."""
    wanted = fold(typed).removeprefix("tinh ").removeprefix("thanh pho ").removeprefix("tp ")
    if wanted not in _named():
        near = [_named()[name] for name in difflib.get_close_matches(wanted, _named(), n=3)]
        told = f"did you mean {', '.join(near)}?" if near else "data/provinces.csv lists them"
        raise UsageError(f"no province is called {typed!r}; {told}")
    return _named()[wanted]


@cache
def _named() -> dict[str, str]:
    return {fold(name): era.name for era in eras() for name in (era.name, *era.aliases)}
