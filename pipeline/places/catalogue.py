"""What data/ knows of provinces: their names over time, and the words that stand before them."""

from datetime import date
from enum import StrEnum
from functools import cache

from pydantic import Field

from data import read_csv
from schemas.base import Model


class Past(Model):
    """A province or city as it was for a time: one row of data/provinces_past.csv. Its days count from both ends."""

    name: str = Field(min_length=1)
    kind: str
    valid_from: date | None = None
    valid_until: date
    parts: tuple[str, ...] = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    law: str = Field(min_length=1)


class Says(StrEnum):
    """What a word before a name, or a longer name, says of it."""

    PROVINCE = "province"  # what follows is a province or a city under the central government
    OTHER = "other"  # what follows is something else that bears a province's name
    NAME = "name"  # a name that only begins like a province's
    PERSON = "person"  # a province's name that organisations bear as a person's: of the place it is said with a word
    BODY = "body"  # a body of a place, which may be a province or not


class PlaceWord(Model):
    """One row of data/place_words.csv; the kind is that of the district or commune that it may stand before."""

    word: str = Field(min_length=1)
    says: Says
    kind: str | None = None


class Commune(Model):
    """A commune on 30 June 2025 and those that it is in since: one row of data/communes.csv.

    A district without communes has a row without one.
    """

    province: str
    district: str
    commune: str | None = None
    today: tuple[str, ...] = Field(min_length=1)


class PastDistrict(Model):
    """A district gone before 30 June 2025, with no other of its name: one row of data/districts_past.csv."""

    province: str
    district: str
    became: tuple[str, ...] = Field(min_length=1)
    since: str


@cache
def past() -> list[Past]:
    """Provinces with other borders than on 30 June 2025. Raises DataError when the file does not fit."""
    return read_csv("provinces_past.csv", Past, lists=("parts", "aliases"))


@cache
def communes() -> list[Commune]:
    """Communes by province and district. Raises as `past` does."""
    return read_csv("communes.csv", Commune, lists=("today",))


@cache
def past_districts() -> list[PastDistrict]:
    """Districts that are not in `communes`, and those that hold their communes there. Raises as `past` does."""
    return read_csv("districts_past.csv", PastDistrict, lists=("became",))


@cache
def kind_words() -> dict[str, str]:
    """The kind of district or commune by the word that stands before its name. Raises as `past` does."""
    return {row.word: row.kind for row in read_csv("place_words.csv", PlaceWord) if row.kind}


@cache
def place_words(*says: Says) -> list[str]:
    """The words that say one of these. Raises as `past` does."""
    return [row.word for row in read_csv("place_words.csv", PlaceWord) if row.says in says]
