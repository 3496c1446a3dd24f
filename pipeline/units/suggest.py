"""Pairs of units that may be one, by likeness of their names: a person looks at them, nothing is merged by itself."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

import duckdb
from rapidfuzz import fuzz, process

from pipeline.units.catalogue import heads, plain

ALIKE = 93.0  # of 100
_FEW = 3  # pairs a unit
_NUMBERS = re.compile(r"\d+")
UNITS = """
    SELECT unit_id, name, kind, level, province, parent_id, facts + given AS facts FROM unit
    WHERE facts + given > 0 ORDER BY facts + given DESC, name, unit_id"""


class Candidate(NamedTuple):
    """A unit as it is compared."""

    unit_id: str
    name: str
    kind: str
    level: str | None
    province: str | None
    parent_id: str | None
    facts: int


class Pair(NamedTuple):
    """Two units that may be one, the one with more facts first."""

    unit: Candidate
    other: Candidate
    likeness: float


def suggestions(con: duckdb.DuckDBPyConnection, ruled: Set[frozenset[str]]) -> Iterator[Pair]:
    """Pairs of the published file that nobody ruled on yet: those with the most facts first."""
    units = [Candidate(*row) for row in con.execute(UNITS).fetchall()]
    groups = defaultdict[str, list[Candidate]](list)
    for unit in units:
        for other, likeness in _like(unit, groups[unit.kind]):
            if frozenset((unit.unit_id, other.unit_id)) not in ruled:
                yield Pair(other, unit, likeness)
        groups[unit.kind].append(unit)


def _like(unit: Candidate, others: Sequence[Candidate]) -> Iterator[tuple[Candidate, float]]:
    near = [other for other in others if _may_be(unit, other)]
    names = [plain(other.name) for other in near]
    found = process.extract(plain(unit.name), names, scorer=_likeness, score_cutoff=ALIKE, limit=_FEW)
    return ((near[at], likeness) for _, likeness, at in found)


def _may_be(unit: Candidate, other: Candidate) -> bool:
    """Not in two provinces or at two levels, nor one the part of the other; the numbers in the names are the same."""
    if unit.level and other.level and unit.level != other.level:
        return False
    if unit.province and other.province and unit.province != other.province:
        return False
    if plain(unit.name) in heads() or plain(other.name) in heads():
        return False
    if unit.unit_id == other.parent_id or other.unit_id == unit.parent_id:
        return False
    return _NUMBERS.findall(unit.name) == _NUMBERS.findall(other.name)


def _likeness(one: str, other: str, **_: object) -> float:
    """Spelled alike, or one with words that the other leaves out."""
    return max(fuzz.ratio(one, other), 0.95 * fuzz.token_set_ratio(one, other))
