"""What printed names say by themselves, kept in the working database: each name is read once."""

from functools import cache
from itertools import islice
from pathlib import Path

import duckdb

from data import ROOT
from extractors.fold import one_spaced
from pipeline.store.merge import arrow_table, insert_arrow
from pipeline.store.rows import Row, digest
from pipeline.store.transaction import transaction
from pipeline.units.aliases import meant
from pipeline.units.identity import Unit, unit_of
from pipeline.units.succession import Step, step_of
from pipeline.units.words import spelled_out

READ_BY = ("abbreviations.csv", "posts.csv", "provinces.csv", "surnames.txt", "not_orgs.txt")  # beside data/unit_*

BATCH = 20_000  # names, each with the units that it leads to: stored together, and not all held at once

FIRST_ISSUER = "string_split(issuer, '; ')[1]"
NEW = f"""
    SELECT DISTINCT name FROM (
        SELECT unit AS name FROM award UNION ALL SELECT unit FROM ruled
        UNION ALL SELECT {FIRST_ISSUER} FROM award UNION ALL SELECT {FIRST_ISSUER} FROM ruled
    ) ANTI JOIN unit_read USING (name) WHERE name IS NOT NULL"""  # noqa: S608


def read_units(con: duckdb.DuckDBPyConnection) -> None:
    """Read the names of units and issuers that were not read yet, or by other rules than today's, and their parents.

    What was read stays read when a run is stopped. Of several issuers that are joined with "; " the first counts. The
    table `ruled` is in use (pipeline/reviews).
    """
    con.execute("DELETE FROM unit_read WHERE version <> ?", [_version()])
    names = sorted(name for (name,) in con.execute(NEW).fetchall())
    if not names:
        return
    known = {name for (name,) in con.execute("SELECT name FROM unit_read").fetchall()}
    read = (_read(name, known) for name in names)
    while batch := [*islice(read, BATCH)]:
        _store(con, [row for rows in batch for row in rows])


def _store(con: duckdb.DuckDBPyConnection, rows: list[Row]) -> None:
    with transaction(con):
        if rows:
            insert_arrow(con, "unit_read", arrow_table(con, "unit_read", rows))


def _read(name: str, known: set[str]) -> list[Row]:
    """A row for the name, and one for each unit that it leads to, of those that are not known yet."""
    rows, waiting = list[Row](), [name]
    while waiting:
        name = waiting.pop()
        if name in known:
            continue
        known.add(name)
        unit = unit_of(name)
        rows.append(row_of(name, unit))
        waiting += related(unit) if unit else ()
    return rows


def related(unit: Unit) -> list[str]:
    """Names of the units that this one leads to: the larger body and the successor."""
    step = step_of(unit)
    return [name for name in (unit.parent, step.successor.name if step and step.successor else None) if name]


def row_of(name: str, unit: Unit | None) -> Row:
    """A name and what it says, as a row of `unit_read`."""
    above = unit_of(unit.parent) if unit and unit.parent else None
    row: Row = {"name": name, "version": _version(), "called": unit.name if unit else None, "how": _how(name)}
    row |= {"parent": above.key if above else None} | _became(step_of(unit) if unit else None)
    return row | {field: getattr(unit, field, None) for field in SAID}


def _became(step: Step | None) -> Row:
    return {
        "successor": step.successor.key if step and step.successor else None,
        "since": step.since if step else None,
        "is_new": step.is_new if step else None,
        "because": step.because if step else None,
    }


SAID = ("key", "complete", "kind", "level", "rank", "province")


def _how(name: str) -> str:
    if meant(name) != name:
        return "alias"
    return "printed" if spelled_out(name) == one_spaced(name) else "abbreviation"


@cache
def _version() -> str:
    code = sorted(Path(__file__).parent.glob("*.py"))
    lists = [*sorted(ROOT.glob("unit_*")), *(ROOT / name for name in READ_BY)]
    return digest(*(path.read_text(encoding="utf-8") for path in (*code, *lists)))[:16]
