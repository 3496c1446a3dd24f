"""`bangvang ask eligible WHO [TITLE] [DAY]`: the one ready question that the law answers, not a SELECT."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.eligible import tell
from pipeline.cli.options import Format
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.search import Wanted

NAME = "eligible"
LISTED = (
    "ask eligible WHO [TITLE] [DAY]",
    "Luật đòi hỏi gì trước một danh hiệu, và đã thấy bằng chứng gì",
    "What the law asks for before a title, and what evidence was found",
)
USAGE = 'usage: bangvang ask eligible WHO [TITLE] [DAY], as in: bangvang ask eligible "Nguyễn Văn A" "CSTĐ cấp tỉnh"'
DAYS = ("%Y-%m-%d", "%d/%m/%Y")


def answer(published: Path, typed: Sequence[str], wanted: "Wanted", how: Format) -> None:
    """Print the answer as `bangvang eligible` does. Raises UsageError when it is asked in another way."""
    from pipeline.clock import now
    from pipeline.search import Wanted

    if replace(wanted, person=None, unit=None, title=None) != Wanted():
        raise UsageError(f"ask eligible takes no other options than --person, --unit and --title; {USAGE}")
    told = list(typed)
    person, unit = wanted.person, wanted.unit
    if not (person or unit):
        person, unit = _who(published, told)
    title = wanted.title or (told.pop(0) if told else None)
    day = _day(told.pop(0)) if told else now().date()
    if told:
        raise UsageError(f"ask eligible: {told[0]!r} is one argument too many; {USAGE}")
    tell(published, person, unit, title, day, how)


def _who(published: Path, told: list[str]) -> tuple[str | None, str | None]:
    """Person or unit: a person when somebody bears exactly that name."""
    from pipeline.eligibility import is_person

    if not told:
        raise UsageError(f"ask eligible: WHO is missing; {USAGE}")
    who = told.pop(0)
    return (who, None) if is_person(published, who) else (None, who)


def _day(typed: str) -> date:
    for form in DAYS:
        try:
            return datetime.strptime(typed, form).date()
        except ValueError:
            continue
    raise UsageError(f"ask eligible: {typed!r} is no day; write 2024-06-01 or 01/6/2024")
