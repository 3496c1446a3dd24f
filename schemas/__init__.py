"""What things are: pydantic models shared by every layer. No I/O, and nothing of ours imported."""

from schemas.article import Article, Block, BlockKind
from schemas.award import (
    AwardRecord,
    CountQualifier,
    Level,
    RecipientKind,
    Status,
    record_id,
)
from schemas.extraction import Extraction, Reject, Unrecorded
from schemas.issue import Issue, IssueCode, Severity
from schemas.review import Review, Verdict
from schemas.run import Run, RunState
from schemas.snapshot import Exchange, Snapshot
from schemas.source import Source
from schemas.span import Basis, Evidence, Span
from schemas.title import AwardTitle, TitleGroup

__all__ = [
    "Article",
    "AwardRecord",
    "AwardTitle",
    "Basis",
    "Block",
    "BlockKind",
    "CountQualifier",
    "Evidence",
    "Exchange",
    "Extraction",
    "Issue",
    "IssueCode",
    "Level",
    "RecipientKind",
    "Reject",
    "Review",
    "Run",
    "RunState",
    "Severity",
    "Snapshot",
    "Source",
    "Span",
    "Status",
    "TitleGroup",
    "Unrecorded",
    "Verdict",
    "record_id",
]
