"""Titles whose records the checks refuse: they are told like every other mention without a record."""

from collections.abc import Iterable, Iterator

from pipeline.checks.model import Finding
from schemas import Article, AwardRecord, Span, Unrecorded, record_id

Refused = tuple[AwardRecord, Finding]


def untold(article: Article, kept: Iterable[AwardRecord], refused: Iterable[Refused]) -> Iterator[Unrecorded]:
    """Titles of refused records that no other record has, each with the first refusal."""
    told = {record.evidence["title"].start for record in kept}
    for record, finding in refused:
        span = record.evidence["title"]
        if span.start not in told and span.holds_in(article.text):
            told.add(span.start)
            title = Span.of(article.text, span.start, span.end)
            yield Unrecorded(span=title, reason=finding.code, record_id=record_id(article.article_id, record))
