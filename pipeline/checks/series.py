""" "05 năm liền (từ 2018 đến 2021)": a run of years against the years that the text gives it."""

from extractors.counts import find_times
from extractors.fold import fold
from pipeline.checks.kin import alike
from pipeline.checks.model import Case, Finding
from pipeline.checks.words import title_of
from schemas import AwardRecord

_SAME = ("title", "rank", "level", "person", "status")


def run_of_other_length(case: Case, record: AwardRecord) -> Finding | None:
    """The text says N years in a row and names another number of years for it (guideline: docs/record.md, Years)."""
    said = _run(record)
    told = _years(case, record) if said else []
    if said is None or len(told) < 2 or len(told) == said or (len(told) == said + 1 and _school(case, record)):
        return None
    return Finding(
        "run-of-other-length",
        f"Văn bản viết {said} năm liền nhưng các năm nêu kèm ({told[0]}–{told[-1]}) là {len(told)} năm, "
        f"với “{title_of(record)}”.",
    )


def _run(record: AwardRecord) -> int | None:
    """N of the "N năm liền" that proves the record's count."""
    shown = record.evidence.get("count")
    return next((times.n for times in find_times(fold(shown.quote)) if times.run), None) if shown else None


def _years(case: Case, record: AwardRecord) -> list[int]:
    """Every year of the records that the same run of words gave; of a school year, the one in which it begins."""
    kin = [other for other in case.records if _same_run(other, record) and other.year_from and other.year_to]
    if all((other.year_to or 0) - (other.year_from or 0) == 1 for other in kin) and len(kin) > 1:
        return sorted({other.year_from or 0 for other in kin})
    return sorted({year for other in kin for year in range(other.year_from or 0, (other.year_to or 0) + 1)})


def _same_run(other: AwardRecord, record: AwardRecord) -> bool:
    here, there = record.evidence.get("count"), other.evidence.get("count")
    same = all(getattr(other, name) == getattr(record, name) for name in _SAME) and alike(other.unit, record.unit)
    return same and here is not None and there is not None and here.start == there.start


def _school(case: Case, record: AwardRecord) -> bool:
    """ "5 năm học liền (2017-2022)" are five school years in six calendar years."""
    return "năm học" in fold(record.quote.quote)
