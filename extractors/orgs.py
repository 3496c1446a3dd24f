"""Organisations, territories, and holders of posts in them.

A name is `HEAD [function] [place]`, followed by the larger bodies that it belongs to; see docs/units.md.
"""

import re
from functools import cache, lru_cache

from extractors import lexicon
from extractors.fold import any_of, fold, one_spaced
from extractors.levels import level_of
from extractors.mentions import OrgMention
from extractors.names import SMALL_HEADS, NameEnd, name_end
from schemas import Level

_PLACE_HEADS = {"tỉnh", "thành phố", "tp", "thị xã", "tx", "huyện", "quận", "xã", "phường", "thị trấn", "đặc khu"}
_DASH = re.compile(r"\s*-\s*")
_CHAIN = re.compile(r"\s*(?:,|-|\(|thuộc|trực thuộc|của)?\s*")
_DEFINITION = re.compile(r"\s*\(([^()]{2,25})\)")
_CREDITED = re.compile(r"ảnh:\s*$")  # a photographer
_POST_GAP = re.compile(r"\s*(?:,|-|phụ trách|của|kiêm)?\s*")


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(any_of(list(lexicon.org_heads())))


@cache
def _posts() -> re.Pattern[str]:
    return re.compile(any_of(list(lexicon.posts())))


@cache
def _not_orgs() -> re.Pattern[str]:
    return re.compile(any_of(sorted(lexicon.folded_lines("not_orgs.txt"))))


def find_orgs(text: str, folded: str, short: tuple[tuple[str, str], ...] = ()) -> list[OrgMention]:
    """Organisations and post holders in `text`, left to right, without overlap; chains are one mention.

    `short` are abbreviations that the article itself defines, with their long forms.
    """
    found = list(_find(text, folded))
    return sorted([*found, *_by_short_name(text, folded, short, found)], key=lambda org: org.start) if short else found


@lru_cache(maxsize=1 << 10)  # the lead is read for its context first, and again as passages
def _find(text: str, folded: str) -> tuple[OrgMention, ...]:
    found: list[OrgMention] = []
    position = 0
    for match in _openers().finditer(folded):
        if match.start() < position or text[match.start() - 1 : match.start()] in ("-", "/"):
            continue  # inside a longer name, or the tail of a document number: "231/QĐ-UBND"
        if _CREDITED.search(folded, max(0, match.start() - 8), match.start()):
            continue
        org = _post_at(text, folded, match) if match[0] in _post_names() else _chain_at(text, folded, match)
        if org:
            position = org.end
            if not org.council:
                found.append(org)
    return tuple(found)


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(rf"{_posts().pattern}|{_heads().pattern}")


def _by_short_name(
    text: str, folded: str, short: tuple[tuple[str, str], ...], known: list[OrgMention]
) -> list[OrgMention]:
    """Bodies named only by an abbreviation of the article's own: "… và TTĐK"."""
    found = []
    for abbreviation, long in short:
        opener = _heads().match(fold(long))
        head = lexicon.org_heads().get(opener[0]) if opener else None
        if head is None:
            continue
        for match in re.finditer(rf"(?<![\w(/-]){re.escape(abbreviation)}(?![\w/-])", text):
            if not any(org.start < match.end() and match.start() < org.end for org in known):
                end = name_end(text, folded, match.end(), "place").end
                name = f"{long}{text[match.end() : end]}"
                level = level_of(head, fold(name), False)
                found.append(OrgMention(match.start(), end, name, fold(head.head), head.rank, level))
    return found


@cache
def _post_names() -> frozenset[str]:
    return frozenset(one_spaced(name) for name in lexicon.posts())


def _post_at(text: str, folded: str, match: re.Match[str]) -> OrgMention | None:
    post = lexicon.posts()[one_spaced(match[0])]
    if post.confers == "whole":
        return OrgMention(
            match.start(), match.end(), post.unit_head, fold(post.unit_head), 5, Level.NHA_NUOC, post=post.post
        )
    gap = _POST_GAP.match(folded, match.end())
    start = gap.end() if gap and "," not in gap[0] else match.end() + 1
    head = _heads().match(folded, start)
    org = _chain_at(text, folded, head) if head else None
    if org is not None and org.council:
        return org
    if org is None:
        org = _implied_unit(text, folded, match, post)
    if org is None:
        return None
    name = (
        text[match.start() : org.end]
        if org.start <= match.start()
        else f"{text[match.start() : match.end()]} {org.name}"
    )
    return OrgMention(
        match.start(), org.end, name, org.head, org.rank, org.level, org.bare, post.post, post.confers == "yes", org=org
    )


def _implied_unit(text: str, folded: str, match: re.Match[str], post: lexicon.Post) -> OrgMention | None:
    """ "Trưởng phòng Kế toán" names Phòng Kế toán; a bare post stands for the head of the text's own body."""
    head = lexicon.org_heads().get(fold(post.unit_head)) if post.unit_head else None
    if head is None:
        name = text[match.start() : match.end()]
        return OrgMention(
            match.start(), match.end(), name, "", 3, None, bare=True, post=post.post, confers=post.confers == "yes"
        )
    start = re.compile(r"\s*").match(folded, match.end()).end()  # type: ignore[union-attr]
    end = name_end(text, folded, start, head.name).end if start < len(text) else match.end()
    if end <= start:
        return OrgMention(
            match.start(),
            match.end(),
            post.unit_head,
            fold(post.unit_head),
            head.rank,
            level_of(head, "", False),
            bare=True,
        )
    inner = f"{post.unit_head} {text[start:end]}"
    org = OrgMention(match.start(), end, inner, fold(post.unit_head), head.rank, level_of(head, fold(inner), False))
    return _with_parents(text, folded, org)


def _chain_at(text: str, folded: str, match: re.Match[str]) -> OrgMention | None:
    org = _org_at(text, folded, match)
    chain = _with_parents(text, folded, org) if org else None
    alone = org is not None and chain is not None and chain.end == org.end
    return None if org and org.bare and alone and _needs_body(org.head) else chain


def _with_parents(text: str, folded: str, org: OrgMention) -> OrgMention:
    """Absorb "…, Sở X", "… (Bộ Y tế)", "… thuộc Cục Y": larger bodies that follow at once."""
    if org.council:
        return org
    gap = _CHAIN.match(folded, org.end)
    head = _heads().match(folded, gap.end()) if gap and gap.end() > org.end else None
    if not gap or not head:
        return org
    parent = _org_at(text, folded, head)
    if parent is None or parent.council or not _belongs(org, parent, gap[0].strip()):
        return org
    parent = _with_parents(text, folded, parent)
    closed = "(" in gap[0]
    if closed and not folded.startswith(")", parent.end):
        return org
    end = parent.end + (1 if closed else 0)
    name = f"{org.name}, {parent.name}" if parent.name and not parent.bare else org.name
    if gap[0].strip() == "":
        name = f"{org.name} {parent.name}"
    level = parent.level if _inherits(org.head) else org.level
    return OrgMention(
        org.start,
        end,
        name,
        org.head,
        org.rank,
        level,
        org.bare and parent.bare and gap[0].strip() != "",
        place=org.place,
    )


def _needs_body(head: str) -> bool:
    """ "Ban Thường vụ" is nobody without the body it is of."""
    row = lexicon.org_heads().get(head)
    return row is not None and row.name == "of"


def _inherits(head: str) -> bool:
    """ "Ban Thường vụ Tỉnh ủy" stands where Tỉnh ủy stands."""
    row = lexicon.org_heads().get(head)
    return row is not None and row.level == "inherit"


def _belongs(org: OrgMention, parent: OrgMention, joint: str) -> bool:
    if joint == "," and parent.level is Level.BO_NGANH and _ADDRESS.search(fold(org.name)):
        return False  # "tại Trường X, huyện Y, tỉnh Z, Bộ W tổ chức …"
    if org.bare and not parent.bare and joint not in ("của", ""):
        return False
    if org.bare and joint == "":
        return not org.place and parent.rank >= org.rank and org.head not in SMALL_HEADS
    if joint in ("thuộc", "trực thuộc", "của"):
        return True
    if joint == "(":
        return parent.place or parent.rank > org.rank
    if org.place and not parent.place:
        return False
    if joint == "," and not parent.place:
        return not parent.bare and (parent.rank >= 3 if org.rank == 1 else parent.rank - org.rank >= 2)
    return parent.rank > org.rank


def _org_at(text: str, folded: str, match: re.Match[str]) -> OrgMention | None:
    start, head_end = match.span()
    phrase = _not_orgs().match(folded, start)
    if phrase and phrase.end() > head_end:
        return None
    key = _DASH.sub(" - ", one_spaced(match[0]))
    head = lexicon.org_heads().get(key)
    if head is None:
        return None
    if head.name == "council":
        end = name_end(text, folded, head_end, "proper").end
        return OrgMention(start, end, text[start:end], key, 0, None, council=True)
    lower = text[start].islower()
    if lower and _in_compound(text, start, head):
        return None
    tail = NameEnd(head_end, False) if head.name == "closed" else name_end(text, folded, head_end, head.name)
    if key == "đơn vị" and not _OWN.match(folded, head_end):
        return None
    if head.name == "bareonly" or (tail.end == head_end and head.name != "closed"):
        return _bare(text, match, head, key, lower)
    if lower and key in SMALL_HEADS and not _next_is_upper(text, head_end):
        return None
    place = head.name == "place_name" or head.level == "place"
    name = one_spaced(text[start : tail.end])
    level = level_of(head, folded[start : tail.end], tail.province)
    return OrgMention(start, tail.end, name, key, head.rank, level, place=place)


def _in_compound(text: str, start: int, head: lexicon.OrgHead) -> bool:
    """The head is the second part of another word; "toàn phường Trần Phú" names the ward."""
    before = text[max(0, start - 8) : start].lower()
    whole = head.name == "place_name" and before.endswith("toàn ")
    return not whole and _COMPOUND.search(before) is not None


def _bare(text: str, match: re.Match[str], head: lexicon.OrgHead, key: str, lower: bool) -> OrgMention | None:
    if (
        head.name == "sector"
        or head.level == "place"
        or (lower and key in SMALL_HEADS and key not in ("cục", "bộ", "phòng", "trường"))
    ):
        return None
    return OrgMention(
        match.start(), match.end(), text[match.start() : match.end()], key, head.rank, level_of(head, match[0], False),
        bare=head.level != "court", place=head.name == "place_name",
    )  # fmt: skip


def _next_is_upper(text: str, position: int) -> bool:
    rest = text[position:].lstrip()
    return bool(rest) and (rest[0].isupper() or rest[0].isdigit())


_ADDRESS = re.compile(r", (?:tỉnh|thành phố|tp)\b")
# "đơn vị" stands for the text's own unit only where it acts or receives.
_OWN = re.compile(
    r"\s+(?:đã|được|vinh|còn|cũng|luôn|đạt|đón|nhận|liên|giữ|vừa|tiếp|từng|lại|\d+\s+(?:năm|lần)|năm nào"
    r"|hai lần|ba lần)(?!\w)"
)
# Lower-case heads that end another word: "cán bộ Đồn Biên phòng", "liên đoàn".
_COMPOUND = re.compile(
    r"(?:các|những|nhiều|mỗi|từng|số|cán|đảng|toàn|ngày|nội|liên|công|tiến|nhân|trưởng|phó|đồng|tập|chi|bệnh|học"
    r"|kháng|cơ|trụ|ngành|cùng|hội|biên|quốc|dự|tiêu|hải)\s$"
)
