"""Which body or territory an article is about: the unit of recipients who are told without one."""

import re
from dataclasses import dataclass
from functools import cache

from msgspec.structs import replace

from extractors import lexicon
from extractors.fold import any_of, fold
from extractors.mentions import OrgMention
from extractors.orgs import find_orgs
from schemas import Article, BlockKind, Level

_AGAIN = 2  # times that a text names the body that it is about
_OFTEN = 3  # times that outweigh a territory named in the title
_DENSE = 330  # characters a mention of its head word, in a text that is about a body
_LONGEST_TITLE = 220
_OPENS = 30  # characters from the start of a paragraph within which its subject is told
_GOES_ON = re.compile(r"[^\n|]*[^\W\d_]{2}")
_REPORTERS = re.compile(
    r"ubnd|hđnd|ủy ban nhân dân|hội đồng nhân dân|sở nội vụ|ban thi đua|tỉnh ủy|thành ủy|huyện ủy|văn phòng"
)
_GIVER = re.compile(r"(?<!\w)được\s+$|khen\s+(?:của\s+)?$")
_PLACE_WORD = re.compile(r"^(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn|thôn|làng)\s*")
_COMMITTEE = re.compile(
    r"(?:ubnd|hđnd|ủy ban nhân dân|hội đồng nhân dân)\s+((?:tỉnh|thành phố|tp|huyện|quận|thị xã|xã|phường)\s.+)$"
)


@cache
def _provinces() -> re.Pattern[str]:
    return re.compile(any_of(lexicon.provinces()))


def _letterhead(article: Article) -> OrgMention | None:
    """The body that signs: the last one named above the title ("UBND TỈNH …", then "SỞ …")."""
    above: list[str] = []
    for block in article.blocks:
        if block.kind is BlockKind.TITLE:
            orgs = [org for org in orgs_by_line("\n".join(above)) if not (org.bare or org.post)]
            return orgs[-1] if orgs else None
        if block.kind is BlockKind.HEADING:
            above.append(article.text[block.start : block.end])
    return None


def orgs_by_line(text: str) -> list[OrgMention]:
    """Bodies named in `text`; a name does not run over a line's end."""
    found: list[OrgMention] = []
    start = 0
    for line in text.split("\n"):
        orgs = (org for org in find_orgs(line, fold(line)) if not org.council)
        found += [replace(org, start=org.start + start, end=org.end + start) for org in orgs]
        start += len(line) + 1
    return found


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """The body that an article is about; `sure` when title or letterhead say so, or the text keeps to it."""

    body: OrgMention | None
    sure: bool


def own_unit(lead: str, orgs: list[OrgMention], article: Article) -> OwnUnit:
    """The body that the article is about, by the surest of five signs.

    A body in the title; the letterhead; the territory that the title names; the body that opens the first
    paragraph; the first body below the ministries that the text comes back to.
    """
    first = lead.split("\n", 1)[0]
    title = "" if len(first) > _LONGEST_TITLE or first.endswith(".") else first  # an excerpt may begin with a paragraph
    named = [org for org in orgs if not org.bare and not org.post and org.head]
    in_title = [org for org in named if org.end <= len(title) and not org.place and _acts(title, org)]
    folded = fold(article.text)
    below = [org for org in named if org.level not in (Level.NHA_NUOC, Level.BO_NGANH)]
    local = [org for org in below if org.head not in _PARTS and not _only_gives(folded, org)]
    again = [org for org in local if folded.count(fold(org.name)) >= _AGAIN]
    opening = [org for org in local if org.start >= len(title) and _opens_paragraph(lead, org)]
    told = _first(in_title) or _letterhead(article)
    best = told or _first(opening) or _first(again)
    best = best or _first([org for org in local if _RECEIVES.match(fold(lead), org.end)])
    place = _place_in(title, lead, named)
    if place and (best is None or (not in_title and (_reports(best) or folded.count(fold(best.name)) < _OFTEN))):
        return OwnUnit(place, sure=True)
    if best is None:
        return OwnUnit(None, sure=False)
    sums_up = best in opening and _SUMS_UP.match(fold(lead), best.end) is not None
    sure = told is not None or sums_up or folded.count(fold(best.name)) >= _OFTEN or _keeps_to(folded, best)
    return OwnUnit(_territory(_longest(best, named)), sure)


_SUMS_UP = re.compile(
    r"\s*(?:(?:đã|vừa|long trọng)\s+)*(?:tổ chức|tổng kết|sơ kết|họp|xét)"
    r"[^.\n]{0,80}(?:tổng kết|sơ kết|thi đua|khen thưởng)"
)
_PARTS = (  # hardly ever what an article is about
    "ban thi đua",
    "ban thi đua - khen thưởng",
    "phòng thi đua - khen thưởng",
    "vụ thi đua - khen thưởng",
    "chi bộ",
    "tổ",
    "nhóm",
    "cụm thi đua",
    "khối thi đua",
)
_GIVES = re.compile(r"\s*(?:(?:đã|vừa|cũng|có)\s+)*(?:trao|tặng|khen|công nhận|phong tặng|ban hành|kí\s|quyết định)")
_OF_GIVER = re.compile(
    r"(?:(?:khen|cờ|thi đua|chương|xuất sắc)\"?[^.;:\d\n]{0,90}(?:của|,|\svà)\s+"
    r"|(?:khen|cờ|thi đua|chương|xuất sắc)\"?\s+"
    r"|(?:quyết định|qđ)[^.;\n|]{0,60}của\s+|(?:lãnh đạo|chỉ đạo|quan tâm)[^.;:]{0,60}|(?<!\w)(?:được|do)\s+)$"
)
_WORDY = re.compile(r"\w")
_RECEIVES = re.compile(r"\s*(?:(?:đã|vừa|cũng|vinh dự|tự hào|luôn|liên tục)\s+)*(?:được|nhận|đón nhận|đạt|có\s+\d)")


def _places(folded: str, name: str) -> list[int]:
    """Where `name` stands as whole words: a pattern for each name would have to be compiled first."""
    found = []
    at = folded.find(name)
    while at >= 0:
        whole = not _WORDY.match(folded[at - 1 : at]) and not _WORDY.match(folded, at + len(name))
        found += [at] if whole else []
        at = folded.find(name, at + (len(name) if whole else 1))
    return found


def _only_gives(folded: str, org: OrgMention) -> bool:
    """True when the text names the body only where it gives: "được UBND tỉnh X tặng", "Bằng khen của Sở Y"."""
    name = fold(org.name)
    places = _places(folded, name)
    return bool(places) and all(
        _GIVES.match(folded, at + len(name)) or _OF_GIVER.search(folded[max(0, at - 120) : at]) for at in places
    )


def _opens_paragraph(lead: str, org: OrgMention) -> bool:
    """True for a body named at the start of a paragraph; a line that is only its name heads or signs something."""
    start = lead.rfind("\n", 0, org.start) + 1
    end = lead.find("\n", org.end)
    return org.start - start <= _OPENS and _GOES_ON.match(lead, org.end, end if end >= 0 else len(lead)) is not None


def _keeps_to(folded: str, body: OrgMention) -> bool:
    """True when the text says "trường", "khoa" again and again: it is about that school or ward."""
    head = fold(body.head).split(" ")[0]
    again = len(re.findall(rf"(?<!cơ )(?<!\w){re.escape(head)}(?!\w)", folded)) if head and not body.place else 0
    return again * _DENSE >= len(folded)


def _acts(title: str, org: OrgMention) -> bool:
    """False for a body that a title only names as the giver: "… được Bộ X tặng Bằng khen"."""
    return org.level is not Level.NHA_NUOC and not _GIVER.search(fold(title[: org.start]))


def _first(orgs: list[OrgMention]) -> OrgMention | None:
    return orgs[0] if orgs else None


def _longest(best: OrgMention, named: list[OrgMention]) -> OrgMention:
    """ "Sở Công Thương tỉnh Ninh Bình" stands in for its shorter form."""
    longer = [org for org in named if fold(org.name).startswith(fold(best.name)) and len(org.name) > len(best.name)]
    return longer[0] if longer else best


def _reports(org: OrgMention) -> bool:
    """Committees and home affairs report for the territory, press names any body first."""
    return org.place or bool(_REPORTERS.match(fold(org.name)))


def _place_in(title: str, lead: str, named: list[OrgMention]) -> OrgMention | None:
    """The territory that the title names, with or without its word: "Kon Tum tôn vinh …", "Vũ Thư nâng chất …"."""
    for org in named:
        proper = _PLACE_WORD.sub("", fold(org.name)).split(",")[0]
        if org.place and proper and proper in fold(title):
            return org
    match = _provinces().search(fold(title))
    if match is None or not title[match.start()].isupper():
        return None
    row = lexicon.provinces()[match[0]]
    return OrgMention(match.start(), match.end(), f"{row.kind} {row.name}", "", 4, Level.TINH, place=True)


def _territory(unit: OrgMention | None) -> OrgMention | None:
    """A people's committee reports for its territory: "UBND tỉnh X" stands for "tỉnh X"."""
    match = _COMMITTEE.match(fold(unit.name)) if unit else None
    if unit is None or match is None:
        return unit
    cut = len(unit.name) - len(match[1])
    start = unit.start + (unit.end - unit.start - len(match[1]))
    return replace(unit, name=unit.name[cut:], start=start, head="", rank=4, place=True)
