"""Districts and communes by what they are called."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple, TypeVar

from pipeline.places.catalogue import communes, past_districts
from pipeline.places.eras import today
from pipeline.places.spelling import bare, without_kind


class District(NamedTuple):
    """A district of a province of 30 June 2025, or of before."""

    province: str
    name: str


class Commune(NamedTuple):
    """A commune of a district, and those that it is in today; one of today has its province of today, no district."""

    province: str
    name: str
    district: str | None
    today: tuple[str, ...]


Named = TypeVar("Named", District, Commune)


@cache
def districts() -> dict[str, list[District]]:
    """Districts by bare name."""
    lasting = [District(row.province, row.district) for row in communes()]
    return _by_name(dict.fromkeys([*lasting, *became()]))


@cache
def became() -> dict[District, tuple[str, ...]]:
    """The districts of 30 June 2025 that hold the communes of one that was not there any more."""
    return {District(row.province, row.district): row.became for row in past_districts()}


@cache
def old_communes() -> dict[str, list[Commune]]:
    """Communes before 1 July 2025 by bare name."""
    return _by_name(Commune(row.province, row.commune, row.district, row.today) for row in communes() if row.commune)


@cache
def new_communes() -> dict[str, list[Commune]]:
    """Communes since then by bare name."""
    named = {(today()[row.province], name) for row in communes() for name in row.today}
    return _by_name(Commune(province, name, None, (name,)) for province, name in sorted(named))


def of_kind(kind: str, found: list[Named]) -> list[Named]:
    """Those of the kind, else all: many a district and commune was of another kind before."""
    return [one for one in found if one.name.startswith(f"{kind} ")] or found


def called(kind: str, one: Named) -> str:
    """The name with the kind as it was told."""
    return f"{kind} {without_kind(one.name)}"


def _by_name(named: Iterable[Named]) -> dict[str, list[Named]]:
    found = defaultdict[str, list[Named]](list)
    for one in named:
        found[bare(one.name)].append(one)
    return dict(found)
