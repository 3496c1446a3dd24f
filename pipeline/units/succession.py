"""Which unit came after which, and which ended: data/unit_successions.csv read for the units that there are."""

import re
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from pydantic import Field

from data import read_csv
from pipeline.catalogue import provinces
from pipeline.units.catalogue import plain
from pipeline.units.identity import Unit, unit_of
from pipeline.units.parse import PROVINCE, province_place
from schemas.base import Model


class Succession(Model):
    """What became of units with such a name on a day: one row of data/unit_successions.csv."""

    predecessor: str = Field(min_length=1)
    successor: str = ""
    kinds: tuple[str, ...] = ()
    level: str = ""
    since: date
    is_new: bool
    because: str = Field(min_length=1)


class Step(NamedTuple):
    """What came after a unit; nobody where it ended without one successor."""

    successor: Unit | None
    since: date
    is_new: bool
    because: str


@cache
def successions() -> list[Succession]:
    """The rows in file order. Raises DataError naming file and line at the first that does not fit."""
    return read_csv("unit_successions.csv", Succession, lists=("kinds",))


@lru_cache(maxsize=1 << 8)  # asked for the row of a name, and again for what it leads to
def step_of(unit: Unit) -> Step | None:
    """What became of `unit`, by the first row that fits; None where nothing did, or the name is not complete."""
    if not unit.complete:
        return None
    for row in _fitting(_template(unit), unit.kind, unit.level):
        successor = _successor(unit, row.successor)
        if (successor is None) == (not row.successor):
            return Step(successor, row.since, row.is_new, row.because)
    return None


@lru_cache(maxsize=1 << 12)  # units differ in their places, which templates leave out
def _fitting(template: str, kind: str, level: str | None) -> tuple[Succession, ...]:
    """The rows for such units, in file order."""
    return tuple(
        row
        for row, pattern in _patterns()
        if (not row.kinds or kind in row.kinds) and row.level in ("", level) and pattern.fullmatch(template)
    )


def _successor(unit: Unit, template: str) -> Unit | None:
    place = next((place for place in unit.places if place.tier == PROVINCE), None)
    today = province_place(_today()[place.name]) if place and place.name in _today() else None
    name = template.replace("{unit}", _own(unit))
    name = name.replace("{province}", place.called if place else "").replace("{today}", today.called if today else "")
    found = unit_of(name.strip()) if name else None
    return found if found and found.key != unit.key else None


def _template(unit: Unit) -> str:
    """The plain name with its places as words of the rows: "sở y tế {province}", "tòa án nhân dân {district}"."""
    hole = _HOLES.get(unit.places[0].tier, "") if unit.places else ""
    return f"{plain(_own(unit))} {hole}".strip()


def _own(unit: Unit) -> str:
    """The name without its places."""
    own = unit.name[:1].lower() + unit.name[1:] if not unit.rank else unit.name
    for place in reversed(unit.places):
        own = own.removesuffix(place.called).removesuffix(place.name).rstrip(" ,")
    return own


_HOLES = {PROVINCE: "{province}", 2: "{district}", 3: "{commune}"}


@cache
def _patterns() -> list[tuple[Succession, re.Pattern[str]]]:
    return [(row, _pattern(row.predecessor)) for row in successions()]


def _pattern(template: str) -> re.Pattern[str]:
    words = [word if word.startswith("{") else plain(word) for word in template.split()]
    text = re.escape(" ".join(word for word in words if word))
    return re.compile(
        text.replace(re.escape("{unit}\\ "), "(?:(?P<unit>.+) )?").replace(re.escape("{unit}"), "(?P<unit>.+)")
    )


@cache
def _today() -> dict[str, str]:
    return {province_place(one.name).name: one.today for one in provinces()}
