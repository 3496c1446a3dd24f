"""Names as a record gives them: abbreviations spelled out, bare words and places completed from the article."""

import re
from functools import cache

from extractors import lexicon
from extractors.context import Context
from extractors.fold import fold, one_spaced
from extractors.mentions import OrgMention

_SHORT = re.compile(r"(?<!\w)(?:TX|TP|Tx|Tp)(?:\.(?=[\sA-ZĐ])|(?=\s))|(?<!\w)[A-ZĐ][\wĐ.&]*[A-ZĐƯ](?!\w)")
_GLUED = re.compile(r"T[PXpx]\.(?<=\b...)(?=\S)")
_PROVINCE_WORD = re.compile(r"(?<!\w)tỉnh(?!\w)")
_DEFINITION = re.compile(r"\s*\((?:gọi tắt là\s+)?[^()\s]{2,14}(?:\s[^()\s]{1,14})?\)")
_BARE_TERRITORY = re.compile(r"(?<!\w)(?:tỉnh|thành phố|tp|thị xã|huyện|quận|xã|phường)$")
_NOWHERE = re.compile(r"(?:ubnd|hđnd|ủy ban nhân dân|hội đồng nhân dân)?\s*(?:tỉnh|thành phố|tp|huyện|quận|xã|phường)$")
_BARE_PLACE = re.compile(r"(tỉnh|thành phố|TP)$", re.IGNORECASE)
_BELOW_PROVINCE = re.compile(
    r"(?<!\w)(?:huyện|thị xã|quận|(?<!tấn )xã|phường|thị trấn|thôn|ấp|sở|chi cục|đồn|công an huyện)(?!\w)"
)


def unit_name(org: OrgMention | None, context: Context, parent: OrgMention | None = None) -> str | None:
    """The recipient's organisation, as fully named as the article allows; None when nothing names it."""
    own = parent or _own(org, context)
    if org is None or (org.bare and not org.org):
        name = _full(own, context) if own else None
        return None if name and _NOWHERE.match(fold(name)) else name
    body = org.org or org
    if body.bare and own and own is not body:
        return _completed_bare(body, own, context)
    name = _full(body, context)
    if own and fold(own.name).startswith(f"{fold(body.name)} "):
        return _full(own, context)  # "Công an huyện" in an article about Công an huyện Bảo Thắng
    if own and own.place:
        name = _in_territory(name, own, context)
    if (
        body.rank == 1
        and not body.place
        and own
        and own.rank > 1
        and fold(own.name) not in fold(name)
        and "," not in name
    ):
        return f"{name}, {_full(own, context)}"
    return name


def _own(org: OrgMention | None, context: Context) -> OrgMention | None:
    """The article's unit; for "nhà trường" in an article about something else, the school that its lead names."""
    unit = context.unit
    body = (org.org or org) if org else None
    if body is None or not body.bare or body.place or body.rank == 1 or (unit and not unit.place):
        return unit
    return context.bodies.get(body.head.removeprefix("nhà ").split(" ")[0], unit)


def issuer_name(org: OrgMention, context: Context) -> str:
    """The giving office or body; "Giám đốc Sở" is completed by the article's own Sở."""
    name = _spelled(org.name, context)
    own = context.unit
    if org.bare and own and org.head and org.head in fold(own.name):
        full = _full(own, context)
        start = max(fold(full).find(org.head), 0)  # an alias need not print the head
        post = one_spaced(org.post)
        return f"{post} {full[start:]}".strip() if org.post else full[start:]
    if context.province and _BARE_PLACE.search(name) and _fits(name, context.province):
        return _BARE_PLACE.sub(context.province, name)
    return _in_territory(name, own, context) if own and own.place else name


def _in_territory(name: str, own: OrgMention, context: Context) -> str:
    """ "UBND thị xã" in an article about "thị xã An Nhơn" is that of An Nhơn."""
    bare = _BARE_TERRITORY.search(fold(name))
    if not bare or bare.end() != len(name) or not fold(own.name).startswith(f"{bare[0]} "):
        return name
    return f"{name[: bare.start()]}{_full(own, context)}"


def _fits(name: str, province: str) -> bool:
    """A bare "tỉnh" stands for a province, a bare "thành phố" for a city under the central government."""
    return fold(name).endswith("tỉnh") == province.startswith("tỉnh")


def _completed_bare(body: OrgMention, own: OrgMention, context: Context) -> str:
    if body.rank == 1:
        return f"{_spelled(body.name, context)}, {_full(own, context)}"
    return _full(own, context)


def _full(org: OrgMention, context: Context) -> str:
    printed = (org.org or org).name
    name = context.aliases.get(fold(printed)) or _spelled(printed, context)
    province = context.province
    if province and _BARE_PLACE.search(name) and _fits(name, province):
        name = _BARE_PLACE.sub(province, name)
    elif province and _BELOW_PROVINCE.search(fold(name)) and not _names_province(name):
        joint = " " if fold(name).startswith("sở") else ", "
        name = f"{name}{joint}{province}"
    return name


def _names_province(name: str) -> bool:
    folded = fold(name)
    return _PROVINCE_WORD.search(folded) is not None or folded.endswith(_province_ends())


@cache
def _province_ends() -> tuple[str, ...]:
    return tuple(f" {province}" for province in lexicon.provinces())


def _spelled(name: str, context: Context) -> str:
    plain = _DEFINITION.sub("", name)

    def spell(match: re.Match[str]) -> str:
        short = match[0].rstrip(".")
        return context.abbreviations.get(short, match[0])

    return one_spaced(_SHORT.sub(spell, _GLUED.sub(r"\g<0> ", plain))).strip()
