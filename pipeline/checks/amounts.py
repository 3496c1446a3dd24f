"""Numbers of one unit and year that have to fit each other: LĐTT is what CSTĐ cơ sở and collective titles build on."""

import re
from datetime import date
from math import ceil

from pipeline.catalogue import titles
from pipeline.checks.kin import exact, of_same_body
from pipeline.checks.law import rules
from pipeline.checks.model import Case, Finding
from pipeline.checks.words import years_of
from schemas import AwardRecord, Level, Status

_BASE = ("lao-dong-tien-tien", "chien-si-tien-tien")
_OUT_OF = re.compile(r"0*(\d[\d.]*)\s*/\s*(\d[\d.]*)")


def more_than_base(case: Case, record: AwardRecord) -> Finding | None:
    """More CSTĐ cơ sở than LĐTT, which every one of them has to be (2003 and 2022 law, art. 23)."""
    base = _base(case, record)
    if base is None or record.count is None or record.count <= base:
        return None
    return Finding(
        "more-than-base",
        f"{record.count} Chiến sĩ thi đua cơ sở nhiều hơn {base} Lao động tiên tiến của cùng đơn vị, "
        f"{years_of(record)}; phải đạt Lao động tiên tiến mới được xét (Luật Thi đua, khen thưởng 2022, Điều 23).",
    )


def over_quota(case: Case, record: AwardRecord) -> Finding | None:
    """More CSTĐ cơ sở than the quota in force in that year allowed; part of a person counts as one."""
    base = _base(case, record)
    if base is None or record.count is None or record.count > base or record.status is not Status.AWARDED:
        return None
    for rule in rules("over-quota"):
        held = record.year_from and record.year_to and record.year_from >= rule.first_day.year
        allowed = ceil(base * (rule.limit or 0) / 100)
        if held and rule.holds_on(date(record.year_to or 0, 12, 31)) and record.count > allowed:
            return Finding(
                "over-quota",
                f"{record.count} Chiến sĩ thi đua cơ sở trên {base} Lao động tiên tiến là "
                f"{_percent(record.count, base)}%, vượt mức {rule.limit}% áp dụng cho "
                f"{years_of(record)} ({rule.source}).",
            )
    return None


def collective_below_share(case: Case, record: AwardRecord) -> Finding | None:
    """The unit has a collective title, but the text gives it too small a share of LĐTT ("18/30 cá nhân")."""
    for rule in rules("too-few-for-collective"):
        if record.title not in rule.titles or record.count != 1 or record.unit is None or record.year_to is None:
            continue
        share = _share(case, record)
        if share and rule.holds_on(date(record.year_to, 12, 31)) and share[0] * 100 < share[1] * (rule.limit or 0):
            return Finding(
                "too-few-for-collective",
                f"“{titles()[record.title].name}” cần ít nhất {rule.limit}% cá nhân đạt Lao động tiên tiến, "
                f"nhưng văn bản nêu {share[0]}/{share[1]} ({_percent(*share)}%; {rule.source}).",
            )
    return None


def _base(case: Case, record: AwardRecord) -> int | None:
    """How many LĐTT the same unit has beside this number of CSTĐ cơ sở."""
    if record.title != "chien-si-thi-dua" or record.level is not Level.CO_SO or exact(record) is None or record.person:
        return None
    counts = [exact(other) for other in of_same_body(case, record) if other.title in _BASE and not other.person]
    known = [count for count in counts if count is not None]
    return sum(known) if known and len(known) == len(counts) and record.unit and record.year_from else None


def _share(case: Case, record: AwardRecord) -> tuple[int, int] | None:
    """The LĐTT of the unit and its strength, where the text prints both."""
    for other in of_same_body(case, record):
        if other.title in _BASE and "count" in other.evidence:
            match = _OUT_OF.match(case.article.text, other.evidence["count"].start)
            part, whole = (int(digits.replace(".", "") or 0) for digits in match.groups()) if match else (0, 0)
            if part == other.count and part <= whole:
                return part, whole
    return None


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}".rstrip("0").rstrip(".").replace(".", ",")
