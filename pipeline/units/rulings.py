"""What people ruled about pairs of units: an append-only file in the home, applied at each publication."""

import csv
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from pipeline.errors import StorageError, UsageError
from schemas.base import Model

UNIT_ID = r"^[0-9a-f]{12}$"


class PairRuling(Model):
    """Two units are the same, or they are not: one line of units.csv."""

    ruled_at: datetime
    ruled_by: str = Field(min_length=1)
    verdict: Literal["same", "different"]
    unit_id: str = Field(pattern=UNIT_ID)  # the one that stands for both when they are the same
    other_id: str = Field(pattern=UNIT_ID)
    name: str = Field(min_length=1)
    other_name: str = Field(min_length=1)

    @property
    def pair(self) -> frozenset[str]:
        """The two, in whichever order."""
        return frozenset((self.unit_id, self.other_id))


COLUMNS = list(PairRuling.model_fields)


class UnitRulings:
    """The rulings in the file at `path`; of several about one pair the last counts."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def all(self) -> list[PairRuling]:
        """Every line in order. Raises StorageError naming the line that is none."""
        if not self.path.exists():
            return []
        text = self.path.read_text(encoding="utf-8")
        if not text.endswith("\n"):
            raise StorageError(f"{self.path}: its last line was cut off; remove it")
        return [self._ruling(at, row) for at, row in enumerate(csv.DictReader(text.splitlines()), start=2)]

    def standing(self) -> dict[frozenset[str], PairRuling]:
        """The ruling in force by pair."""
        return {ruling.pair: ruling for ruling in self.all()}

    def add(self, ruling: PairRuling) -> None:
        """Append a ruling and see it to the disk. Raises UsageError when it contradicts others, StorageError."""
        standing = self.standing() | {ruling.pair: ruling}
        if contradiction := _contradiction(standing.values()):
            raise UsageError(
                f"'{contradiction.name}' and '{contradiction.other_name}' were ruled different"
                " and would become the same; rule on that pair first"
            )
        is_new = not self.path.exists()
        try:
            with self.path.open("a", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
                if is_new:
                    writer.writeheader()
                writer.writerow(ruling.model_dump(mode="json"))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise StorageError(f"{self.path}: cannot be written: {error.strerror}") from error

    def merged(self) -> dict[str, str]:
        """The unit that stands for each one that was ruled to be the same as another. Raises StorageError."""
        standing = self.standing().values()
        if contradiction := _contradiction(standing):
            raise StorageError(
                f"{self.path}: '{contradiction.name}' and '{contradiction.other_name}'"
                " are ruled the same and different; remove one of the lines"
            )
        return _merged(standing)

    def names(self) -> dict[str, str]:
        """The names of all units that were ruled on, by id: one that is the same as another is published no more."""
        return {
            unit: name for one in self.all() for unit, name in ((one.unit_id, one.name), (one.other_id, one.other_name))
        }

    def _ruling(self, line: int, row: dict[str, str]) -> PairRuling:
        try:
            return PairRuling.model_validate(row)
        except ValidationError as error:
            told = error.errors()[0]
            raise StorageError(
                f"{self.path}:{line}: {told['loc'][0]}: {told['msg']}; mend or remove the line"
            ) from error


def _merged(rulings: Iterable[PairRuling]) -> dict[str, str]:
    into = dict[str, str]()
    for ruling in rulings:
        if ruling.verdict == "same":
            kept, gone = _end(into, ruling.unit_id), _end(into, ruling.other_id)
            if kept != gone:
                into[gone] = kept
    return {unit: _end(into, unit) for unit in into}


def _end(into: dict[str, str], unit: str) -> str:
    while unit in into:
        unit = into[unit]
    return unit


def _contradiction(rulings: Iterable[PairRuling]) -> PairRuling | None:
    """A pair that was ruled different though others together make it the same."""
    standing = list(rulings)
    into = _merged(standing)
    apart = (ruling for ruling in standing if ruling.verdict == "different")
    return next((one for one in apart if _end(into, one.unit_id) == _end(into, one.other_id)), None)
