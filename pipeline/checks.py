"""Checks between extraction and storage: what cannot be a fact is refused, what is odd is flagged.

A new check is a function and a place in `REFUSALS` or `FLAGS`; its code is a row of data/issue_codes.csv.
"""

from collections.abc import Callable
from typing import NamedTuple

from pipeline.catalogue import titles
from schemas import Article, AwardRecord, Extraction, Reject, Span, record_id


class Finding(NamedTuple):
    """What a check says of a record: a code from data/issue_codes.csv and a sentence."""

    code: str
    message: str


class Flagged(NamedTuple):
    """A finding and the record that carries its code as a flag."""

    record_id: str
    finding: Finding


class Examined(NamedTuple):
    """An article's records that may be stored, those that may not, and what is odd about the former."""

    article: Article
    records: tuple[AwardRecord, ...]
    rejects: tuple[Reject, ...]
    flagged: tuple[Flagged, ...]
    extractor_version: str


Check = Callable[[Article, AwardRecord], Finding | None]


def ungrounded(article: Article, record: AwardRecord) -> Finding | None:
    """The quote or a piece of evidence is not what the text says there."""
    spans = {"quote": record.quote, **record.evidence}
    wrong = [field for field, span in spans.items() if not span.holds_in(article.text)]
    return Finding("ungrounded", f"the text does not say so at: {', '.join(wrong)}") if wrong else None


def unknown_title(article: Article, record: AwardRecord) -> Finding | None:
    """The title is not in data/titles.csv."""
    return None if record.title in titles() else Finding("unknown-title", f"no title has the code {record.title}")


def rank_of_unranked(article: Article, record: AwardRecord) -> Finding | None:
    """The record has a rank that its title does not have."""
    title = titles()[record.title]
    if record.rank is None or record.rank in title.ranks:
        return None
    return Finding("rank-of-unranked-title", f"{title.name} has no rank {record.rank}")


def recipient_of_other_kind(article: Article, record: AwardRecord) -> Finding | None:
    """The title is not given to such recipients."""
    title = titles()[record.title]
    if record.recipient_kind is None or record.recipient_kind in title.recipients:
        return None
    return Finding("recipient-does-not-fit-title", f"{title.name} is not given to {record.recipient_kind.value}")


REFUSALS: tuple[Check, ...] = (ungrounded, unknown_title)
FLAGS: tuple[Check, ...] = (rank_of_unranked, recipient_of_other_kind)


def examine(article: Article, extraction: Extraction) -> Examined:
    """Sort what was extracted from `article` into records to store, rejects and flags."""
    kept: dict[str, AwardRecord] = {}
    rejects, flagged = list(extraction.rejects), list[Flagged]()
    for record in extraction.records:
        identity = record_id(article.article_id, record)
        refusal = _told_twice(kept.get(identity)) or _first(REFUSALS, article, record)
        if refusal:
            rejects.append(_reject(article, record, refusal))
            continue
        findings = [finding for check in FLAGS if (finding := check(article, record))]
        kept[identity] = _with_flags(record, findings)
        flagged += [Flagged(identity, finding) for finding in findings]
    return Examined(article, tuple(kept.values()), tuple(rejects), tuple(flagged), extraction.extractor_version)


def _told_twice(earlier: AwardRecord | None) -> Finding | None:
    return Finding("same-fact-again", "the same fact was read from this article before") if earlier else None


def _first(checks: tuple[Check, ...], article: Article, record: AwardRecord) -> Finding | None:
    return next((finding for check in checks if (finding := check(article, record))), None)


def _with_flags(record: AwardRecord, findings: list[Finding]) -> AwardRecord:
    flags = tuple(dict.fromkeys((*record.flags, *(finding.code for finding in findings))))
    return record.model_copy(update={"flags": flags}) if findings else record


def _reject(article: Article, record: AwardRecord, finding: Finding) -> Reject:
    return Reject(
        reason=finding.code, message=finding.message, span=_span(article, record), value=record.model_dump(mode="json")
    )


def _span(article: Article, record: AwardRecord) -> Span:
    """The quote where it holds, else what the text does say there, else the whole text."""
    if record.quote.holds_in(article.text):
        return record.quote
    start, end = record.quote.start, min(record.quote.end, len(article.text))
    return Span.of(article.text, start, end) if start < end else Span.of(article.text, 0, len(article.text))
