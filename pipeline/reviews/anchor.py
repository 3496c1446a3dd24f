"""Does what a ruling was said of still stand in a text: at its place, or moved as a whole."""

import re
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
    """How far a quote has moved: 0 where it stands at its place, None where its place cannot be told.

    What is part of a longer word or number now says something else: `3 Bằng khen` does not stand in `13 Bằng khen`.
    """
    found = _places(quote.quote, text)
    if quote.start in found:
        return 0
    return found[0] - quote.start if len(found) == 1 else None


def _places(quote: str, text: str) -> list[int]:
    """Where the quote begins in the text, as whole words."""
    before = r"(?<!\w)" if quote[0].isalnum() else ""
    before += r"(?<!\d[.,])" if quote[0].isdigit() else ""
    after = r"(?!\w)" if quote[-1].isalnum() else ""
    return [match.start() for match in re.finditer(f"{before}(?={re.escape(quote)}{after})", text)]


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
    if quote.start <= span.start and span.end <= quote.end:
        return _moved(span, by)
    if span.start + by in _places(span.quote, text):
        return _moved(span, by)
    alone = shift(span, text)
    return None if alone is None else _moved(span, alone)


def _moved(span: T, by: int) -> T:
    return span.model_copy(update={"start": span.start + by, "end": span.end + by})
