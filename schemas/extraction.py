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


class Unrecorded(Model):
    """A title mention that is no record's title: why not, and which record tells its fact, if one does."""

    span: Span
    reason: str  # a code from data/issue_codes.csv
    record_id: str | None = None


class Extraction(Model):
    """Facts and rejected candidates of one article, in text order.

    Every title mention is the title evidence of a record or stands once in `unrecorded`.
    """

    records: tuple[AwardRecord, ...] = ()
    rejects: tuple[Reject, ...] = ()
    unrecorded: tuple[Unrecorded, ...] = ()
    extractor_version: str
