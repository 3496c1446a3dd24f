"""What the law says of titles, from reviewed files: who gives them at which level, and which rule holds when."""

from datetime import date
from functools import cache

from pydantic import Field

from data import read_csv
from pipeline.catalogue import titles
from schemas import Level
from schemas.base import Model


class Conferring(Model):
    """Who gives some titles: one row of data/conferring.csv.

    `titles` are codes of titles or of groups, `refused` issuers that cannot give them: "Sở" is a head of a body's name,
    "UBND@co_so" one of that level, "@nha_nuoc" any body of that level.
    """

    titles: tuple[str, ...] = Field(min_length=1)
    levels: frozenset[Level] = Field(min_length=1)
    refused: tuple[str, ...] = ()
    decided_by: str = Field(min_length=1)
    source: str = Field(min_length=1)


class Rule(Model):
    """A rule of law with the days on which it holds: one row of data/rules_in_force.csv."""

    rule: str = Field(min_length=1)
    titles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    first_day: date = date.min
    last_day: date = date.max
    limit: int | None = None
    source: str = Field(min_length=1)

    def holds_on(self, day: date) -> bool:
        """True when the rule is in force on that day."""
        return self.first_day <= day <= self.last_day


@cache
def _conferring() -> dict[str, Conferring]:
    rows = read_csv("conferring.csv", Conferring, lists=("titles", "levels", "refused"))
    return {title: row for row in rows for title in row.titles}


def conferring(title: str) -> Conferring:
    """Who gives the title: its own row, else that of its group. Raises DataError when the file does not fit."""
    return _conferring().get(title) or _conferring()[titles()[title].group]


@cache
def rules(code: str) -> tuple[Rule, ...]:
    """The rows of a rule. Raises DataError when the file does not fit."""
    rows = read_csv("rules_in_force.csv", Rule, lists=("titles", "words"))
    return tuple(row for row in rows if row.rule == code)
