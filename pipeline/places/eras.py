"""What a province's name meant at a time: the 63 until 30 June 2025, the 34 since, and those before the splits.

Borders are told in parts: the 63, and Hà Tây, which was a province of its own until 31 July 2008. The days are those of
the National Assembly's resolutions: 202/2025/QH15 for 2025, data/provinces_past.csv for the earlier ones.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline import catalogue
from pipeline.places.catalogue import past

MERGED = date(2025, 7, 1)
MERGER = "202/2025/QH15"


class Era(NamedTuple):
    """A province's name while it meant the same: its first and last day (None: before all, or still), and its parts."""

    name: str
    kind: str
    valid_from: date | None
    valid_until: date | None
    parts: tuple[str, ...]
    today: str | None  # the province that all its parts belong to; None when they belong to several
    aliases: tuple[str, ...]
    law: str | None  # what ended it


@cache
def eras() -> tuple[Era, ...]:
    """Every province of every time, by name and time."""
    every = [*_past(), *_until_2025(), *_since_2025()]
    return tuple(sorted(every, key=lambda era: (era.name, era.valid_from or date.min, era.valid_until or date.max)))


@lru_cache(maxsize=10_000)
def era_of(name: str, on: date | None = None) -> Era | None:
    """What the name meant on a day, or before 1 July 2025: the last that had begun, else the first; None if unknown."""
    named = [era for era in eras() if name in (era.name, *era.aliases)]
    begun = [era for era in named if (era.valid_from or date.min) <= (on or MERGED - timedelta(days=1))]
    return next(iter([*reversed(begun), *named]), None)


def provinces_at(name: str, on: date) -> set[str]:
    """The provinces, as of 30 June 2025, that the name meant on a day; empty when there never was one of that name.

    An older province is among those that it consists of, for a fact may tell no more: Hà Bắc is {Hà Bắc, Bắc Giang,
    Bắc Ninh}.
    """
    meant = era_of(name, on)
    if not meant:
        return set()
    return {*meant.parts} if meant.name in _part_of() else {meant.name, *meant.parts}


@cache
def meant_before(name: str) -> frozenset[str]:
    """The provinces, as of 30 June 2025, that the name ever meant until then."""
    begun = [era for era in eras() if era.name == name and era.valid_from != MERGED]
    return frozenset(part for era in begun for part in era.parts)


def today() -> dict[str, str]:
    """The province that each one of the 63 belongs to since 1 July 2025."""
    return {province.name: province.today for province in catalogue.provinces()}


def province_today(name: str, on: date | None = None) -> str | None:
    """The province of today that what the name meant belongs to; None when it was divided, or is unknown."""
    meant = era_of(name, on)
    return meant.today if meant else None


def _past() -> Iterable[Era]:
    for row in past():
        yield Era(
            row.name, row.kind, row.valid_from, row.valid_until, row.parts, _now(row.parts), row.aliases, row.law
        )  # fmt: skip


def _until_2025() -> Iterable[Era]:
    for row in catalogue.provinces():
        merged = row.name not in _unchanged()
        parts = (row.name, "Hà Tây") if row.name == "Hà Nội" else (row.name,)
        yield Era(
            row.name, row.kind, _since(row.name), MERGED - timedelta(days=1) if merged else None,
            parts, row.today, row.aliases, MERGER if merged else None,
        )  # fmt: skip


def _since_2025() -> Iterable[Era]:
    kinds = {row.name: row for row in catalogue.provinces()}
    for name in sorted(set(today().values()) - _unchanged()):
        parts = tuple(sorted(old for old, new in today().items() if new == name))
        yield Era(name, kinds[name].kind, MERGED, None, parts, name, kinds[name].aliases, None)


def _since(name: str) -> date | None:
    """The day after the last province that it was a part of, or that had its name."""
    ends = [row.valid_until for row in past() if name in (row.name, *row.parts)]
    return max(ends) + timedelta(days=1) if ends else None


@cache
def _unchanged() -> frozenset[str]:
    """The 11 that the merger left as they were."""
    stays = list(today().values())
    return frozenset(name for name in stays if stays.count(name) == 1)


@cache
def _part_of() -> dict[str, str]:
    return {**today(), "Hà Tây": "Hà Nội"}


def _now(parts: Iterable[str]) -> str | None:
    found = {_part_of()[part] for part in parts}
    return found.pop() if len(found) == 1 else None
