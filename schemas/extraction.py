"""What reading one article gives."""

from pydantic import Field

from schemas.award import AwardRecord
from schemas.base import Model
from schemas.span import Span


class Reject(Model):
    """Something that looked like a fact and is not stored as one: kept with its reason, never dropped."""

    reason: str  # a code from data/issue_codes.csv
    message: str
    span: Span
    value: dict[str, object] = Field(default_factory=dict)


class Extraction(Model):
    """Facts and rejected candidates of one article, in text order."""

    records: tuple[AwardRecord, ...] = ()
    rejects: tuple[Reject, ...] = ()
    extractor_version: str
