"""What a check is given, and what it tells. Findings are read by people of the house: they are Vietnamese."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from pipeline.lock import holder
from pipeline.progress import Progress
from pipeline.settings import Home


class Grade(StrEnum):
    """How bad a finding is."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


class Finding(NamedTuple):
    """One row: how it is, what was found, what to do."""

    grade: Grade
    told: str
    todo: str = ""


@dataclass(frozen=True)
class Case:
    """The home that is looked at. `quick` leaves out what reads every byte; `run_by` is who works in it."""

    home: Home
    progress: Progress
    quick: bool = False
    run_by: str | None = None

    @classmethod
    def of(cls, home: Home, progress: Progress, *, quick: bool) -> "Case":
        """The case with its holder of the lock, asked for once."""
        return cls(home, progress, quick, holder(home.lock))

    @property
    def has_work(self) -> bool:
        """Whether there is a working database that can be looked into: a run keeps it to itself."""
        return self.home.work.exists() and self.run_by is None


Check = Callable[[Case], Iterator[Finding]]


def ok(told: str) -> Finding:
    """All is well."""
    return Finding(Grade.OK, told)


def warning(told: str, todo: str) -> Finding:
    """Somebody should look, nothing is broken."""
    return Finding(Grade.WARNING, told, todo)


def error(told: str, todo: str) -> Finding:
    """Something is broken."""
    return Finding(Grade.ERROR, told, todo)
