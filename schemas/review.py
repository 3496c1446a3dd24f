"""What auditors did: rulings on facts, kept apart from extraction and for good (docs/reviews.md)."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from schemas.award import AwardRecord
from schemas.base import Model


class Act(StrEnum):
    """What an auditor can do. The first four rule on a fact; `checked` says that an article holds no other fact."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    ADDED = "added"
    COMMENTED = "commented"
    UNDONE = "undone"
    CHECKED = "checked"


RULINGS = (Act.CONFIRMED, Act.CORRECTED, Act.REJECTED, Act.ADDED)
NEEDS_AFTER = (Act.CORRECTED, Act.ADDED)


class Review(Model):
    """One act of one auditor, as it stays in the log.

    `subject` is the id of the record that was ruled on, of an added fact the id that it got, and of `checked` the
    article's. `extracted` is what the extractor told, `before` what held until then (by an earlier ruling, it may be),
    `after` what holds since. Offsets are those of the text whose hash is `text_sha256`.
    """

    act: Act
    subject: str = Field(min_length=1)
    article_id: str = Field(min_length=1)
    text_sha256: str = Field(min_length=1)
    reviewer: str = Field(min_length=1)
    at: datetime = Field(description="UTC, without time zone", json_schema_extra={"format": "local-date-time"})
    extracted: AwardRecord | None = None
    before: AwardRecord | None = None
    after: AwardRecord | None = None
    reason: str | None = Field(default=None, description="why it was rejected: a code of data/reject_reasons.csv")
    comment: str = Field(default="", max_length=4000)
    undoes: int | None = Field(default=None, description="number of the review that is taken back")

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        for is_needed, value, name in (
            (self.act in NEEDS_AFTER, self.after, "after"),
            (self.act is Act.REJECTED, self.reason, "reason"),
            (self.act is Act.UNDONE, self.undoes, "undoes"),
            (self.act is Act.COMMENTED, self.comment, "comment"),
        ):
            if bool(value) != is_needed and (is_needed or name != "comment"):
                raise ValueError(f"{self.act} goes {'with' if is_needed else 'without'} {name}")
        return self


class Logged(Model):
    """A review in the log: `number` counts them from 1, without gaps."""

    number: int = Field(ge=1)
    review: Review
