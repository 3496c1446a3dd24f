"""Whether the issuer can give the title, by the law's division of powers (data/conferring.csv)."""

import re

from extractors.fold import fold
from extractors.lexicon import provinces
from extractors.mentions import OrgMention
from extractors.orgs import find_orgs
from pipeline.catalogue import titles
from pipeline.checks.law import conferring
from pipeline.checks.model import Case, Finding
from pipeline.checks.words import title_of
from schemas import AwardRecord, Level, TitleGroup

_BELOW_PROVINCE = re.compile(r"ubnd (?:huyện|quận|thị xã|xã|phường|thị trấn)|nhân dân (?:huyện|quận|thị xã|xã|phường)")
_CITY = re.compile(r"(?<!\w)(?:thành phố|tp\.?)\s+(.+)$")
_TIER = {Level.CO_SO: 0, Level.TINH: 1, Level.BO_NGANH: 1, Level.NHA_NUOC: 2}


def issuer_not_entitled(case: Case, record: AwardRecord) -> Finding | None:
    """One of the issuers is a body that the law does not let give this title."""
    law = conferring(record.title)
    for name, body in _bodies(record):
        if any(_is(body, _level(body, record), refused) for refused in law.refused):
            return Finding(
                "issuer-cannot-give-title",
                f"{name} không có thẩm quyền tặng “{title_of(record)}”: do {law.decided_by} tặng ({law.source}).",
            )
    return None


def title_above_issuer(case: Case, record: AwardRecord) -> Finding | None:
    """An emulation title of a level that is above the issuer's own: a school gives no CSTĐ cấp tỉnh."""
    bodies = _bodies(record)
    levels = [level for _, body in bodies if (level := _level(body, record))]
    if titles()[record.title].group is not TitleGroup.EMULATION or record.level is None or len(levels) < len(bodies):
        return None
    if not levels or max(_TIER[level] for level in levels) >= _TIER[record.level]:
        return None
    return Finding(
        "title-above-issuer",
        f"“{title_of(record)}” cao hơn cấp của nơi tặng là {record.issuer} ({conferring(record.title).source}).",
    )


def _bodies(record: AwardRecord) -> list[tuple[str, OrgMention]]:
    """Each issuer by name with the body that it is; names that open with no known head are left out."""
    names = (record.issuer or "").split("; ")
    found = [(name, find_orgs(name, fold(name))) for name in names if name]
    return [(name, bodies[0]) for name, bodies in found if bodies and bodies[0].start == 0]


def _level(body: OrgMention, record: AwardRecord) -> Level | None:
    """ "UBND huyện X, tỉnh Y" is a district's; of "UBND thành phố" the extractor knows from the article whose it is."""
    own = _long(fold(body.name).partition(",")[0])
    if body.level is Level.TINH and (_BELOW_PROVINCE.search(own) or _city_of_district_rank(own)):
        return Level.CO_SO
    raised = body.level is Level.CO_SO and record.level is Level.TINH and "thành phố" in own
    return Level.TINH if raised else body.level


def _city_of_district_rank(own: str) -> bool:
    """ "thành phố Kon Tum": a city of a province's name that is not under the central government."""
    city = _CITY.search(own)
    province = provinces().get(city[1]) if city else None
    return province is not None and province.kind != "thành phố"


def _is(body: OrgMention, level: Level | None, refused: str) -> bool:
    head, _, wanted = refused.partition("@")
    opens = re.match(rf"{re.escape(fold(head))}(?!\w)", _long(body.head)) if head else True
    return bool(opens) and wanted in ("", level)


def _long(head: str) -> str:
    return head.replace("ủy ban nhân dân", "ubnd")
