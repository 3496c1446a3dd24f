"""What a user types for a province, and which facts are of it."""

import difflib
from datetime import date
from functools import cache

from pipeline.catalogue import provinces
from pipeline.errors import UsageError
from pipeline.search.words import fold

# Nghị quyết 202/2025/QH15: 63 provinces become 34.
MERGED = date(2025, 7, 1)

# When a fact was: the day of its article, brought into the years that the fact is of.
DAY = "least(greatest(published, make_date(year_from, 1, 1)), make_date(year_to, 12, 31))"


def province_called(typed: str) -> str:
    """The name as data/provinces.csv writes it. Raises UsageError, with near names, when there is none."""
    wanted = fold(typed).removeprefix("tinh ").removeprefix("thanh pho ").removeprefix("tp ")
    if wanted not in _named():
        near = [_named()[name] for name in difflib.get_close_matches(wanted, _named(), n=3)]
        told = f"did you mean {', '.join(near)}?" if near else "data/provinces.csv lists them"
        raise UsageError(f"no province is called {typed!r}; {told}")
    return _named()[wanted]


def in_province(typed: str, values: list[object], *, today: bool) -> str:
    """The SQL condition for facts of the province that was called so at the time, or with `today` of its land today.

    Raises UsageError for a name that no province has, or with `today` none of today's.
    """
    name = province_called(typed)
    parts = [province.name for province in provinces() if province.today == name]
    if today and not parts:
        belongs = next(province.today for province in provinces() if province.name == name)
        raise UsageError(f"{name} is no province today: since 2025-07-01 it is part of {belongs}; ask for that one")
    if today:
        values.append(name)
        return "province_today = ?"
    values += [name, MERGED, *parts]
    joined = f"province IN ({', '.join('?' for _ in parts)})" if parts else "false"
    return f"(province = ? OR (({DAY}) >= ? AND {joined}))"


@cache
def _named() -> dict[str, str]:
    return {fold(name): province.name for province in provinces() for name in (province.name, *province.aliases)}
