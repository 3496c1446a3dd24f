"""Years and days against the law's beginnings and ends and against the day of publication."""

import re
from datetime import date

from extractors.fold import any_of, fold
from pipeline.checks.law import Rule, rules
from pipeline.checks.model import Case, Finding
from pipeline.checks.words import title_of, years_of
from schemas import AwardRecord, Status


def year_before_any_award(case: Case, record: AwardRecord) -> Finding | None:
    """Before the first awards of the state there was nothing to be given."""
    (rule,) = rules("year-before-any-award")
    if record.year_from is None or record.year_from > rule.last_day.year:
        return None
    return Finding("year-before-any-award", f"Năm {record.year_from} không thể là năm khen thưởng: {rule.source}.")


def year_far_in_the_future(case: Case, record: AwardRecord) -> Finding | None:
    """Given two years or more after the text was published: a misread number."""
    ahead = _ahead(case, record)
    return Finding("year-in-the-future", f"{_published(case, record)}: không thể đã tặng.") if ahead > 1 else None


def year_after_publication(case: Case, record: AwardRecord) -> Finding | None:
    """Given in the year after publication, or decided after the day of publication."""
    day, published = record.decision_date, case.article.published
    if record.status is Status.AWARDED and day and published and day > published:
        message = f"Quyết định ghi ngày {day:%d/%m/%Y}, sau ngày đăng bài {published:%d/%m/%Y}."
        return Finding("year-after-publication", message)
    if _ahead(case, record) != 1:
        return None
    return Finding("year-after-publication", f"{_published(case, record)}: có thể nhầm năm hoặc mới là kế hoạch.")


def decided_before_the_year(case: Case, record: AwardRecord) -> Finding | None:
    """The decision is older than the year for whose achievement it is said to be."""
    day = record.decision_date
    if record.status is not Status.AWARDED or day is None or record.year_from is None or day.year >= record.year_from:
        return None
    return Finding(
        "decided-before-the-year",
        f"Quyết định ghi ngày {day:%d/%m/%Y}, trước khi {years_of(record)} mà thành tích thuộc về bắt đầu.",
    )


def title_not_yet_created(case: Case, record: AwardRecord) -> Finding | None:
    """The title did not exist yet in the year."""
    for rule in rules("title-not-yet-created"):
        if record.title in rule.titles and record.year_to is not None and rule.holds_on(date(record.year_to, 12, 31)):
            return Finding(
                "title-not-yet-created",
                f"{years_of(record).capitalize()} chưa có “{title_of(record)}” ({rule.source}).",
            )
    return None


def issuer_abolished(case: Case, record: AwardRecord) -> Finding | None:
    """A district gives something after districts were abolished."""
    for rule in rules("issuer-abolished"):
        day = _day_of_act(record)
        if record.issuer and day and rule.holds_on(day) and _names_one(record.issuer, rule):
            return Finding(
                "issuer-abolished",
                f"{record.issuer} không còn vào thời điểm khen thưởng, {_when(record)} ({rule.source}).",
            )
    return None


def _names_one(issuer: str, rule: Rule) -> bool:
    return re.search(any_of(rule.words), fold(issuer)) is not None


def _day_of_act(record: AwardRecord) -> date | None:
    """The day of the decision, else the first day of the year: what is earlier in a year stays in doubt."""
    if record.decision_date or record.year_from is None:
        return record.decision_date
    return date(record.year_from, 1, 1)


def _when(record: AwardRecord) -> str:
    return f"ngày {record.decision_date:%d/%m/%Y}" if record.decision_date else years_of(record)


def _ahead(case: Case, record: AwardRecord) -> int:
    """By how many years an award that has been given lies after the publication; 0 when nothing tells."""
    if record.status is not Status.AWARDED or record.year_from is None or case.article.published is None:
        return 0
    return record.year_from - case.article.published.year


def _published(case: Case, record: AwardRecord) -> str:
    published = case.article.published
    return f"Bài đăng ngày {published:%d/%m/%Y} nhưng ghi khen thưởng {years_of(record)}"
