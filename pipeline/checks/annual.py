"""What a person can have once: one level of an annual title a year, one kỷ niệm chương of a kind."""

from pipeline.checks.kin import alike, of_same_person
from pipeline.checks.law import conferring
from pipeline.checks.model import Case, Finding
from pipeline.checks.words import title_of, years_of
from schemas import AwardRecord, Status

_ANNUAL = ("lao-dong-tien-tien", "chien-si-tien-tien", "chien-si-thi-dua")


def annual_title_twice(case: Case, record: AwardRecord) -> Finding | None:
    """The same annual title of one level twice for one year of one person, by two records or by a count."""
    if record.title not in _ANNUAL or record.person is None or record.status is not Status.AWARDED:
        return None
    if record.year_from is None or record.year_from != record.year_to:
        return None
    again = [other for other in of_same_person(case, record) if _same_award(other, record)]
    times = max(record.count or 1, len(again) + 1)
    if times == 1:
        return None
    return Finding(
        "annual-title-twice",
        f"{record.person} được ghi {times} lần “{title_of(record)}” trong {years_of(record)}, "
        f"nhưng danh hiệu này mỗi năm chỉ xét một lần ({conferring(record.title).source}).",
    )


def badge_twice(case: Case, record: AwardRecord) -> Finding | None:
    """One kind of kỷ niệm chương is given to a person once; two of different bodies are two kinds."""
    if record.title != "ky-niem-chuong" or record.person is None or record.status is not Status.AWARDED:
        return None
    again = [
        other
        for other in of_same_person(case, record)
        if other.title == record.title and record.issuer and alike(other.issuer, record.issuer)
    ]
    times = max(record.count or 1, len(again) + 1)
    if times == 1:
        return None
    return Finding(
        "badge-twice",
        f"{record.person} được ghi {times} lần kỷ niệm chương của {record.issuer or 'một nơi tặng'}, "
        f"nhưng mỗi loại chỉ tặng một người một lần ({conferring(record.title).source}).",
    )


def _same_award(other: AwardRecord, record: AwardRecord) -> bool:
    facts = ("title", "level", "year_from", "year_to", "status")
    return all(getattr(other, name) == getattr(record, name) for name in facts)
