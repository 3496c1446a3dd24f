"""The award record: one fact that a text states. The fields follow the annotation guideline (docs/record.md)."""

import hashlib
import json
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from schemas.base import Model
from schemas.span import Evidence, Span

Rank = Annotated[int, Field(ge=1, le=3)]
Year = Annotated[int, Field(ge=1900, le=2100)]


class Level(StrEnum):
    """The level of a title or of the body that gives it."""

    CO_SO = "co_so"
    TINH = "tinh"
    BO_NGANH = "bo_nganh"
    NHA_NUOC = "nha_nuoc"


class RecipientKind(StrEnum):
    """Person, collective or household."""

    CA_NHAN = "ca_nhan"
    TAP_THE = "tap_the"
    HO_GIA_DINH = "ho_gia_dinh"


class CountQualifier(StrEnum):
    """How exact a count is; `indefinite` goes with no number at all."""

    EXACT = "exact"
    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    INDEFINITE = "indefinite"


class Status(StrEnum):
    """How far the award has come."""

    AWARDED = "awarded"
    PROPOSED = "proposed"
    REGISTERED = "registered"
    REVOKED = "revoked"


FACT_FIELDS = (
    "title",
    "rank",
    "level",
    "issuer",
    "recipient_kind",
    "unit",
    "person",
    "count",
    "count_qualifier",
    "year_from",
    "year_to",
    "status",
)


class AwardRecord(Model):
    """Somebody was given, was put up for, signed up for or lost a title, and the sentence that says so.

    `evidence` maps a field to the span of the canonical text that proves it; the years share the key `year`.
    Every field that holds a value and every record's `quote` has one.
    """

    title: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$", description="code in data/titles.csv")
    rank: Rank | None = None
    level: Level | None = None
    issuer: str | None = Field(default=None, min_length=1, description="who gives it; several joined with '; '")
    recipient_kind: RecipientKind | None = None
    unit: str | None = Field(default=None, min_length=1)
    person: str | None = Field(default=None, min_length=1)
    count: int | None = Field(default=None, ge=1, le=2**31 - 1)
    count_qualifier: CountQualifier
    year_from: Year | None = None
    year_to: Year | None = None
    status: Status
    quote: Span
    evidence: dict[str, Evidence]
    decision_no: str | None = None
    decision_date: date | None = None
    movement: str | None = None
    flags: tuple[str, ...] = ()
    rule: str = Field(default="", description="reading that found the recipient: a rule of data/rules.csv")
    confidence: float | None = Field(
        default=None, ge=0, le=1, description="expected share of strictly right records among such as this one"
    )
    clues: tuple[str, ...] = Field(default=(), description="what the confidence rests on: data/confidence.csv")
    extractor_version: str

    @model_validator(mode="after")
    def _count_fits_qualifier(self) -> Self:
        if (self.count is None) != (self.count_qualifier is CountQualifier.INDEFINITE):
            raise ValueError(f"count {self.count} does not go with qualifier {self.count_qualifier}")
        return self

    @model_validator(mode="after")
    def _years_in_order(self) -> Self:
        if (self.year_from is None) != (self.year_to is None):
            raise ValueError("year_from and year_to are given together or not at all")
        if self.year_from and self.year_to and self.year_from > self.year_to:
            raise ValueError(f"year_from {self.year_from} is after year_to {self.year_to}")
        return self

    @model_validator(mode="after")
    def _person_is_no_collective(self) -> Self:
        if self.person and self.recipient_kind in (None, RecipientKind.TAP_THE):
            raise ValueError(f"{self.person} is a person, but recipient_kind is {self.recipient_kind}")
        return self

    @model_validator(mode="after")
    def _every_value_is_grounded(self) -> Self:
        missing = [name for name in self.grounded_fields() if name not in self.evidence]
        if missing:
            raise ValueError(f"no evidence for {', '.join(missing)}")
        return self

    def grounded_fields(self) -> list[str]:
        """Names of the evidence keys that this record must have."""
        names = [f for f in FACT_FIELDS if f not in ("count_qualifier", "year_from", "year_to")]
        held = [name for name in names if getattr(self, name) is not None]
        return [*held, "year"] if self.year_from is not None else held

    def grounded_in(self, text: str) -> bool:
        """True when the quote and every piece of evidence is exactly what `text` says."""
        return all(span.holds_in(text) for span in (self.quote, *self.evidence.values()))


def record_id(article_id: str, record: AwardRecord) -> str:
    """Stable identity of a fact: 16 hex digits from the source article and the normalised fact.

    Quote, evidence and extractor version stay out, so that a re-run updates a record and never doubles it.
    """
    fact = [_normal(getattr(record, name)) for name in FACT_FIELDS]
    payload = json.dumps([article_id, *fact], ensure_ascii=False)
    return hashlib.sha256(payload.encode()).hexdigest()[:16]


def _normal(value: object) -> object:
    return " ".join(value.casefold().split()) if isinstance(value, str) else value
