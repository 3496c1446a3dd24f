"""Models as rows of the working database: plain dicts by column name."""

import hashlib
import json
from datetime import datetime
from typing import Any

from pipeline.catalogue import issue_codes
from pipeline.checks import Examined, Flagged
from schemas import Article, AwardRecord, Issue, Reject, record_id
from schemas.award import FACT_FIELDS

Row = dict[str, Any]

# What the extractor does not look at: a change of it calls for no new extraction.
NOT_READ = {"article_id", "doc", "url", "source", "author", "layout", "attachments", "attached_to"}
BESIDES = ("decision_no", "movement", "rule", "confidence", "clues", "extractor_version")
AWARD_COLUMNS = (
    *FACT_FIELDS, *BESIDES, "record_id", "article_id", "quote", "quote_start", "quote_end", "decision_date", "flags",
    "first_seen", "last_seen", "withdrawn_at", "withdrawn_because",
)  # fmt: skip
EVIDENCE_COLUMNS = ("record_id", "field", "span_start", "span_end", "quote", "basis")


def article_row(article: Article, number: int, at: datetime) -> Row:
    """One row of `article`, seen just now, not extracted yet."""
    values = article.model_dump(mode="json", exclude={"published", "blocks"})
    blocks = json.dumps([block.model_dump(mode="json", exclude_defaults=True) for block in article.blocks])
    return {
        **values,
        "number": number,
        "published": article.published,
        "blocks": blocks,
        "text_sha256": digest(article.text),
        "input_sha256": input_digest(article),
        "first_seen": at,
        "last_seen": at,
        "text_since": at,
        "checked_at": at,
        "missing_since": None,
        "gone_at": None,
    }


def award_row(article_id: str, record: AwardRecord) -> Row:
    """One row of `award`, present; when it was seen is told when it is stored."""
    facts = record.model_dump(mode="json", include={*FACT_FIELDS, *BESIDES})
    return {
        **facts,
        "record_id": record_id(article_id, record),
        "article_id": article_id,
        "quote": record.quote.quote,
        "quote_start": record.quote.start,
        "quote_end": record.quote.end,
        "decision_date": record.decision_date,
        "flags": list(record.flags),
        "withdrawn_at": None,
        "withdrawn_because": None,
    }


def evidence_rows(article_id: str, record: AwardRecord) -> list[Row]:
    """Rows of `evidence`, one a field."""
    identity = record_id(article_id, record)
    return [
        {
            "record_id": identity,
            "field": field,
            "span_start": span.start,
            "span_end": span.end,
            "quote": span.quote,
            "basis": span.basis.value,
        }
        for field, span in record.evidence.items()
    ]


def quarantine_row(examined: Examined, reject: Reject) -> Row:
    """One row of `quarantine` but for run and time; the same candidate refused again is the same row."""
    article_id = examined.article.article_id
    value = json.dumps(reject.value, ensure_ascii=False, sort_keys=True, default=str)
    return {
        "quarantine_id": digest(article_id, reject.reason, str(reject.span.start), str(reject.span.end), value)[:16],
        "article_id": article_id,
        "reason": reject.reason,
        "message": reject.message,
        "span_start": reject.span.start,
        "span_end": reject.span.end,
        "quote": reject.span.quote,
        "value": value,
        "extractor_version": examined.extractor_version,
        "withdrawn_at": None,
    }


def flag_row(article_id: str, flagged: Flagged) -> Row:
    """One row of `issue`, but for run and time, for a record that a check flagged."""
    code, message = flagged.finding
    return {
        **_open(code, flagged.record_id),
        "severity": issue_codes()[code].severity.value,
        "stage": "check",
        "message": message,
        "article_id": article_id,
        "source": None,
        "page": False,
        "again": False,
    }


def issue_row(issue: Issue, stage: str, article_id: str | None = None) -> Row:
    """One row of `issue`, but for run and time."""
    return {
        **_open(issue.code, issue.subject),
        "severity": issue.severity.value,
        "stage": stage,
        "message": issue.message,
        "article_id": article_id,
        "source": issue.source,
        "page": issue.page,
        "again": issue.again,
    }


def _open(code: str, subject: str) -> Row:
    """The same code about the same subject is the same row."""
    return {"issue_id": digest(code, subject)[:16], "code": code, "subject": subject, "closed_at": None}


def input_digest(article: Article) -> str:
    """Fingerprint of all that the extractor reads: a change of it calls for a new extraction."""
    return digest(article.model_dump_json(exclude=NOT_READ))


def digest(*parts: str) -> str:
    """SHA-256 of the parts, in hex."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
