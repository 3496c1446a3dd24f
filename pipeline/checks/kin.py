"""Records of the same article that belong with one."""

from extractors.fold import fold
from pipeline.checks.model import Case
from schemas import AwardRecord, CountQualifier


def alike(first: str | None, second: str | None) -> bool:
    """True when two names are the same but for case and spelling; None is the same as None."""
    return fold(first or "") == fold(second or "")


def of_same_body(case: Case, record: AwardRecord) -> list[AwardRecord]:
    """Totals and facts of the same unit, years and status, the record itself among them."""
    return [
        other
        for other in case.records
        if (other.year_from, other.year_to, other.status) == (record.year_from, record.year_to, record.status)
        and alike(other.unit, record.unit)
    ]


def of_same_person(case: Case, record: AwardRecord) -> list[AwardRecord]:
    """What else the article tells of the named person; nothing of nobody."""
    if record.person is None:
        return []
    return [other for other in case.records if other != record and alike(other.person, record.person)]


def exact(record: AwardRecord) -> int | None:
    """The count, when it is one to reckon with."""
    return record.count if record.count_qualifier is CountQualifier.EXACT else None
