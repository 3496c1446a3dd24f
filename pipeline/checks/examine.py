"""All checks, and one pass of them over what was extracted from an article."""

from pipeline.checks.amounts import collective_below_share, more_than_base, over_quota
from pipeline.checks.annual import annual_title_twice, badge_twice
from pipeline.checks.counts import improbable_count
from pipeline.checks.dates import (
    decided_before_the_year,
    issuer_abolished,
    title_not_yet_created,
    year_after_publication,
    year_before_any_award,
    year_far_in_the_future,
)
from pipeline.checks.fit import level_of_other_title, rank_of_unranked, recipient_of_other_kind
from pipeline.checks.grounds import ungrounded, unknown_title
from pipeline.checks.headline import headline_gives_what_is_open, headline_of_other_number
from pipeline.checks.issuers import issuer_not_entitled, title_above_issuer
from pipeline.checks.lists import list_of_other_length
from pipeline.checks.model import Case, Check, Examined, Finding, Flagged
from pipeline.checks.names import friendship_for_vietnamese, odd_person
from pipeline.checks.series import run_of_other_length
from pipeline.checks.untold import Refused, untold
from schemas import Article, AwardRecord, Extraction, Reject, Span, record_id

REFUSALS: tuple[Check, ...] = (ungrounded, unknown_title, year_before_any_award, year_far_in_the_future)
FLAGS: tuple[Check, ...] = (
    rank_of_unranked,
    recipient_of_other_kind,
    level_of_other_title,
    issuer_not_entitled,
    title_above_issuer,
    issuer_abolished,
    title_not_yet_created,
    decided_before_the_year,
    year_after_publication,
    annual_title_twice,
    badge_twice,
    more_than_base,
    over_quota,
    collective_below_share,
    run_of_other_length,
    list_of_other_length,
    improbable_count,
    odd_person,
    friendship_for_vietnamese,
    headline_gives_what_is_open,
    headline_of_other_number,
)


def examine(article: Article, extraction: Extraction) -> Examined:
    """Sort what was extracted from `article` into records to store, rejects and flags."""
    kept, refused = _sorted(article, extraction.records)
    case = Case(article, tuple(kept.values()))
    found = {identity: _findings(case, record) for identity, record in kept.items()}
    return Examined(
        article,
        tuple(_with_flags(record, found[identity]) for identity, record in kept.items()),
        (*extraction.rejects, *(_reject(article, record, finding) for record, finding in refused)),
        tuple(Flagged(identity, finding) for identity in kept for finding in found[identity]),
        extraction.extractor_version,
        (*extraction.unrecorded, *untold(article, kept.values(), refused)),
    )


def _sorted(article: Article, records: tuple[AwardRecord, ...]) -> tuple[dict[str, AwardRecord], list[Refused]]:
    """Records that can be facts, by identity, and the refused ones with their reason."""
    case, kept, refused = Case(article, records), dict[str, AwardRecord](), list[Refused]()
    for record in records:
        identity = record_id(article.article_id, record)
        refusal = _told_twice(kept.get(identity)) or _first(REFUSALS, case, record)
        if refusal:
            refused.append((record, refusal))
        else:
            kept[identity] = record
    return kept, refused


def _told_twice(earlier: AwardRecord | None) -> Finding | None:
    message = "Dữ kiện này đã được đọc một lần từ chính bài viết."
    return Finding("same-fact-again", message) if earlier else None


def _first(checks: tuple[Check, ...], case: Case, record: AwardRecord) -> Finding | None:
    return next((finding for check in checks if (finding := check(case, record))), None)


def _findings(case: Case, record: AwardRecord) -> list[Finding]:
    return [finding for check in FLAGS if (finding := check(case, record))]


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
