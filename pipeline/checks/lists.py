""" "cho 04 đơn vị: A, B, C": the announced number against the names that follow."""

import re

from extractors.counts import find_counts
from extractors.fold import fold
from extractors.mentions import CountMention
from extractors.titles import find_titles
from pipeline.checks.model import Case, Finding
from pipeline.checks.words import title_of
from schemas import AwardRecord, Basis, CountQualifier

_SAME = ("title", "rank", "level", "issuer", "status")
_OPENS = re.compile(
    r"[^.;:\n]{0,60}?(?:(?<!\w)(?:gồm|là)(?!\w)(?:\s+có)?\s*:?|:)[\s\-–+•*(\d.)“\"]*(?:[^\W\d_.]+\s+){0,4}"
)
_EXAMPLES = re.compile(r"(?<!\w)(?:như|tiêu biểu|điển hình|trong đó|đặc biệt|chẳng hạn)(?!\w)")
_SENTENCE_END = re.compile(r"[.!?…]\s|\n")
_BEFORE = 160  # characters in which a list is announced
_LARGEST_GAP = 250  # between two members of a list, posts and reasons included


def list_of_other_length(case: Case, record: AwardRecord) -> Finding | None:
    """The list names more or fewer recipients than the number before it says."""
    if not _named(record):
        return None
    row = _list_of(case, record)
    announced = _announced(case.article.text, row)
    members = [other for other in row if announced and other.recipient_kind in announced.kinds]
    if announced is None or record not in members or announced.n == len(members):
        return None
    return Finding(
        "list-of-other-length",
        f"Văn bản báo {announced.n} nơi nhận “{title_of(record)}” "
        f"nhưng đọc được {len(members)} tên trong danh sách sau đó.",
    )


def _named(record: AwardRecord) -> bool:
    """A recipient that stands there by name: the name itself is what proves the count of one."""
    counted = record.evidence.get("count")
    return record.count == 1 and counted is not None and counted.basis is Basis.INFERRED


def _start(record: AwardRecord) -> int:
    """Where the recipient is named: a name counts itself."""
    return record.evidence["count"].start


def _list_of(case: Case, record: AwardRecord) -> list[AwardRecord]:
    """The stretch of neighbouring names with the same award that the record stands in, in text order."""
    alike = [other for other in case.records if _named(other) and _same(other, record)]
    row = sorted({_start(other): other for other in alike}.values(), key=_start)
    members: list[AwardRecord] = []
    for other in row:
        if members and not _goes_on(case.article.text, members[-1], other):
            if _start(members[-1]) >= _start(record):
                break
            members = []
        members.append(other)
    return members


def _same(other: AwardRecord, record: AwardRecord) -> bool:
    return all(getattr(other, name) == getattr(record, name) for name in _SAME)


def _goes_on(text: str, before: AwardRecord, after: AwardRecord) -> bool:
    gap = text[before.evidence["count"].end : _start(after)]
    announced = any(count.n and count.n > 1 for count in find_counts(gap, fold(gap)))
    again = any(title.code == after.title for title in find_titles(gap, fold(gap), []))
    return len(gap) <= _LARGEST_GAP and not announced and not again


def _announced(text: str, row: list[AwardRecord]) -> CountMention | None:
    """The number that opens a list of this award; None where examples follow, or the number is not exact."""
    begin = max(0, _start(row[0]) - _BEFORE)
    before = text[begin : _start(row[0])]
    counts = [count for count in find_counts(before, fold(before)) if count.n and count.n > 1]
    if not counts or counts[-1].qualifier is not CountQualifier.EXACT:
        return None
    gap = fold(before[counts[-1].end :])
    opens = _OPENS.fullmatch(gap) and not _EXAMPLES.search(gap)
    return counts[-1] if opens and _beside(text, begin + counts[-1].start, row) else None


def _beside(text: str, start: int, row: list[AwardRecord]) -> bool:
    """The title stands in the list's own sentence: "A và B được tặng Cờ", not pages below in the story of each."""
    title = row[0].evidence["title"]
    end = row[-1].evidence["count"].end
    gap = text[title.end : start] if title.start < start else text[end : title.start]
    return len(gap) <= _BEFORE and not _SENTENCE_END.search(gap)
