"""The law as data: data/eligibility.toml, and what of it is in force on a day."""

from datetime import date
from enum import StrEnum
from functools import cache
from typing import Literal, Self

from pydantic import Field, model_validator

from data.loader import ROOT, read_toml
from pipeline.catalogue import titles
from schemas import Level, RecipientKind
from schemas.base import Model


class Support(StrEnum):
    """How far the text of the law was seen that a rule is taken from."""

    READ = "read"
    SECONDARY = "secondary"
    DOUBTFUL = "doubtful"


class Dated(Model):
    """What is in force from a day, until a day or still."""

    valid_from: date
    valid_until: date = date.max

    def holds(self, on: date) -> bool:
        """Whether it is in force on that day."""
        return self.valid_from <= on <= self.valid_until


class Regime(Dated):
    """The law and the decree of a time."""

    law: str
    decree: str


class Note(Dated):
    """What to bear in mind: always, when evidence is missing, or when the title is held already."""

    when: Literal["always", "missing", "held"]
    vi: str
    en: str
    support: Support


class Need(Model):
    """An award that must have come before.

    `in_a_row`: in years that follow each other, up to the year of the question or the one before;
    `years_before`: that long ago at least; `after_the_first`: later than what the rule's first need found.
    """

    titles: tuple[str, ...] = Field(min_length=1)
    levels: frozenset[Level] = frozenset()
    times: int = Field(default=1, ge=1)
    in_a_row: bool = False
    years_before: int = Field(default=0, ge=0)
    after_the_first: bool = False
    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Rule(Dated):
    """What one article asks of those who are proposed for a title.

    `besides` is what the law asks too and news do not tell; `instead` another way that they do not tell either;
    `doubt` is what of the rule was not checked.
    """

    title: str
    levels: frozenset[Level] = frozenset()
    rank: int | None = None
    recipient: RecipientKind
    law: str = Field(min_length=1)
    article: str
    support: Support
    needs: tuple[Need, ...] = Field(min_length=1)
    besides_vi: str = ""
    besides_en: str = ""
    instead_vi: str = ""
    instead_en: str = ""
    doubt_vi: str = ""
    doubt_en: str = ""

    @model_validator(mode="after")
    def _titles_are_known(self) -> Self:
        unknown = {self.title, *(title for need in self.needs for title in need.titles)} - titles().keys()
        if unknown:
            raise ValueError(f"no such title in data/titles.csv: {', '.join(sorted(unknown))}")
        return self


class Words(Model):
    """A sentence in both languages, with its values as {names}."""

    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Law(Model):
    """All of data/eligibility.toml."""

    words: dict[str, Words]
    regime: tuple[Regime, ...]
    note: tuple[Note, ...]
    rule: tuple[Rule, ...]


@cache
def law() -> Law:
    """The law as it is written down. Raises DataError when the file does not fit."""
    return read_toml(ROOT / "eligibility.toml", Law)


def regime(on: date) -> Regime | None:
    """The law and decree of a day; None before there was a law."""
    return next((row for row in law().regime if row.holds(on)), None)


def rules(on: date) -> list[Rule]:
    """The rules in force on a day, in the order of the file: lower titles first."""
    return [row for row in law().rule if row.holds(on)]


def notes(on: date, when: str) -> list[Note]:
    """The notes for such an answer on a day."""
    return [row for row in law().note if row.when == when and row.holds(on)]
