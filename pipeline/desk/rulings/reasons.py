"""Why a fact is rejected: data/reject_reasons.csv."""

from functools import cache

from pydantic import Field

from data import read_csv
from schemas.base import Model


class Reason(Model):
    """One row: a code and what it is in each language."""

    code: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)


@cache
def reasons() -> dict[str, Reason]:
    """The reasons by code, in the order of data/reject_reasons.csv. Raises DataError when the file does not fit."""
    return {row.code: row for row in read_csv("reject_reasons.csv", Reason)}
