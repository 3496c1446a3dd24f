"""A random sample as it is kept: enough to draw it again, and to judge it after later publications."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import Field, field_validator

from schemas import AwardRecord
from schemas.award import Year
from schemas.base import Model


class Kind(StrEnum):
    """What was drawn: facts tell how many of them are right, articles how many facts were found in them."""

    FACTS = "facts"
    ARTICLES = "articles"


class Scope(Model):
    """Which part of the facts, or (by source alone) of the articles, is sampled; without anything, all of them."""

    title: str | None = None
    source: str | None = None
    province: str | None = None
    year: Year | None = None
    extractor_version: str | None = None

    @field_validator("*", mode="before")
    @classmethod
    def _blank_is_none(cls, value: object) -> object:
        return (value.strip() or None) if isinstance(value, str) else value

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self == Scope()


class Wish(Model):
    """What is to be drawn."""

    kind: Kind = Kind.FACTS
    name: str = Field(default="", max_length=120)
    size: int = Field(ge=2, le=5000)
    seed: int = Field(ge=0, lt=2**53)
    scope: Scope = Scope()


class Stratum(Model):
    """A part of the frame that is drawn from by itself; where cells are pooled, title or source is not told."""

    title: str | None = None
    source: str | None = None
    cells: int = Field(ge=1, description="how many pairs of title and source it holds")
    size: int = Field(ge=1)
    drawn: int = Field(ge=0)


class Drawn(Model):
    """A fact or article that was drawn, and of a fact what the extractor told then."""

    subject: str
    article_id: str
    source: str | None = None
    stratum: int = Field(ge=0)
    told: AwardRecord | None = None


class Sample(Model):
    """A sample: of which publication, how it was drawn, and what."""

    wish: Wish
    drawn_by: str = Field(min_length=1)
    drawn_at: datetime = Field(description="UTC, without time zone")
    run_id: str | None = Field(description="the run that had published what was drawn from")
    published_at: datetime
    extractor_versions: tuple[str, ...]
    frame: int = Field(ge=1, description="how many there were to draw from")
    strata: tuple[Stratum, ...]
    drawn: tuple[Drawn, ...]


class Kept(Model):
    """A sample in the store, under its number."""

    number: int = Field(ge=1)
    sample: Sample

    @classmethod
    def of(cls, number: int, text: str) -> Self:
        """The sample out of the JSON that is stored."""
        return cls(number=number, sample=Sample.model_validate_json(text))

    @property
    def name(self) -> str:
        """What it is called: its name, or its number."""
        return self.sample.wish.name or f"#{self.number}"
