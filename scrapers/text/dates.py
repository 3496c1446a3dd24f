"""The date of publication that a page prints, in the forms that Vietnamese sites use."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from scrapers.text.canonical import one_line
from scrapers.text.cues import CueKind, contains, is_furniture, removed
from scrapers.text.lines import STAMP

EARLIEST = date(1990, 1, 1)
LONGEST_DATELINE = 160
LONGEST_REST = 60

_DIGIT = re.compile(r"\d")
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?![\d/-])")
_WORDS = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})(?:,|\s+năm)?\s+(\d{4})")
_MONTHS = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
_MONTH = "|".join(reversed(_MONTHS))
# As WordPress prints it; without the comma "6 tháng năm 2015" would be a day, which is half a year.
_NAMED = re.compile(rf"(?:(\d{{1,2}})\s+tháng\s+({_MONTH})|tháng\s+({_MONTH})\s+(\d{{1,2}})),\s+(\d{{4}})")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_TIME = re.compile(
    r"\d{1,2}\s?(?:[:h]|giờ)\s?\d{2}(?:[:']\d{2})?(?:\s?(?:am|pm|sa|ch|sáng|chiều|phút))?|(?:gmt|utc)\s?[+-]\s?\d{1,2}"
)
_WEEKDAYS = ("hai|2", "ba|3", "tư|4", "năm|5", "sáu|6", "bảy|7")
_VIETNAMESE_DAY = re.compile(rf"(?:thứ\s?|\bt)(?:{'|'.join(_WEEKDAYS)})\b|chủ nhật|\bcn\b")
_ENGLISH_DAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day)?\b(?=\s?,)")
_ENGLISH_ORDER = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PLACE_AND_DAY = re.compile(r"(?:số\s?:\s?\S+\s+)?[^,\d]{2,40},\s*ngày\s+\d.*")


class PrintedDate(NamedTuple):
    """A date and where it stands in the folded line."""

    day: date
    start: int
    end: int


def tomorrow() -> date:
    """The last date that a page read now can have been published on, wherever on earth it was."""
    return datetime.now(UTC).date() + timedelta(days=1)


def plausible(day: date, latest: date | None = None) -> bool:
    """True for a date between 1990 and `latest` (by default tomorrow)."""
    return EARLIEST <= day <= (latest or tomorrow())


def dates_in(line: str, latest: date | None = None) -> list[PrintedDate]:
    """All plausible full dates in `line`, left to right."""
    text = one_line(line).lower()
    found = [*_numeric_dates(text), *_word_dates(text), *_named_dates(text), *_iso_dates(text)]
    return sorted((d for d in found if plausible(d.day, latest)), key=lambda d: d.start)


def dateline_date(line: str, latest: date | None = None) -> date | None:
    """The date of a line that does nothing but tell when (and where, by whom, how often read); else None."""
    if not _may_date(line):
        return None
    found = dates_in(line, latest)
    if not found or not (_labelled(line) or _bare(line, found)):
        return None
    return found[0].day if len(_rest(line, found)) <= LONGEST_REST else None


def labelled_date(line: str, latest: date | None = None) -> date | None:
    """The date of a dateline that calls itself one of publication, or of a place and day ("Hà Nam, ngày …")."""
    if not _may_date(line):
        return None
    placed = _PLACE_AND_DAY.fullmatch(one_line(line).lower())
    return dateline_date(line, latest) if placed or _labelled(line) else None


def stamped_date(line: str) -> date | None:
    """The date that a corpus has put before a page ("date 2023-12 …"); of a month without a day the first."""
    stamp = STAMP.match(line)
    if stamp is None:
        return None
    try:
        day = date(int(stamp[1]), int(stamp[2]), int(stamp[3] or 1))
    except ValueError:
        return None
    return day if plausible(day) else None


def _may_date(line: str) -> bool:
    return len(line) <= LONGEST_DATELINE and _DIGIT.search(line) is not None


def published_date(lines: Iterable[str], latest: date | None = None) -> date | None:
    """The date of the first dateline among `lines`, the lines that follow a title; None when there is none.

    Lines above the title are not for this function: the date up there is often that of the visit.
    """
    return next((day for line in lines if (day := dateline_date(line, latest))), None)


def machine_date(value: str, latest: date | None = None) -> date | None:
    """The date of a value written for machines: ISO 8601 first, else any printed form."""
    iso = [d for d in _iso_dates(one_line(value)) if plausible(d.day, latest)]
    found = iso or dates_in(value, latest)
    return found[0].day if found else None


def _labelled(line: str) -> bool:
    return contains(CueKind.DATE_LABEL, line)


def _bare(line: str, found: list[PrintedDate]) -> bool:
    text = one_line(line).lower()
    if len(found) > 1 or contains(CueKind.NOT_DATE, text):
        return False
    if text.rstrip().endswith((".", ";", ":")):
        return False
    said = text[found[0].start :].startswith("ngày") or text[: found[0].start].rstrip().endswith("ngày")
    alone = text.startswith("ngày") and not _rest(line, found).removeprefix("ngày")
    return not said or alone or bool(_PLACE_AND_DAY.fullmatch(text))


def _rest(line: str, found: list[PrintedDate]) -> str:
    """What a line says beside its dates, times, weekdays, labels, counters and tools."""
    text = one_line(line).lower()
    for printed in reversed(found):
        text = f"{text[: printed.start]} | {text[printed.end :]}"
    text = _TIME.sub(" | ", removed((CueKind.DATE_LABEL, CueKind.COUNTER), text))
    text = _ENGLISH_DAY.sub(" ", _VIETNAMESE_DAY.sub(" ", text))
    parts = [part.strip(" ,.;:-–()") for part in re.split(r"[|\[\]]", text)]
    return " ".join(part for part in parts if part and not is_furniture(part))


def _numeric_dates(text: str) -> list[PrintedDate]:
    found = []
    for match in _NUMERIC.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        english = _ENGLISH_DAY.search(text, max(0, match.start() - 20), match.start())
        day = _choose(first, second, year, _ENGLISH_ORDER.index(english[1]) if english else None)
        if day:
            found.append(PrintedDate(day, match.start(), match.end()))
    return found


def _choose(first: int, second: int, year: int, english_weekday: int | None) -> date | None:
    """Day first, as Vietnamese writes; month first when only that is a date, or an English weekday says so."""
    day_first, month_first = _date(year, second, first), _date(year, first, second)
    if english_weekday is None or not (day_first and month_first):
        return day_first or month_first
    return day_first if day_first.weekday() == english_weekday else month_first


def _word_dates(text: str) -> list[PrintedDate]:
    matches = ((m, _date(int(m[3]), int(m[2]), int(m[1]))) for m in _WORDS.finditer(text))
    return [PrintedDate(day, m.start(), m.end()) for m, day in matches if day]


def _named_dates(text: str) -> list[PrintedDate]:
    found = ((m, _MONTHS.index(m[2] or m[3]) + 1, int(m[1] or m[4])) for m in _NAMED.finditer(text))
    dated = ((match, _date(int(match[5]), month, day)) for match, month, day in found)
    return [PrintedDate(day, match.start(), match.end()) for match, day in dated if day]


def _iso_dates(text: str) -> list[PrintedDate]:
    matches = ((m, _date(int(m[1]), int(m[2]), int(m[3]))) for m in _ISO.finditer(text))
    return [PrintedDate(day, m.start(), m.end()) for m, day in matches if day]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
