"""What a user types for a province, and which facts are of it."""

import difflib
from datetime import date
from functools import cache

from pipeline.errors import UsageError
from pipeline.places import Era, eras, province_today, provinces_at
from pipeline.places import today as today_of
from pipeline.search.words import fold

# When a fact was, as where award.province_today is worked out (pipeline/publish/facts.sql).
DAY = "coalesce(least(published, make_date(year_to, 12, 31)), DATE '2025-06-30')"


def province_called(typed: str) -> str:
    """The name as data/ writes it, of today or of before. Raises UsageError, with near names, when there is none."""
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
    if today:
        _check_today(name)
        values.append(name)
        return "province_today = ?"
    values.append(name)
    tests = ["province = ?", *(_of_era(era, values) for era in eras() if era.name == name and {*era.parts} != {name})]
    return f"({' OR '.join(tests)})"


def _of_era(era: Era, values: list[object]) -> str:
    """The facts of a time when the name meant other provinces too."""
    first, last = era.valid_from or date.min, era.valid_until or date.max
    parts = sorted(provinces_at(era.name, era.valid_from or last))
    values += [first, last, *parts]
    return f"({DAY} BETWEEN ? AND ? AND province IN ({', '.join('?' for _ in parts)}))"


def _check_today(name: str) -> None:
    if name not in today_of().values():
        belongs = province_today(name)
        told = f"it is part of {belongs}; ask for that one" if belongs else "it was divided; ask for its parts"
        raise UsageError(f"{name} is no province today: {told}")


@cache
def _named() -> dict[str, str]:
    return {fold(name): era.name for era in eras() for name in (era.name, *era.aliases)}
