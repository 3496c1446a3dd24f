"""Does what a ruling was said of still stand in a text: at its place, or moved as a whole."""

from enum import StrEnum
from typing import TypeVar

from schemas import AwardRecord, Evidence, Span

T = TypeVar("T", bound=Span)


class Lost(StrEnum):
    """Why a ruling cannot be applied any more, and its fact is to be looked at again."""

    TEXT_CHANGED = "text-changed"  # its quote is not there, or there more than once
    EVIDENCE_CHANGED = "evidence-changed"  # its quote is, and what proves a value is not
    ARTICLE_GONE = "article-gone"  # its article is gone, or is a copy of another one now


def shift(quote: Span, text: str) -> int | None:
    """How far a quote has moved: 0 where it stands at its place, None where its place cannot be told."""
    if quote.holds_in(text):
        return 0
    found = text.find(quote.quote)
    if found < 0 or text.find(quote.quote, found + 1) >= 0:
        return None
    return found - quote.start


def anchored(record: AwardRecord, text: str) -> AwardRecord | Lost:
    """The record with offsets of `text`, or why it does not stand in it."""
    by = shift(record.quote, text)
    if by is None:
        return Lost.TEXT_CHANGED
    quote, evidence = _moved(record.quote, by), dict[str, Evidence]()
    for field, span in record.evidence.items():
        found = _found(span, record.quote, by, text)
        if found is None:
            return Lost.EVIDENCE_CHANGED
        evidence[field] = found
    return record.model_copy(update={"quote": quote, "evidence": evidence})


def _found(span: Evidence, quote: Span, by: int, text: str) -> Evidence | None:
    """What proves a value moves with its quote. Outside of it, it may stand where it stood, or in one other place."""
    with_quote = _moved(span, by)
    if with_quote.holds_in(text):
        return with_quote
    if quote.start <= span.start and span.end <= quote.end:
        return None
    alone = shift(span, text)
    return None if alone is None else _moved(span, alone)


def _moved(span: T, by: int) -> T:
    """The span further on, or at the start of the text when it would begin before it: it does not hold there."""
    start = max(0, span.start + by)
    return span.model_copy(update={"start": start, "end": start + len(span.quote)})
