"""A file to checked records, and a record to the JSON object that `parse` prints."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from extractors import extract, may_hold_award
from pipeline.checks import Examined, examine
from schemas import Article, AwardRecord, Evidence, record_id
from schemas.award import FACT_FIELDS
from scrapers.files import read_article

# Keys that others depend on (docs/parse.md); those after them may grow.
CONTRACT = ("doc", *FACT_FIELDS, "quote", "evidence")
EXTRA = ("decision_no", "decision_date", "movement", "flags", "rule", "confidence", "clues", "extractor_version")


def parse_file(path: Path, *, published: date | None = None) -> Examined:
    """Read, extract and check one file; a text without any title is not even laid out.

    Raises scrapers.errors.UnreadableInput.
    """
    article = read_article(path, lay_out=may_hold_award)
    if published is not None:
        article = article.model_copy(update={"published": published})
    return examine(article, extract(article))


def record_lines(parsed: Examined) -> Iterator[str]:
    """One line of JSON for each record, in text order."""
    for record in parsed.records:
        identity = record_id(parsed.article.article_id, record)
        messages = {flag.finding.code: flag.finding.message for flag in parsed.flagged if flag.record_id == identity}
        yield json.dumps({**as_dict(parsed.article, record), "flag_messages": messages}, ensure_ascii=False)


def as_dict(article: Article, record: AwardRecord) -> dict[str, Any]:
    """`record` with plain values: the keys of the contract first, then what else is known."""
    values = record.model_dump(mode="json", include={*FACT_FIELDS, *EXTRA})
    return {
        "doc": article.doc,
        **{key: values[key] for key in FACT_FIELDS},
        "quote": record.quote.quote,
        "evidence": _evidence(record),
        **{key: values[key] for key in EXTRA},
        "quote_start": record.quote.start,
        "quote_end": record.quote.end,
        "record_id": record_id(article.article_id, record),
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
    }


def _evidence(record: AwardRecord) -> dict[str, dict[str, Any]]:
    """Evidence by field name; the years, which share one span, are both listed."""
    evidence: dict[str, dict[str, Any]] = {}
    for key, span in record.evidence.items():
        for field in ("year_from", "year_to") if key == "year" else (key,):
            evidence[field] = _span(span)
    return evidence


def _span(span: Evidence) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "quote": span.quote, "basis": span.basis.value}
