"""Decisions that a sentence cites: "Quyết định số 231/QĐ-TTg ngày 14/3/2023"."""

import re
from datetime import date

_DECISION = re.compile(
    r"(?:Quyết định|QĐ)(?:\s+số)?:?\s*(\d{1,5}(?:/\d{4})?\s*[/-]\s*QĐ\s*[-/]\s*[A-ZĐ]{1,8}(?:-[A-ZĐ]{1,8})?)"
    r"(?:\s*,?\s*(?:ngày)?\s*(\d{1,2})\s*(?:[/.-]|\s+tháng\s+)\s*(\d{1,2})\s*(?:[/.-]|\s+năm\s+)\s*(\d{4}))?",
    re.IGNORECASE,
)


def decision_in(text: str, start: int, end: int) -> tuple[str | None, date | None]:
    """Number and date of the only decision in `text[start:end]`; nothing when there are several or none."""
    found = list(_DECISION.finditer(text, start, end))
    if len(found) != 1:
        return None, None
    number = re.sub(r"\s+", "", found[0][1])
    return number, _day(found[0][4], found[0][3], found[0][2])


def _day(year: str | None, month: str | None, day: str | None) -> date | None:
    if not (year and month and day):
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:  # 31/02: the number still identifies the decision
        return None
