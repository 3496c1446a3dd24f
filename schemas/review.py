"""What an auditor ruled on a record. Reviews are kept apart from extraction (docs/architecture.md)."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.span import Span


class Verdict(StrEnum):
    """`corrected` comes with `changes`."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"


class Review(Model):
    """A ruling holds while the record's quoted span is unchanged."""

    record_id: str
    article_id: str
    quote: Span
    verdict: Verdict
    changes: dict[str, object] = Field(default_factory=dict)
    reviewer: str = Field(min_length=1)
    reviewed_at: datetime
    comment: str = ""
