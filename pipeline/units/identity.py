"""What a parsed name is told apart by: the key of a unit, its name in full, its parent and its short forms."""

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.fold import fold
from pipeline.units.aliases import meant
from pipeline.units.catalogue import Identity, heads, phrases
from pipeline.units.parse import PROVINCE, Body, Place, parse, province_named, province_of_city

_TIERS = {1: "tinh", 2: "huyen", 3: "xa", 4: "thon"}
_NATIONAL = ("việt nam", "trung ương", "tối cao", "toàn quốc")
_ROMAN = re.compile("[ivx]+")
_KNOWN = 1 << 16  # names read at once


@dataclass(frozen=True)
class Unit:
    """The unit that a name means. Not `complete`, it tells no more than which of an article's units may be meant."""

    key: str
    name: str
    complete: bool
    kind: str
    level: str | None
    rank: int | None
    province: str | None
    parent: str | None  # the larger body's name
    places: tuple[Place, ...]  # its territories, the smallest first
    by_place: bool  # a place is what it lacks when it is not complete
    shorts: tuple[str, ...]  # what an article may call it that has named it in full


@lru_cache(maxsize=_KNOWN)
def unit_of(name: str) -> Unit | None:
    """The unit that `name` means wherever it is printed; None when it is none."""
    bodies = parse(meant(name))
    return _unit(bodies) if bodies else None


def _unit(bodies: tuple[Body, ...]) -> Unit:
    first, above = bodies[0], _larger(bodies)
    places = _telling(bodies, above)
    own_key = _without_country(first.own, places)
    key = " ".join([own_key, *(place.key for place in places)]).strip()
    name = _printed(first, places)
    by_parent = above is not None and _needs_parent(first, places)
    if above and by_parent:
        key, name = f"{key} < {above.key}", f"{name}, {above.name}"
    province = next((place.name for place in places if _is_province(place)), above.province if above else None)
    return Unit(
        key=key,
        name=name[:1].upper() + name[1:],
        complete=_is_complete(first, places, above if by_parent else None),
        kind=first.head.kind if first.head else "khac" if first.words else "dia_phuong",
        level=_level(first, places, key),
        rank=first.head.rank if first.head else None,
        province=province_named(province) if province else None,
        parent=above.name if above else _implied_parent(first, places),
        places=places or (above.places if above else ()),
        by_place=_identity(first) in (Identity.PLACED, Identity.TERRITORY) or bool(places),
        shorts=_shorts(own_key, places),
    )


def _larger(bodies: tuple[Body, ...]) -> Unit | None:
    """The body above, but for a territory's office, whose place says all: "Phòng Tư pháp, UBND huyện X"."""
    rest = bodies[1:]
    if rest and rest[0].head and rest[0].head.identity is Identity.TERRITORY and rest[0].places and not rest[0].words:
        return None
    return _unit(rest) if rest else None


def _telling(bodies: tuple[Body, ...], above: Unit | None) -> tuple[Place, ...]:
    """The places that tell the first body apart, the smallest first."""
    first = bodies[0]
    own = tuple(place for place in first.places if place.own)
    located = tuple(place for place in first.places if not place.own)
    identity = _identity(first)
    if identity in (Identity.CLOSED, Identity.ALONE) and not own:
        return ()
    if identity is Identity.PART and not own and above:
        return ()
    if identity is not Identity.PART or own or not above:
        located += tuple(_as_location(place) for body in bodies[1:] for place in body.places)
    if own:
        smallest = max(place.tier for place in own)
        located = tuple(place for place in located if place.tier < smallest or not smallest)
    elif identity is Identity.LOCAL and _has_own_word(first) and any(place.tier == 2 for place in located):
        located = tuple(place for place in located if place.tier <= 2)  # its name is its own in a district
    return _ordered(own + located)


def _as_location(place: Place) -> Place:
    return Place(place.tier, place.word, place.name, own=False)


def _ordered(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Smallest first, each one once; a province that is only guessed at goes where it is told."""
    told = {fold(place.name) for place in places if place.tier == PROVINCE}
    if not told:
        places += tuple(province for place in places if (province := province_of_city(place)))
    kept = {place.key: place for place in places if place.tier or fold(place.name) not in told}
    return tuple(sorted(kept.values(), key=lambda place: -place.tier))


def _identity(body: Body) -> Identity:
    if body.head is None:
        return Identity.ALONE if body.words else Identity.PLACED
    if body.head.identity is Identity.NAMED:
        return Identity.ALONE if _has_own_word(body) else Identity.PLACED
    if body.head.identity is Identity.ALONE and not body.words:
        return Identity.PLACED
    return body.head.identity


def _has_own_word(body: Body) -> bool:
    """Whether any word of the name is not one of those that many such units have."""
    rest = f" {' '.join(word.key for word in body.words if not word.key.isdigit() and not _ROMAN.fullmatch(word.key))} "
    for phrase in sorted(phrases("unit_common_words.txt"), key=len, reverse=True):
        rest = rest.replace(f" {phrase} ", " ")
    return bool(rest.strip())


def _needs_parent(body: Body, places: tuple[Place, ...]) -> bool:
    return not places and _identity(body) not in (Identity.CLOSED, Identity.ALONE)


def _is_complete(body: Body, places: tuple[Place, ...], parent: Unit | None) -> bool:
    identity = _identity(body)
    if identity in (Identity.CLOSED, Identity.ALONE):
        if places and not any(_is_province(place) for place in places):
            return False
        names = sum(word.opens for word in body.words)
        return identity is Identity.CLOSED or names > 1 or (body.head is not None and names > 0)
    if body.head and body.head.bare == "no" and not body.words:
        return False
    if any(_is_province(place) and place.name for place in places):
        return True
    if parent:
        return parent.complete
    is_central = body.head is not None and body.head.tier == "trung_uong" and identity is Identity.PLACED
    return bool(body.words) and (is_central or any(word in body.own for word in _NATIONAL))


def _is_province(place: Place) -> bool:
    return place.tier <= PROVINCE


def _without_country(own: str, places: tuple[Place, ...]) -> str:
    """ "Hội Nông dân Việt Nam tỉnh Gia Lai" is Hội Nông dân tỉnh Gia Lai."""
    return own.removesuffix(" việt nam") if places else own


def _level(body: Body, places: tuple[Place, ...], key: str) -> str | None:
    """At which level of administration it stands: that of its head, else of its own territory."""
    if body.head and body.head.tier:
        return body.head.tier
    if any(word in key.split(" < ", maxsplit=1)[0] for word in _NATIONAL):
        return "trung_uong"
    own = [place.tier for place in places if place.own and place.tier]
    return _TIERS[max(own)] if own and (body.head is None or body.head.identity is not Identity.LOCAL) else None


def _implied_parent(body: Body, places: tuple[Place, ...]) -> str | None:
    """The body above by the head's rule: "Ủy ban nhân dân {province}"; of a territory the larger one."""
    province = next((place for place in places if place.tier == PROVINCE), None)
    if body.head is None and not body.words:
        larger = places[1:]
        return ", ".join(place.called for place in larger) or None
    if body.head is None or not body.head.parent or (province is None and "{" in body.head.parent):
        return None
    return body.head.parent.replace("{province}", province.called if province else "")


def _printed(body: Body, places: tuple[Place, ...]) -> str:
    """The name in full, with the joints it was printed with."""
    text = body.head_text
    for word in body.words:
        text += {"and": " và ", ",": ", ", "-": " - ", "(": " ", ";": ", "}.get(word.joint, " ") + word.text
    if places and fold(text).endswith(" việt nam"):
        text = text[: -len(" việt nam")]
    implied = body.head.implies if body.head else ""
    for at, place in enumerate(places):
        is_in_name = at == 0 and (implied == place.word or (place.tier == PROVINCE and _bears_province(body)))
        name = place.name if is_in_name else place.called
        text += f", {name}" if at or not place.own else f" {name}"
    return text.strip(" ,")


def _bears_province(body: Body) -> bool:
    """ "Công ty Điện lực Tiền Giang", "Trường Đại học Cần Thơ": nobody prints "tỉnh" there."""
    head = body.head
    return head is not None and head.rank > 2 and head.identity in (Identity.ALONE, Identity.NAMED)


def _shorts(own_key: str, places: tuple[Place, ...]) -> tuple[str, ...]:
    """Forms that leave out places, or their names, or all but the head."""
    forms = {own_key, "đơn vị"} if own_key else set()
    for head in _heads_of(own_key):
        forms |= {head, *(f"{head} {place.key}" for place in places[-1:])}
    forms |= {" ".join([own_key, *(one.key for one in places[:at])]).strip() for at in range(1, len(places) + 1)}
    if places and places[0].own:
        forms |= {f"{own_key} {places[0].word}".strip(), f"{own_key} {fold(places[0].name)}".strip()}
    return tuple(sorted(forms - {""}))


def _heads_of(own_key: str) -> list[str]:
    """All heads that the name opens with: "cục" and "cục thi hành án dân sự"."""
    words = own_key.split()
    return [opening for at in range(1, len(words) + 1) if (opening := " ".join(words[:at])) in heads()]
