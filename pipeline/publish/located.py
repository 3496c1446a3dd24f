"""Where the organisations of the kept table `name` are, for pipeline/publish/facts.py."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from data.loader import ROOT
from pipeline import catalogue, places
from pipeline.places import MERGED, eras, names, place_of
from pipeline.places.mentions import lead_words, mentions
from pipeline.store.rows import Row, digest

COLUMNS = (
    "province", "province_today", "district", "commune", "commune_today",
    "district_since", "commune_since", "commune_today_since",
)  # fmt: skip
BATCH = 20_000  # names: their rows in Python take ten times the room that they take in Arrow
FILES = ("provinces.csv", "provinces_past.csv", "place_words.csv", "communes.csv", "districts_past.csv")


def rules() -> str:
    """What tells how names are read: it changes with the code and the data that read them."""
    code = sorted(Path(places.__file__).parent.glob("*.py"))
    return digest(*(path.read_text(encoding="utf-8") for path in (*code, *(ROOT / name for name in FILES))))


def located(con: duckdb.DuckDBPyConnection) -> pa.Table:
    """The places of the new names of organisations that may say one."""
    schema = pa.schema([(column, pa.string()) for column in ("name", *COLUMNS)])
    found, parts = con.execute("SELECT name FROM new_name WHERE is_placed_now"), [schema.empty_table()]
    while named := found.fetchmany(BATCH):
        parts.append(pa.Table.from_pylist([_row(name) for (name,) in named], schema=schema))
    return pa.concat_tables(parts)


def _row(name: str) -> Row:
    then = place_of(name)
    since = place_of(name, MERGED) if mentions(name) else None
    row: Row = {"name": name}
    if then:
        row |= then._asdict() | {"province_today": then.province_today if then.district else None}
    if since:
        row |= {f"{column}_since": getattr(since, column) for column in ("district", "commune", "commune_today")}
    return row


def meant_since() -> list[tuple[str, date, str | None]]:
    """Since when a province's name means what, as `places.era_of` reads it: the first of its meanings since ever."""
    firsts = {era.name: era for era in reversed(eras())}
    return [
        (era.name, date.min if era is firsts[era.name] else era.valid_from or date.min, era.today) for era in eras()
    ]


def macros() -> str:
    """Macros: whether a name holds that of a province. Nothing else tells units of one name apart.

    `says_place` looks for more: which of them are meant is then looked at closely.
    """
    printed = {name for province in catalogue.provinces() for name in (province.name, *province.aliases)}
    words = _any_of(sorted(printed, key=lambda name: (-len(name), name)))
    says = rf"({_any_of(names.forms())})([^\pL]|$)|(^|[^\pL])({_any_of(lead_words())})[ .]"
    return rf"""
        CREATE TEMP MACRO is_placed(s) AS regexp_matches(s, '(^|[^\pL])({words})([^\pL]|$)');
        CREATE TEMP MACRO says_place(s) AS regexp_matches(s, '{says}');"""


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))
