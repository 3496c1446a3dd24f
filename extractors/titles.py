"""Award titles and the tail that each carries: rank, level, quoted name, issuer."""

import re
from functools import cache, lru_cache

from msgspec.structs import replace

from extractors import lexicon
from extractors.fold import any_of, fold, one_spaced
from extractors.mentions import OrgMention, TitleMention
from schemas import Level, TitleGroup

_RANKS = {"nhất": 1, "nhì": 2, "nhị": 2, "ba": 3, "1": 1, "2": 2, "3": 3, "i": 1, "ii": 2, "iii": 3}
_ONE_RANK = r"(?:nhất|nhì|nhị|ba|iii|ii|i|[123])(?!\w)"
_RANK = re.compile(rf"[\s,(\"]*hạng\s+({_ONE_RANK}(?:\s*(?:,|và|-)\s*(?:hạng\s+)?{_ONE_RANK})*)\)?")
_DASH = re.compile(r"\s*-\s*")
_RANK_ALONE = re.compile(rf"(?<!\w)hạng\s+({_ONE_RANK}(?:\s*(?:,|và)\s*(?:hạng\s+)?{_ONE_RANK})*)")
_EVERY_RANK = re.compile(r"[\s,(]*các\s+hạng(?!\w)")
_FORCES = r"(?:toàn\s+quân|(?:toàn\s+)?lực\s+lượng\s+(?:công\s+an|cand)(?:\s+nhân\s+dân)?)"
_SECTOR = r"(?:trong\s+|cấp\s+)?(?:toàn\s+)?ngành(?:\s+[^\W\d_]+){0,4}?"
_SECTOR_ENDS = r"(?=[\s,.;:\")(]*(?:$|[,.;:\"()]|năm|cho|các|của|và|đối|giai|\d|do|là|với|\n))"
_LEVELS = (
    (re.compile(r"[\s\"(,]*(?:cấp\s+)?(?:toàn\s+quốc|nhà\s+nước|quốc\s+gia)(?!\w)\)?"), Level.NHA_NUOC),
    (re.compile(r"[\s\"(,]*(?:cấp\s+)?(?:cơ\s+sở)(?!\w)\)?"), Level.CO_SO),
    (re.compile(r"[\s\"(,]*cấp\s+(?:huyện|quận|xã|phường|trường|cục|sở|thị\s+xã|tổng\s+cục)(?!\w)\)?"), Level.CO_SO),
    (re.compile(rf"[\s\"(,]*{_FORCES}(?!\w)"), Level.BO_NGANH),
    (re.compile(rf"[\s\"(,]*{_SECTOR}{_SECTOR_ENDS}"), Level.BO_NGANH),
    (re.compile(r"[\s\"(,]*(?:cấp\s+)?(?:bộ|trung\s+ương)(?!\w)(?:\s*,\s*ngành(?!\w))?"), Level.BO_NGANH),
    (re.compile(r"[\s\"(,]*(?:cấp\s+)?(?:tỉnh|thành\s+phố|tp)(?!\w)(?:\s*,\s*thành\s+phố(?!\w))?\)?"), Level.TINH),
)  # fmt: skip
_QUOTED_NAME = re.compile(
    r"\s*(?:\"[^\"\n]{2,110}\"|'[^'\n]{2,60}'|vì\s+(?:sự\s+nghiệp|sức\s+khỏe|thế\s+hệ|an\s+ninh)[^,.;:\"\n(]{2,70}?"
    r"(?=[,.;:\"\n(]|\s+(?:cho|năm|của|tặng)\s))"
)
_PARTY_BADGE = re.compile(
    r"\s*(?:loại\s+)?(?:(?:\d{2}\s*,\s*)*(?:\d{2}\s*(?:và|,)?\s*)+(?:năm\s+)?tuổi\s+đảng|\d{2}\s+năm(?=\s+(?:cho|tặng|có|và)(?!\w)|\s*[:(;,.]))"
)
_LONE_TIER = re.compile(r"(?<![\w/.,])(?:loại\s+)?(\d{2}\s+năm(?:\s+tuổi\s+đảng)?)(?=\s*(?:[,;.(]|và|cho|$))")
_FULL_TIER = re.compile(r"(?<![\w/.,])(\d{2}\s+năm\s+tuổi\s+đảng)(?!\w)")
_THIS_TITLE = re.compile(r"(?<!\w)(?:danh hiệu|bằng khen|huân chương|phần thưởng|huy hiệu)\s+(?:cao quý\s+)?này(?!\w)")
_ERA = re.compile(
    r"[\s\"(,]*(?:thời\s+k[ìỳ]\s+(?:đổi\s+mới|chống\s+[^\W\d_]+|kháng\s+chiến[^,.;]{0,30})|chống\s+(?:mĩ|mỹ|pháp)(?:\s*,?\s*cứu\s+nước)?|trong\s+thời\s+k[ìỳ]\s+đổi\s+mới|toàn\s+diện|xuất\s+sắc|dẫn\s+đầu|đơn\s+vị)(?!\w)\)?"
)
_CLOSE = re.compile(r"\s*\"")
_SHORT_FORM = re.compile(r"\s*\([^\W\d_]{2,8}\)")
_FLAG_BEFORE = re.compile(r"(?:tặng|trao|nhận|thưởng|giành|được)(?:\s+\d+)?\s*$")
_OTHER_FLAG = re.compile(r"\s*(?:lưu|truyền|tổ quốc|đỏ|đảng|vua|tướng|bạc|hoa|quốc|hội|giải|luân)")
_PRAISED = re.compile(r"\s*\"?\s*(?:tiêu biểu|điển hình)(?!\w)")  # "54 hộ gia đình văn hóa tiêu biểu": who they are
_STATE_GROUPS = {"huan-chuong", "huy-chuong", "danh-hieu-vinh-du-nha-nuoc", "giai-thuong"}


@cache
def _forms() -> re.Pattern[str]:
    """Whole words; a number may be glued to them, as cells of a flattened table are: "2010-2011Tập thể …"."""
    return re.compile(any_of(list(lexicon.title_forms())).replace(r"(?<!\w)", r"(?<![^\W\d])", 1))


@lru_cache(maxsize=4)  # a passage is asked about more than once
def holds_title(folded: str) -> bool:
    """True when a folded text prints any title at all."""
    return _forms().search(folded) is not None


def may_hold_title(folded: str) -> bool:
    """True when a folded text prints a title that no word before it rules out, as "bàn cờ" is ruled out.

    Never False for a text in any part of which `find_titles` finds one.
    """
    return any(not _ruled_out(_form(match), _before(match)) for match in _forms().finditer(folded))


def find_titles(text: str, folded: str, orgs: list[OrgMention], *, badges: bool = False) -> list[TitleMention]:
    """Titles in `text`, left to right, each with its tail; a rank that stands alone repeats the title before it.

    In an article about Party badges (`badges`) "30 năm tuổi Đảng" is a badge without its name, too.
    """
    starts = {org.start: org for org in orgs}
    found: list[TitleMention] = []
    for match in _forms().finditer(folded):
        if found and match.start() < found[-1].end:
            continue
        title = _titled(folded, match)
        if title is not None:
            found.append(_with_tail(folded, title, starts))
    return _with_lone_ranks(folded, found, badges)


def _form(match: re.Match[str]) -> lexicon.TitleForm:
    return lexicon.title_forms()[_DASH.sub(" - ", one_spaced(match[0]))]


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 12) : match.start()]


def _ruled_out(form: lexicon.TitleForm, before: str) -> bool:
    if form.needs == "quoted":
        return '"' not in before[-2:]
    return form.needs == "given_by_issuer" and not _FLAG_BEFORE.search(before)


def _titled(folded: str, match: re.Match[str]) -> TitleMention | None:
    form, before = _form(match), _before(match)
    if _ruled_out(form, before) or (form.needs == "given_by_issuer" and _OTHER_FLAG.match(folded, match.end())):
        return None
    if form.code == "gia-dinh-van-hoa" and _PRAISED.match(folded, match.end()):
        return None
    issuer = None
    if form.issuer:
        issuer = OrgMention(match.start(), match.end(), form.issuer, fold(form.issuer), 5, form.level)
    return TitleMention(
        match.start(), match.end(), form.code, level=form.level, issuer=issuer, needs=form.needs,
        bare_end=match.end(), named='"' in before[-2:],
    )  # fmt: skip


def _with_tail(folded: str, title: TitleMention, orgs: dict[int, OrgMention]) -> TitleMention:
    entry = lexicon.titles()[title.code]
    while True:
        longer = (
            _take_rank(folded, title, bool(entry.ranks))
            or (
                None if _body_follows(folded, title, orgs) else _take_level(folded, title, entry.group in _STATE_GROUPS)
            )
            or _take_name(folded, title)
            or _take_issuer(folded, title, orgs, entry.group in _STATE_GROUPS)
        )
        if longer is None:
            return title
        title = longer


def _take_rank(folded: str, title: TitleMention, ranked: bool) -> TitleMention | None:
    if title.ranks or title.every_rank:
        return None
    if ranked and (every := _EVERY_RANK.match(folded, title.end)):
        return replace(title, end=every.end(), every_rank=True)
    rank = _RANK.match(folded, title.end)
    if not rank:
        return None
    return replace(title, end=rank.end(), ranks=_ranks(rank[1]), rank_spans=((rank.start(1), rank.end(1)),))


def _ranks(folded: str) -> tuple[int, ...]:
    return tuple(_RANKS[word] for word in re.findall(_ONE_RANK, folded))


_APART = re.compile(r"[\s\",]+")
_OCCASION = re.compile(r"\s+(?:chuyên\s+đề|đột\s+xuất)(?!\w)")


def _take_level(folded: str, title: TitleMention, state: bool) -> TitleMention | None:
    if title.level is not None or title.issuer is not None or state:
        return None
    for pattern, level in _LEVELS:
        if match := pattern.match(folded, title.end):
            if level is Level.TINH and not re.search(r"cấp\s|\"", match[0]) and title.code != "chien-si-thi-dua":
                continue
            return replace(title, end=match.end(), level=level)
    return None


def _body_follows(folded: str, title: TitleMention, orgs: dict[int, OrgMention]) -> bool:
    """ "Bằng khen Bộ Lao động …": a body of that name, not only its level."""
    gap = _APART.match(folded, title.end)
    org = orgs.get(gap.end()) if gap else None
    named = org is not None and not org.bare and not org.place and org.head != "ngành"
    if org is None or not gap:
        return False
    return (named and org.level is Level.BO_NGANH) or "," in gap[0]


def _take_name(folded: str, title: TitleMention) -> TitleMention | None:
    if title.code == "huy-hieu" and (badge := _PARTY_BADGE.match(folded, title.end)):
        return replace(title, end=badge.end(), named=True)
    may_be_named = title.code in ("ky-niem-chuong", "huy-hieu", "co-thi-dua", "bang-khen") and not title.named
    if may_be_named and (name := _QUOTED_NAME.match(folded, title.end)):
        return replace(title, end=name.end(), named=True)
    for pattern in (_ERA, _SHORT_FORM, _OCCASION):
        if match := pattern.match(folded, title.end):
            return replace(title, end=match.end())
    if folded[: title.end].count('"') % 2 == 1 and (close := _CLOSE.match(folded, title.end)):
        return replace(title, end=close.end())
    return None


_OF = re.compile(r"[\s\"]*(?:của|do)\s+")
_AT_ONCE = re.compile(r"[\s\"]+")


def _take_issuer(folded: str, title: TitleMention, orgs: dict[int, OrgMention], state: bool) -> TitleMention | None:
    if title.issuer is not None:
        return None
    of = _OF.match(folded, title.end)
    org = orgs.get(of.end()) if of else None
    if org is None and not of and (gap := _AT_ONCE.match(folded, title.end)):
        org = orgs.get(gap.end())
        if org is not None and (org.bare or org.place or not _named_after(org)):
            return None
    if org is None or (state and org.level is not Level.NHA_NUOC):
        return None
    return replace(title, end=org.end, issuer=org)


def _named_after(org: OrgMention) -> bool:
    """ "Cờ thi đua Chính phủ", "bằng khen UBND TP": only bodies that lend flags and diplomas their name."""
    return bool(org.post) or org.level in (Level.NHA_NUOC, Level.BO_NGANH, Level.TINH)


def _with_lone_ranks(folded: str, titles: list[TitleMention], badges: bool) -> list[TitleMention]:
    """ "hạng Nhì cho A, hạng Ba cho B": every further rank in the sentence is the same title again."""
    found = list(titles)
    for match in _RANK_ALONE.finditer(folded):
        if any(t.start <= match.start() < t.end for t in titles):
            continue
        before = [t for t in titles if t.end <= match.start() and lexicon.titles()[t.code].ranks]
        if before and not re.search(r"[.!?]\s", folded[before[-1].end : match.start()]):
            last = before[-1]
            ranks = _ranks(match[1])
            found.append(
                TitleMention(match.start(), match.end(), last.code, ranks, level=last.level, bare_end=match.end(),
                             rank_spans=((match.start(1), match.end(1)),))
            )  # fmt: skip
    return sorted([*found, *_lone_tiers(folded, titles, badges), *_taken_up(folded, titles)], key=lambda t: t.start)


def _taken_up(folded: str, titles: list[TitleMention]) -> list[TitleMention]:
    """ "… và truy tặng danh hiệu này cho 07 mẹ": the title before, again."""
    found = []
    for match in _THIS_TITLE.finditer(folded):
        before = [t for t in titles if t.end <= match.start() and not _addresses(folded, t)]
        if before:
            last = before[-1]
            found.append(TitleMention(match.start(), match.end(), last.code, level=last.level, bare_end=match.end()))
    return found


def _addresses(folded: str, title: TitleMention) -> bool:
    """ "NSƯT Thanh Lam": an honour without "danh hiệu" before it is as a rule how a person is addressed."""
    honour = lexicon.titles()[title.code].group is TitleGroup.HONOUR
    return honour and not folded[max(0, title.start - 12) : title.start].rstrip(' "').endswith("danh hiệu")


def _lone_tiers(folded: str, titles: list[TitleMention], badges: bool) -> list[TitleMention]:
    """ "…, 29 đồng chí nhận 75 năm tuổi Đảng": a further tier of the badge named before."""
    if not badges and not any(t.code == "huy-hieu" for t in titles):
        return []
    tier = _LONE_TIER if any(t.code == "huy-hieu" for t in titles) else _FULL_TIER
    return [
        TitleMention(m.start(1), m.end(), "huy-hieu", bare_end=m.end(), named=True)
        for m in tier.finditer(folded)
        if not any(t.start <= m.start(1) < t.end for t in titles)
    ]
