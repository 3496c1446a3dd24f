"""Stretches of canonical text, and what they prove."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from schemas.base import Model


class Span(Model):
    """A half-open stretch [start, end) of an article's canonical text, in characters.

    `quote` repeats the stretch letter for letter; `holds_in` tells whether it still does.
    """

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    quote: str = Field(min_length=1)

    @model_validator(mode="after")
    def _length_fits(self) -> Self:
        if self.end - self.start != len(self.quote):
            raise ValueError(f"span {self.start}:{self.end} is not as long as its quote {self.quote!r}")
        return self

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """Cut `text[start:end]`; raises ValueError when the stretch is empty or outside the text."""
        return cls(start=start, end=end, quote=text[start:end])

    def holds_in(self, text: str) -> bool:
        """True when this span is exactly what `text` says at its offsets."""
        return text[self.start : self.end] == self.quote


class Basis(StrEnum):
    """How a field's value follows from its span."""

    STATED = "stated"  # the span says it
    COMPLETED = "completed"  # the span says it in short; the rest stands elsewhere in the text
    INFERRED = "inferred"  # a rule of the guideline derives it (level from issuer, year from the date line)


class Evidence(Span):
    """A span that proves one field of a record, and how."""

    basis: Basis = Basis.STATED
