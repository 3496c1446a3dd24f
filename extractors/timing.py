"""The years of a fact: one record a year, a period, or the year that the context gives."""

import re
from dataclasses import dataclass

from extractors import lexicon
from extractors.context import Context
from extractors.facts import Fact
from extractors.mentions import YearMention
from schemas import Basis, Level, Status, TitleGroup

_EVERY_YEAR = re.compile(r"năm nào|liên tục|liên tiếp|liền|luôn|hằng năm|hàng năm|các năm|giữ vững")
_CURRENT = re.compile(
    r"hội nghị|buổi lễ|(?<!\w)lễ(?!\w)|dịp này|nhân dịp|vừa|mới đây|hôm nay|sáng|chiều|(?<!\w)tối"
    r"|trao|đón nhận|(?<!\w)nhận(?!\w)|quyết định|tặng|công nhận|(?<!\w)kí(?!\w)|tại đây|trước đó"
    r"|^\s*trong đó|bình xét|suy tôn|đề nghị|trình|đăng kí|cùng ngày|đợt này"
)
_HISTORY = re.compile(r"những năm|từng|trước đây|qua các|quá trình|nhiều năm|hằng năm|hàng năm")
_UNTIL_NOW = re.compile(r"(?<!đầu năm )(?<!đầu năm tính )(?:đến|tới) (?:nay|thời điểm này|thời điểm hiện tại)(?!\w)")
_SUMMING_UP = re.compile(r"(?:hội nghị|(?<!\w)lễ|tổng kết)(?!\w)[^;.]{0,90}?năm (?:học )?\d{4}")
_CAREER = re.compile(
    r"(?:các|nhiều) (?:phần thưởng|danh hiệu) cao quý|liên tục đạt|trải qua|hàng (?:chục|trăm|nghìn|ngàn) lượt"
    r"|(?:hai|ba|bốn|năm|(?<!\d)\d) lần (?:vinh dự )?(?:được|đạt|nhận)|năm xây dựng và (?:phát triển|trưởng thành)"
)
_DAY = re.compile(r"(?:ngày|sáng|chiều|tối)\s+\d{1,2}[-/.](\d{1,2})(?!\d|[/.-]\d)")
_SPRING = 4  # the months in which the year before is summed up
_HANDED = re.compile(r"trao|đón nhận|nhận")
_OTHER_YEAR = re.compile(r"(?:năm|hạng\s+\w+)\s+(?:19|20)\d\d")

_OF_THE_ACT = ("date", "deed", "relative")  # shapes that tell when something was done


@dataclass(frozen=True, slots=True)
class When:
    """One (from, to) of a fact; `span` proves it where the article prints it."""

    year_from: int | None
    year_to: int | None
    span: tuple[int, int] | None = None
    basis: Basis = Basis.STATED


def when(fact: Fact, sentence: str, context: Context, several: bool) -> list[When]:
    """All years of `fact`. `several` tells that it counts more than one recipient: listed years are not divided."""
    if fact.status is Status.REVOKED and (fact.year is None or fact.year.shape in _OF_THE_ACT):
        return [When(None, None)]  # what is told is when it was taken back
    if fact.year is None and (run := _run_in_period(fact, context)):
        return run
    if _of_conference(fact, sentence):
        return [_of_its_day(fact, sentence, context)]
    if fact.year is None:
        return [_without_year(fact, sentence, context)]
    return _printed(fact, fact.year, sentence, several=several)


def _printed(fact: Fact, year: YearMention, sentence: str, *, several: bool) -> list[When]:
    """The years that `year` prints, one by one or as a period."""
    span = (year.start, year.end)
    basis = Basis.INFERRED if year.shape in ("relative", "date", "deed") else Basis.STATED
    years = year.years
    if fact.times and fact.times.run and year.shape not in ("period", "list", "school"):
        return [When(None, None)]
    if several or (fact.times and not fact.times.run and fact.times.n and fact.times.n != len(years)):
        return [When(years[0][0], years[-1][1], span, basis)]
    if len(years) > 1 and year.shape == "school" and not year.listed and not _annual(fact):
        return [When(years[0][0], years[-1][1], span, basis)]
    if year.shape == "period" and _each_year(fact, sentence):
        first, last = years[0]
        return [When(each, each, span, basis) for each in range(first, last + 1)]
    return [When(first, last, span, basis) for first, last in years]


def _of_its_day(fact: Fact, sentence: str, context: Context) -> When:
    """The year of a conference that sums a year up: that of the page, or by the day that the sentence tells."""
    day, summed = _DAY.search(sentence), _SUMMING_UP.search(sentence)
    if context.published is None and summed and day and int(day[1]) <= _SPRING:
        year = int(summed[0][-len("2017") :]) + 1  # "Hội nghị tổng kết năm 2017, chiều 5-3"
        return When(year, year, None, Basis.INFERRED)
    return _without_year(fact, _SUMMING_UP.sub("hội nghị", sentence), context)


def _of_conference(fact: Fact, sentence: str) -> bool:
    """ "Hội nghị tổng kết năm 2017": a state order handed over there is of the day, not of the year summed up."""
    if fact.year is not None and fact.year.shape not in ("school", "single"):
        return False
    first = str(fact.year.years[0][0]) if fact.year else ""
    summed = any(first in match[0] for match in _SUMMING_UP.finditer(sentence))
    return summed and lexicon.titles()[fact.title.code].default_level is Level.NHA_NUOC


def _run_in_period(fact: Fact, context: Context) -> list[When]:
    """ "5 năm liền" hangs on the article's period of exactly five years: one record a year (guideline)."""
    first, last = context.period or (0, 0)
    if not (fact.times and fact.times.run and fact.times.n == last - first + 1):
        return []
    return [When(year, year, None, Basis.INFERRED) for year in range(first, last + 1)]


def _annual(fact: Fact) -> bool:
    """Emulation titles are won year by year (Law on Emulation and Commendation 2022, art. 21-31)."""
    return lexicon.titles()[fact.title.code].group is TitleGroup.EMULATION


def _each_year(fact: Fact, sentence: str) -> bool:
    """A run of years in each of which the title was won; a period may also tell what one award is for."""
    if fact.status is Status.REGISTERED:
        return False
    if fact.times and fact.times.run:
        return True
    alone = fact.recipient is not None and fact.recipient.count is None
    return alone and _annual(fact) and bool(_EVERY_YEAR.search(sentence))


def _without_year(fact: Fact, sentence: str, context: Context) -> When:
    counted = bool(fact.recipient and fact.recipient.count)
    if _of_many_years(fact, sentence, counted=counted):
        return When(None, None)
    if context.period and not context.year and counted and "lượt" in sentence:
        return When(*context.period, None, Basis.INFERRED)
    year = _year_of_article(fact, sentence, context)
    return When(year, year, None, Basis.INFERRED) if year else When(None, None)


def _of_many_years(fact: Fact, sentence: str, *, counted: bool) -> bool:
    """A total until now, a climb over the ranks, a title won several times: the years are not told."""
    several = fact.times is not None and (fact.times.run or fact.times.n is None or fact.times.n > 1)
    climbs = len(fact.title.ranks) > 1 and not counted
    return several or climbs or (counted and _UNTIL_NOW.search(sentence) is not None)


def _year_of_article(fact: Fact, sentence: str, context: Context) -> int | None:
    """The year that the article is about; a state order given now is of the year of the date."""
    if _CAREER.search(sentence) and (fact.recipient is None or not fact.recipient.count):
        return None
    current = bool(_CURRENT.search(sentence)) and not _OTHER_YEAR.search(sentence) and not _HISTORY.search(sentence)
    state = fact.title.code.startswith(("huan-chuong", "huy-chuong", "anh-hung"))
    if not current or (context.year and not state):
        return context.year
    if context.told_year:
        return context.told_year
    handed = not context.year or _HANDED.search(sentence)
    return context.published.year if context.published and handed else context.year
