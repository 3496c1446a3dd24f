"""The reviewed catalogues that the pipeline needs: titles and issue codes, read once."""

from enum import StrEnum
from functools import cache

from pydantic import Field

from data import read_csv
from schemas import AwardTitle, IssueCode, Level
from schemas.base import Model


@cache
def titles() -> dict[str, AwardTitle]:
    """Award titles by code, in the order of data/titles.csv. Raises DataError when the file does not fit."""
    rows = read_csv("titles.csv", AwardTitle, lists=("recipients", "ranks", "aliases"))
    return {row.code: row for row in rows}


class TitleForm(Model):
    """How texts write a title, with what the form tells: one row of data/title_forms.csv."""

    form: str = Field(min_length=1)
    code: str
    level: Level | None = None
    issuer: str | None = None
    needs: str | None = None


@cache
def title_forms() -> list[TitleForm]:
    """The forms that stand for a title wherever they occur. Raises DataError as `titles` does."""
    return [row for row in read_csv("title_forms.csv", TitleForm) if row.needs is None]


class Province(Model):
    """One row of data/provinces.csv."""

    name: str
    today: str
    kind: str
    aliases: tuple[str, ...] = ()


@cache
def provinces() -> list[Province]:
    """Provinces as they were until 30 June 2025, and what they are since. Raises DataError as `titles` does."""
    return read_csv("provinces.csv", Province, lists=("aliases",))


class SourceRank(Model):
    """How near the sites with this end of their address are to who gives awards: one row of data/source_ranks.csv."""

    suffix: str = Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)*$")
    rank: int = Field(ge=1, le=9)
    what: str = Field(min_length=1)


@cache
def source_ranks() -> list[SourceRank]:
    """Ranks of sites, 1 is the best; of several ends that fit an address, the longest counts. Raises as `titles`."""
    return read_csv("source_ranks.csv", SourceRank)


class Rule(Model):
    """A reading of the extractor in plain words: one row of data/rules.csv."""

    rule: str = Field(min_length=1)
    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)


@cache
def rules() -> dict[str, Rule]:
    """The readings by the name that records carry. Raises DataError as `titles` does."""
    return {row.rule: row for row in read_csv("rules.csv", Rule)}


class Label(Model):
    """A word for people that stands for a code: one row of data/labels.csv."""

    kind: str = Field(min_length=1)
    code: str = Field(min_length=1)
    vi: str = ""
    en: str = ""


@cache
def labels() -> dict[tuple[str, str], Label]:
    """Words for people by kind and code. Raises DataError as `titles` does."""
    return {(row.kind, row.code): row for row in read_csv("labels.csv", Label)}


@cache
def issue_codes() -> dict[str, IssueCode]:
    """Issue codes with severity and meaning, from data/issue_codes.csv. Raises DataError as `titles` does."""
    return {row.code: row for row in read_csv("issue_codes.csv", IssueCode)}


class Weight(StrEnum):
    """What an issue says about the health of its source."""

    SOURCE = "source"  # the source is not read as it should be
    PAGE = "page"  # a page is not; the source only when its entrance or most of its pages are not
    NOTE = "note"  # worth knowing, and nothing is wrong


class Advice(Model):
    """What to do when a source has such an issue: one row of data/source_advice.csv.

    `meaning_vi` is there for what is found by looking at a source's files; an issue code has its meaning already.
    """

    code: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    weight: Weight
    meaning_vi: str | None = None
    advice_vi: str = Field(min_length=1)


@cache
def source_advice() -> dict[str, Advice]:
    """Advice by code. Raises DataError as `titles` does."""
    return {row.code: row for row in read_csv("source_advice.csv", Advice)}
