"""How a roll is laid out on a page: a table of titles by years, and the facts year by year."""

from itertools import groupby
from typing import NamedTuple

from pipeline.desk.recipients.models import Line, Roll, Won
from schemas import Level, RecipientKind, Status

Years = tuple[int | None, int | None]
Facts = list[Line]
KINDS = (RecipientKind.TAP_THE, RecipientKind.CA_NHAN, RecipientKind.HO_GIA_DINH, None)


class TitleRow(NamedTuple):
    """A title of some rank and level, and how many facts tell of it by years."""

    title: str
    rank: int | None
    level: Level | None
    facts: dict[Years, int]


class Group(NamedTuple):
    """The titles of one kind of recipient."""

    kind: RecipientKind | None
    rows: list[TitleRow]


class Table(NamedTuple):
    """Titles by years, the oldest first; facts that tell no year stand last."""

    years: list[Years]
    groups: list[Group]
    totals: dict[Years, int]


def table(roll: Roll) -> Table:
    """The table of all that was awarded."""
    totals: dict[Years, int] = {}
    for won in roll.won:
        totals[_years(won)] = totals.get(_years(won), 0) + won.facts
    years = sorted(totals, key=lambda span: (span[0] is None, span[0] or 0, span[1] or 0))
    groups = [Group(kind, _rows([won for won in roll.won if won.recipient_kind == kind])) for kind in KINDS]
    return Table(years, [group for group in groups if group.rows], totals)


def by_year(roll: Roll) -> list[tuple[Years, Facts]]:
    """The awards year by year, the latest first."""
    return [(years, list(told)) for years, told in groupby(_held(roll, Status.AWARDED), key=_years)]


def others(roll: Roll) -> Facts:
    """What is no award, and no proposal that is still open: registrations, revocations, proposals that came true."""
    open_ones = set(roll.not_found)
    return [line for line in _held(roll, *set(Status) - {Status.AWARDED}) if line.record_id not in open_ones]


def chosen(roll: Roll, record_ids: list[str]) -> Facts:
    """The facts of these ids, as far as they are shown whole."""
    wanted = set(record_ids)
    return [line for line in roll.lines if line.record_id in wanted]


def _held(roll: Roll, *statuses: Status) -> Facts:
    rejected = set(roll.rejected)
    return [line for line in roll.lines if line.status in statuses and line.record_id not in rejected]


def _rows(several: list[Won]) -> list[TitleRow]:
    rows: dict[tuple[str, int | None, Level | None], TitleRow] = {}
    for won in several:
        key = (won.title, won.rank, won.level)
        rows.setdefault(key, TitleRow(*key, {})).facts[_years(won)] = won.facts
    return sorted(rows.values(), key=lambda row: (-sum(row.facts.values()), row.title, row.rank or 0))


def _years(one: Won | Line) -> Years:
    return one.year_from, one.year_to
