"""The headline against the body: the body is recorded, a headline that says otherwise makes a reader look twice."""

import re

from extractors.counts import find_counts
from extractors.cues import find_cues
from extractors.fold import fold
from extractors.mentions import CountMention, TitleMention
from extractors.numbers import NUMBER, number
from extractors.titles import find_titles
from pipeline.checks.model import Case, Finding
from pipeline.checks.words import STATUSES, title_of
from schemas import AwardRecord, CountQualifier, Status

_OPEN = (Status.PROPOSED, Status.REGISTERED)
_GIVEN = ("give", "get")
_NUMBER_BEFORE = re.compile(rf"(?<![\w/.,])(?<!gần )(?<!khoảng )(?<!hơn )(?<!trên )({NUMBER})\s+\"?$")


def headline_gives_what_is_open(case: Case, record: AwardRecord) -> Finding | None:
    """The headline says that the title was given; all that the body knows is that it was proposed or signed up for."""
    if record.status not in _OPEN or record.title not in {title.code for title in _titles(case)}:
        return None
    others = {other.status for other in case.records if other.title == record.title}
    kinds = {cue.kind for cue in find_cues(fold(case.article.title or ""))}
    if record.status is Status.REGISTERED and Status.PROPOSED in others:
        return None  # the headline is about what was proposed
    if not others <= set(_OPEN) or not kinds & set(_GIVEN) or kinds & {"propose", "register"}:
        return None
    return Finding(
        "headline-differs",
        f"Tiêu đề viết như đã tặng “{title_of(record)}”, còn nội dung bài chỉ nói {STATUSES[record.status]}.",
    )


def headline_of_other_number(case: Case, record: AwardRecord) -> Finding | None:
    """The headline gives a number for its only title that is neither in the body nor the sum of what is there."""
    titles = _titles(case)
    said = _number(case.article.title or "", titles[0]) if len(titles) == 1 else None
    told = [other for other in case.records if other.title == record.title]
    if said is None or record.title != titles[0].code or record != told[0]:
        return None
    counts = [other.count for other in told if other.count is not None]
    if len(counts) < len(told) or said in {*counts, sum(counts)} or said in _sums(told):
        return None
    return Finding(
        "headline-differs",
        f"Tiêu đề nêu {said} “{title_of(record)}”, còn nội dung bài cộng lại là {sum(counts)}.",
    )


def _titles(case: Case) -> list[TitleMention]:
    line = case.article.title or ""
    return find_titles(line, fold(line), [])


def _number(line: str, title: TitleMention) -> int | None:
    """How many the headline counts: "117 tập thể … Cờ thi đua", "12 Bằng khen"; None when it counts two things."""
    folded = fold(line)
    before = _NUMBER_BEFORE.search(folded[: title.start])
    counts = find_counts(line, folded)
    if before:
        return None if counts else number(before[1])
    exact = [count for count in counts if count.qualifier is CountQualifier.EXACT and count.n and count.n > 1]
    return exact[0].n if len(exact) == len(counts) == 1 and _of_title(folded, exact[0], title) else None


def _of_title(folded: str, count: CountMention, title: TitleMention) -> bool:
    """ "32 tập thể được tặng Cờ", "Cờ cho 32 tập thể", but not "Bằng khen cho người cứu 34 ngư dân"."""
    if count.start < title.start:
        return any(cue.kind in _GIVEN for cue in find_cues(folded[count.end : title.start]))
    return re.search(r"(?<!\w)cho\s+$", folded[title.end : count.start]) is not None


def _sums(told: list[AwardRecord]) -> set[int]:
    """Totals by recipient kind, by status, by issuer and by rank: a headline may sum up any of them."""
    totals: dict[tuple[str, object], int] = {}
    for record in told:
        for name in ("recipient_kind", "status", "issuer", "rank", "year_to"):
            key = (name, getattr(record, name))
            totals[key] = totals.get(key, 0) + (record.count or 0)
    return set(totals.values())
