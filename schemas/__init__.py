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
from schemas.family import Family, Layout, Twin
from schemas.issue import Issue, IssueCode, Severity
from schemas.review import RULINGS, Act, Logged, Review
from schemas.run import Run, RunState
from schemas.snapshot import Exchange, Snapshot
from schemas.source import Api, Expectations, Paging, PagingKind, Selectors, Source
from schemas.span import Basis, Evidence, Span
from schemas.title import AwardTitle, TitleGroup
from schemas.visit import Visit

__all__ = [
    "RULINGS",
    "Act",
    "Api",
    "Article",
    "AwardRecord",
    "AwardTitle",
    "Basis",
    "Block",
    "BlockKind",
    "CountQualifier",
    "Evidence",
    "Exchange",
    "Expectations",
    "Extraction",
    "Family",
    "Issue",
    "IssueCode",
    "Layout",
    "Level",
    "Logged",
    "Paging",
    "PagingKind",
    "RecipientKind",
    "Reject",
    "Review",
    "Run",
    "RunState",
    "Selectors",
    "Severity",
    "Snapshot",
    "Source",
    "Span",
    "Status",
    "TitleGroup",
    "Twin",
    "Unrecorded",
    "Visit",
    "record_id",
]
