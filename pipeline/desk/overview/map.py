"""The parts of a map that shades each province by a count, for templates/overview/_map.html."""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from data import ROOT, DataError
from pipeline.desk.overview.shapes import FOLDER, VIEW_BOX, Archipelago, When, archipelagos, shapes

STEPS = 5  # shades q1 to q5 of static/map.css; q0 is nothing


@dataclass(frozen=True, slots=True)
class Area:
    """A province on the map; its path holds its archipelago too."""

    name: str
    count: int
    step: int
    href: str | None
    path: str


@dataclass(frozen=True, slots=True)
class Shade:
    """A line of the legend: the counts, both included, that a shade stands for."""

    step: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class ProvinceMap:
    """All that the template draws."""

    when: When
    view_box: str
    areas: tuple[Area, ...]
    archipelagos: tuple[Archipelago, ...]
    legend: tuple[Shade, ...]


def province_map(counts: Mapping[str, int], when: When, href: Callable[[str], str | None]) -> ProvinceMap:
    """The map of counts by province; `href` gives the address that a province with a count leads to.

    Raises DataError when a count is about a province that the map lacks: it must not vanish.
    """
    drawn = shapes(when)
    if missing := sorted(set(counts) - {shape.name for shape in drawn}):
        raise DataError(f"{ROOT / FOLDER / when}.csv: no outline of {missing[0]}: add it, or count under another name")
    islands = {group.province: group.path for group in archipelagos()}
    tops = limits(max(counts.values(), default=0))
    areas = (
        Area(
            name=shape.name,
            count=(count := counts.get(shape.name, 0)),
            step=bisect_left(tops, count) + 1 if count else 0,
            href=href(shape.name) if count else None,
            path=shape.path + islands.get(shape.name, ""),
        )
        for shape in drawn
    )
    return ProvinceMap(when, VIEW_BOX, tuple(areas), archipelagos(), _legend(tops))


def limits(most: int) -> list[int]:
    """The highest count of each shade; each is a like multiple of the one before: a few provinces hold most awards."""
    if most < 1:
        return []
    return sorted({ceil(round(most ** (step / STEPS), 6)) for step in range(1, STEPS)} | {most})


def _legend(tops: list[int]) -> tuple[Shade, ...]:
    lows = [1, *(top + 1 for top in tops[:-1])]
    spans = zip(lows, tops, strict=False)
    return (Shade(0, 0, 0), *(Shade(step, low, top) for step, (low, top) in enumerate(spans, start=1)))
