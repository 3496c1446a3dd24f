"""One head over several places: "Công an các huyện A, B và C" names three bodies."""

import re

from msgspec.structs import replace

from extractors.fold import CAPITALS
from extractors.mentions import OrgMention
from extractors.orgs import find_orgs
from schemas import Level

_NAME = rf"[{CAPITALS}][^\W\d_]*(?:['’ -][{CAPITALS}][^\W\d_]*){{0,3}}|\d{{1,2}}(?!\d)"
_KINDS = r"huyện|tỉnh|xã|phường|quận|thị xã|thị trấn|thành phố|quân khu"
_PLACES = re.compile(
    rf"\s+(?:các|hai|ba|bốn|năm|\d{{1,2}})\s+(?P<kind>{_KINDS})(?:,\s*(?:{_KINDS}))*\s*:?\s*"
    rf"(?P<first>{_NAME})(?P<rest>(?:\s*,\s*(?:{_NAME}))*(?:\s*(?:,\s*)?và\s+(?:{_NAME}))?)"
)
_ONE = re.compile(_NAME)


def spread(text: str, orgs: list[OrgMention]) -> list[OrgMention]:
    """`orgs` with each head over several places ("… các huyện A, B và C") taken apart into one body a place.

    The first keeps the head's span; the others stand where their place is printed.
    """
    made: list[OrgMention] = []
    for org in orgs:
        match = _PLACES.match(text, org.end) if not org.post and not org.place else None
        if match is None or not match["rest"]:
            made.append(org)
            continue
        made += _apart(org, match)
    return made


def without_inner(orgs: list[OrgMention]) -> list[OrgMention]:
    """`orgs` in text order without those that begin inside an earlier one."""
    kept: list[OrgMention] = []
    for org in sorted(orgs, key=lambda org: (org.start, -org.end)):
        if not kept or org.start >= kept[-1].end:
            kept.append(org)
    return kept


def _apart(org: OrgMention, match: re.Match[str]) -> list[OrgMention]:
    kind = match["kind"]
    level = org.level if kind == "tỉnh" else Level.CO_SO

    def of(place: str, start: int, end: int) -> OrgMention:
        return replace(org, start=start, end=end, name=f"{org.name} {kind} {place}", bare=False, level=level)

    first = of(match["first"], org.start, match.end("first"))
    rest = _ONE.finditer(match.string, match.start("rest"), match.end("rest"))
    return [first, *(of(m[0], m.start(), m.end()) for m in rest)]


def bodies_in(text: str, folded: str, short: tuple[tuple[str, str], ...]) -> list[OrgMention]:
    """The bodies of a passage as the linker takes them; `short` are abbreviations of the article's own."""
    return without_inner(spread(text, find_orgs(text, folded, short)))
