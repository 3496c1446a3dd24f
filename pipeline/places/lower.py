"""Which district and commune a name of an organisation says."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from pipeline.places.eras import MERGED, era_of, meant_before, provinces_at
from pipeline.places.gazetteer import (
    Commune,
    District,
    Named,
    became,
    called,
    districts,
    new_communes,
    of_kind,
    old_communes,
)
from pipeline.places.mentions import mentions
from pipeline.places.spelling import bare, without_kind

One = TypeVar("One")
CITY = "thành phố"
RAISED = {"huyện": ("thị xã ", "thành phố ", "quận "), "thị xã": ("thành phố ",)}
DISTRICTS = ("huyện", "quận", "thị xã", CITY)


def district_of(name: str, province: str | None, on: date | None) -> District | None:
    """The one district that a name says, with the kind as it is told; in any province when none is told."""

    def fits(kind: str, found: list[District]) -> list[District]:
        if kind not in DISTRICTS or (kind == CITY and _is_province(found, on)):
            return []
        near = _within(province, on, found) if province else _alone(kind, found)
        return of_kind(kind, near)[:1]

    return _only(_told(name, districts(), fits))


def commune_of(name: str, province: str, district: District | None, on: date | None) -> Commune | None:
    """The one commune that a name says: since 1 July 2025 one of today's, when no district is told and it is found."""

    def fits(kind: str, found: list[Commune]) -> list[Commune]:
        if kind in DISTRICTS:
            return []
        near = [one for one in found if _is_in(one, district)] if district else _within(province, on, found)
        return of_kind(kind, near)

    told = list[Commune]()
    if on and on >= MERGED and not district:
        told = list(_told(name, new_communes(), fits))
    return _only(told or _told(name, old_communes(), fits))


def _told(name: str, known: dict[str, list[Named]], fits: Callable[[str, list[Named]], list[Named]]) -> Iterator[Named]:
    """What the mentions in a name may be, called by the kind that is told."""
    for mention in mentions(name):
        for one in fits(mention.kind, known.get(mention.name(known) or "", [])):
            yield one._replace(name=called(mention.kind, one))


def _within(province: str, on: date | None, found: list[Named]) -> list[Named]:
    """Those of the province; else of what its name meant on the day, or ever before 1 July 2025."""
    own = [one for one in found if one.province == province]
    parts = provinces_at(province, on) if on else meant_before(province)
    return own or [one for one in found if one.province in parts or (one.province == "Hà Nội" and "Hà Tây" in parts)]


def _alone(kind: str, found: list[District]) -> list[District]:
    """A district of the kind or raised from it since, when no other province has one of that name at all."""
    alone = len({one.province for one in found}) == 1
    return [one for one in found if alone and one.name.startswith((f"{kind} ", *RAISED.get(kind, ())))]


def _is_in(commune: Commune, district: District) -> bool:
    within = became().get(district, (district.name,))
    return commune.province == district.province and bare(commune.district or "") in map(bare, within)


def _is_province(found: list[District], on: date | None) -> bool:
    """Whether a city of that name is under the central government: Huế is since 2025."""
    eras = [era_of(without_kind(one.name), on) for one in found]
    return any(era and era.kind == CITY for era in eras)


def _only(found: Iterable[One]) -> One | None:
    several = set(found)
    return several.pop() if len(several) == 1 else None
