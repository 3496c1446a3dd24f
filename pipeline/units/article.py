"""The names of one article, read together: what one leaves out another may tell."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.units.identity import Unit, unit_of
from pipeline.units.parse import PROVINCE

_OWN_RANK = 3  # of bodies that an article is about


@dataclass(frozen=True)
class Resolved:
    """The unit that a name means in an article."""

    unit: Unit
    key: str  # the unit's own, or one for this article alone
    by_context: bool


def resolve(names: Iterable[str], article: str) -> dict[str, Resolved]:
    """The units that `names` of the article `article` mean; names of nobody are left out.

    A name that is not complete means the one unit in the article that it is a short form of; or it lacks a place that
    the article tells. Where neither is certain it stands apart, as a unit of this article alone.
    """
    units = {name: unit for name in names if (unit := unit_of(name))}
    found = {name: Resolved(unit, unit.key, False) for name, unit in units.items() if unit.complete}
    while True:
        known = {one.key: one.unit for one in found.values()}
        more = {name: meant for name, unit in units.items() if name not in found and (meant := _meant(unit, known))}
        if not more:
            break
        found |= {name: Resolved(meant, meant.key, True) for name, meant in more.items()}
    lone = {name: Resolved(unit, apart(unit, article), False) for name, unit in units.items() if name not in found}
    return found | {name: _like_another(one, lone) or one for name, one in lone.items()}


def _like_another(one: Resolved, lone: dict[str, Resolved]) -> Resolved | None:
    """The one longer name among those that stand apart: "Sở" where Sở Nội vụ is all that is told."""
    if (one.unit.rank or 0) < _OWN_RANK:
        return None  # "phòng", "xã" may be any
    longer = {other.key: other for other in lone.values() if other.key != one.key and one.unit.key in other.unit.shorts}
    return (
        Resolved(other.unit, other.key, True) if len(longer) == 1 and (other := next(iter(longer.values()))) else None
    )


def apart(unit: Unit, article: str) -> str:
    """The key of a unit: one that is not complete is a unit of its article alone."""
    return unit.key if unit.complete else f"{unit.key} @{article}"


def _meant(unit: Unit, known: dict[str, Unit]) -> Unit | None:
    return _named_in_full(unit, known) or _located(unit, known) or _below(unit, known)


def _named_in_full(unit: Unit, known: dict[str, Unit]) -> Unit | None:
    """The one unit of the article that `unit` is a short form of."""
    found = [full for full in known.values() if unit.key in full.shorts]
    return found[0] if len(found) == 1 else None


def _located(unit: Unit, known: dict[str, Unit]) -> Unit | None:
    """`unit` in the one place where the article can mean."""
    if not unit.by_place:
        return None
    if unit.places and unit.places[-1].name:
        place = unit.places[-1]
        lacking = {_beyond(full, place.key) for full in known.values()} - {""}
    elif not unit.places and unit.level != "tinh":
        return None
    else:
        is_bare = bool(unit.places)
        if is_bare and unit.places[-1].tier != PROVINCE and unit.places[-1].word != "tỉnh":
            return None
        lacking = {place.called for full in known.values() for place in full.places if place.tier == PROVINCE}
    if len(lacking) != 1:
        return None
    meant = unit_of(_with_place(unit, lacking.pop()))
    return meant if meant and meant.complete else None


def _below(unit: Unit, known: dict[str, Unit]) -> Unit | None:
    """A part of a body that is itself only a short form: "Phòng Kế toán, Sở Y tế" where one is named in full."""
    above = unit_of(unit.parent) if unit.parent else None
    if above is None or above.complete or not unit.name.endswith(above.name):
        return None
    full = _meant(above, known)
    found = unit_of(unit.name.removesuffix(above.name) + full.name) if full else None
    return found if found and found.complete else None


def _with_place(unit: Unit, place: str) -> str:
    """The name with what it lacks: after the place that it has, or instead of a bare "tỉnh"."""
    if not unit.places or unit.places[-1].name:
        return f"{unit.name}, {place}" if unit.places else f"{unit.name} {place}"
    return f"{unit.name.removesuffix(unit.places[-1].word).strip()} {place}".strip()


def _beyond(unit: Unit, key: str) -> str:
    """The larger places of `unit` in which the place `key` lies."""
    for at, place in enumerate(unit.places):
        if place.key == key:
            return ", ".join(larger.called for larger in unit.places[at + 1 :])
    return ""
