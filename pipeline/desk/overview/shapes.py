"""The outlines of Vietnam's provinces: data/map/*.csv. How they were made: docs/data-files.md."""

from functools import cache
from typing import Literal

from pydantic import Field

from data import ROOT, DataError, read_csv
from schemas.base import Model

When = Literal["then", "today"]
FOLDER = "map"
VIEW_BOX = "0 0 1440 2200"  # the paper that all paths of data/map are drawn on: 130 units are a degree of latitude
PATH = r"^M[-0-9MlaHVz ]+z$"


class Shape(Model):
    """The outline of one province, with its islands."""

    name: str = Field(min_length=1)
    path: str = Field(pattern=PATH)


class Archipelago(Model):
    """Islands far off the coast, drawn larger than they are; in a frame where they are drawn elsewhere."""

    name: str = Field(min_length=1)
    province: str = Field(min_length=1)
    path: str = Field(pattern=PATH)
    frame: str | None = Field(default=None, pattern=PATH)
    x: int = Field(ge=0)
    y: int = Field(ge=0)


@cache
def shapes(when: When) -> tuple[Shape, ...]:
    """The 63 provinces until 30 June 2025 (`then`), or the 34 since (`today`).

    Raises DataError, naming the file, where a row does not fit or a province is there twice.
    """
    name = f"{FOLDER}/{when}.csv"
    rows = read_csv(name, Shape)
    if twice := sorted({row.name for row in rows if sum(row.name == other.name for other in rows) > 1}):
        raise DataError(f"{ROOT / name}: {twice[0]} is there twice")
    return tuple(rows)


@cache
def archipelagos() -> tuple[Archipelago, ...]:
    """Hoàng Sa and Trường Sa. Raises DataError as `shapes` does."""
    return tuple(read_csv(f"{FOLDER}/archipelagos.csv", Archipelago))
