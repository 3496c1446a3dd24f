"""What people have reviewed about units: heads of their names, abbreviations, aliases, successions."""

from enum import StrEnum
from functools import cache
from typing import Literal

from pydantic import Field

from data import read_csv, read_lines
from extractors.fold import fold
from schemas.base import Model


class Identity(StrEnum):
    """What besides head and function tells units with such a head apart."""

    CLOSED = "closed"  # nothing: there is one
    ALONE = "alone"  # nothing: their own name is theirs in the whole country
    NAMED = "named"  # nothing, when a word of their own stands in it; else the place
    PLACED = "placed"  # the place
    TERRITORY = "territory"  # the place, for which the body itself stands: its parts are the place's
    LOCAL = "local"  # the place, and a bare province in the name is part of the name
    PART = "part"  # the body of which they are part


class UnitHead(Model):
    """The word that opens a unit's name: one row of data/unit_heads.csv."""

    head: str = Field(min_length=1)
    means: str = ""
    kind: str = Field(pattern=r"^[a-z_]+$")
    tier: str = Field(default="", pattern=r"^(trung_uong|tinh|huyen|xa|)$")
    rank: int = Field(ge=1, le=5)
    identity: Identity
    implies: str = ""
    parent: str = ""
    bare: Literal["yes", "no"]  # whether it is a whole name without words of its own: "Công an", and not "Sở"


class UnitAbbreviation(Model):
    """An abbreviation in units' names: one row of data/unit_abbreviations.csv."""

    short: str = Field(min_length=1)
    long: str = Field(min_length=1)


class UnitAlias(Model):
    """A name that means another one; `{name}` stands for the same words in both: one row of data/unit_aliases.csv."""

    alias: str = Field(min_length=1)
    canonical: str = Field(min_length=1)
    scope: Literal["all"]  # everywhere; names that mean something else from page to page are ruled on in units.csv
    note: str = Field(min_length=1)


class PlaceWord(Model):
    """A word before a place's name, and how large such places are: one row of data/unit_place_words.csv."""

    word: str = Field(min_length=1)
    tier: int = Field(ge=1, le=4)


@cache
def heads() -> dict[str, UnitHead]:
    """Heads by folded words without joints. Raises DataError naming file and line at a row that does not fit."""
    return {plain(row.head): row for row in read_csv("unit_heads.csv", UnitHead)}


@cache
def abbreviations() -> dict[str, str]:
    """Long forms by abbreviation, as printed. Raises as `heads`."""
    return {row.short: row.long for row in read_csv("unit_abbreviations.csv", UnitAbbreviation)}


@cache
def aliases() -> list[UnitAlias]:
    """Aliases in file order. Raises as `heads`."""
    return read_csv("unit_aliases.csv", UnitAlias)


@cache
def place_words() -> dict[str, int]:
    """Size of a place by the folded word before its name: 1 province to 4 hamlet. Raises as `heads`."""
    return {fold(row.word): row.tier for row in read_csv("unit_place_words.csv", PlaceWord)}


@cache
def phrases(file: str) -> frozenset[str]:
    """A list of phrases of data/, as plain words."""
    return frozenset(map(plain, read_lines(file)))


def plain(text: str) -> str:
    """Folded words of `text` without the joints that names are printed with or without: "và", "-", ","."""
    bare = "".join(char if char.isalnum() or char in "'/" else " " for char in fold(text))
    return " ".join(word for word in bare.split() if word not in _JOINTS)


_JOINTS = {"và", "của", "thuộc"}
