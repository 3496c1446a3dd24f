"""The words of the desk in Vietnamese and English: data/interface/*.csv."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import Field

from data import ROOT, DataError, read_csv
from schemas.base import Model

Language = Literal["vi", "en"]
FOLDER = "interface"


class Word(Model):
    """One row: a key (`queue.title`), and what it is in each language; {name} takes a value."""

    key: str = Field(pattern=r"^[a-z]+(\.[a-z0-9_]+)+$")
    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)


@cache
def words() -> dict[str, Word]:
    """All words by key. Raises DataError when a file does not fit, or a key is there twice."""
    found: dict[str, Word] = {}
    for path in sorted((ROOT / FOLDER).glob("*.csv")):
        for row in read_csv(f"{FOLDER}/{path.name}", Word):
            if row.key in found:
                raise DataError(f"{path}: {row.key} is there twice")
            found[row.key] = row
    return found


@dataclass(frozen=True, slots=True)
class Interface:
    """The words of one language."""

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        """The words under a key, with values put in. Raises KeyError when there are none."""
        told: str = getattr(words()[key], self.language)
        return told.format(**values) if values else told
