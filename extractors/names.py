"""Where the name of an organisation ends."""

import re
from functools import cache
from typing import NamedTuple

from extractors import lexicon
from extractors.fold import CAPITALS, any_of, fold

_WORD = re.compile(r"\s*([^\W_]+(?:['’.][^\W_]+)*\.?)")
_DEFINITION = re.compile(r"\s*\(\s*(?:gọi tắt là\s+)?([^\W\d_][^\s()]{1,14}(?:\s[^\s()]{1,14})?)\s*\)")
_PLACE = re.compile(
    r"\s*(tỉnh|thành phố|t\.p|tp|thị xã|tx|huyện|quận|xã|phường|thị trấn|đặc khu|thôn|ấp|khu vực)(?!\w)"
    r"(?:(?<=p)\.|(?<=x)\.)?\s*"
)
_PLACE_NAME = re.compile(
    rf"(?:[{CAPITALS}][^\W\d_]*(?:['’-][^\W\d_]+)*|\d{{1,2}}(?!\w))(?:\s+(?:[{CAPITALS}][^\W\d_]*(?:['’-][^\W\d_]+)*|-(?=\s[{CAPITALS}])))*"
)
_PERSONAL = re.compile(rf"[{CAPITALS}][^\W\d_]*(?:\s+[{CAPITALS}][^\W\d_]*){{2,3}}(?!\s+[{CAPITALS}])")
_CAPITAL_THEN_SMALL = re.compile(rf"[{CAPITALS}][^\W\d_]*\s+[^\W{CAPITALS}\d_]")
_NO_PLACE = re.compile(r"xã\s+(?:hội|luận|giao)|ấp\s+trứng|thôn\s+tính|quận\s+chúa")
_NUMBERED = re.compile(r"(?:số|khu vực|khối|cấp|lớp)\s*$")
_MOTTO = re.compile(r"độc lập\s*[-–]|cộng hòa xã hội chủ nghĩa")  # the right column of a flattened letterhead
_CREDIT = re.compile(r"ảnh\s*:|ảnh$")  # "… cho Công an tỉnh - Ảnh: A. B."
_SMALL = 4  # a blank and three digits
_NAME_OVER = re.compile(
    r"\s*(?:[,;)\n]|\.\s|\.?$|-\s)"
    r"|\s+(?:và|được|đã|vinh|đón|tổ chức|tại|thuộc|đạt|có|vì|về|do|năm\s(?:19|20)\d\d)(?!\w)"
)
_SPACE = re.compile(r"\s*")
_GAP = re.compile(r"\s*,?\s*")
_JOINT = re.compile(r"\s+(-|và)\s+|\s*(&)\s*|(-)(?=\w)|(\.)(?=\w)")
_PLACE_WORDS = {"tỉnh", "thành phố", "tp", "thị xã", "tx", "huyện", "quận", "xã", "phường", "thị trấn", "làng", "thôn"}
_SHORT_PLACES = ("TP", "Tp", "TX", "Tx")  # "Thành đoàn TP. HCM": a place follows
_MAX_LOWER = 7
# Heads that are common words too: in lower case they open a name only before a capital.
SMALL_HEADS = {
    fold(head)
    for head in (
        "ban", "hội", "đoàn", "tổ", "đội", "vụ", "viện", "quỹ", "báo", "đài", "bộ", "cục", "khoa", "bản", "khối",
        "trạm", "đồn", "hạt", "lực lượng", "làng", "chùa", "trường", "phòng", "pc", "bv"
    )
}  # fmt: skip


class NameEnd(NamedTuple):
    """`end` of the name, and whether it holds a province or a city under the central government."""

    end: int
    province: bool


@cache
def _stops() -> re.Pattern[str]:
    return re.compile(rf"\s*{any_of(sorted(lexicon.folded_lines('name_stops.txt')))}")


@cache
def _functions() -> re.Pattern[str]:
    return re.compile(rf"\s*{any_of(sorted(lexicon.folded_lines('functions.txt')))}")


@cache
def _provinces() -> re.Pattern[str]:
    return re.compile(any_of(sorted(lexicon.provinces())))


@cache
def _openers() -> re.Pattern[str]:
    heads = [head for head in lexicon.org_heads() if head not in SMALL_HEADS | _PLACE_WORDS]
    return re.compile(any_of([*heads, *lexicon.posts()]))


def name_end(text: str, folded: str, start: int, manner: str) -> NameEnd:
    """End of the name whose head ends at `start`.

    `manner` (data/org_heads.csv) says what may follow: a function in lower case (`function`), capitalised
    words (`proper`), only a place (`place`, `place_name`), the body it belongs to (`of`).
    """
    if manner == "place_name":
        end, province = _place_name(text, folded, start)
        return NameEnd(end, province)
    position = _skip_definition(text, start)
    if manner in ("function", "proper", "sector"):
        position = _skip_definition(text, _body(text, folded, position, manner))
    position, province = _places(text, folded, position)
    if position != start and _only_definition(folded, start, position):
        return NameEnd(start, False)
    return NameEnd(position, province)


def _only_definition(folded: str, start: int, end: int) -> bool:
    match = _DEFINITION.match(folded, start)
    return bool(match and match.end() == end)


def _skip_definition(text: str, position: int) -> int:
    """Behind "(GTVT)" or "(PTDTBT TH&THCS)"; a place or a short name in brackets is not passed over."""
    match = _DEFINITION.match(text, position)
    if not match or (" " in match[1] and not match[1].isupper()) or _PLACE.match(fold(match[1])):
        return position
    return match.end()


_OFFICER = re.compile(r"(?:đại|thượng|trung|thiếu)\s+(?:tá|úy|tướng)(?!\w)")
_LEGAL_FORM = re.compile(
    r"(?:\s+(?:cổ\s+phần|trách\s+nhiệm\s+hữu\s+hạn|tnhh|một\s+thành\s+viên|mtv|hai\s+thành\s+viên)(?!\w))+"
)


def _body(text: str, folded: str, start: int, manner: str) -> int:
    end = _words(text, folded, start, manner)
    return _end(_NUMBER, folded, end) if manner == "function" else end  # "Đội Cảnh sát giao thông số 1"


def _words(text: str, folded: str, start: int, manner: str) -> int:
    start = _end(_LEGAL_FORM, folded, start)
    known = _functions().match(folded, start) or (_lower_run(text, folded, start) if manner == "function" else None)
    position = known.end() if known else _end(_NUMBER, folded, start)
    lower = 0
    while True:
        joint = _joint_end(text, folded, position) if position > start else 0
        if joint and (more := _functions().match(folded, joint)):  # "… và Thể thao"
            position = more.end()
            continue
        word = _WORD.match(text, joint or position)
        if not word or "\n" in word[0] or "\t" in word[0]:
            return position
        if not _may_follow(text, folded, word, manner, known is not None or position > start):
            return position
        if word[1].isdigit() and not joint and _no_number_of_name(folded, start, position, word.end(1)):
            return position
        if word[1][0].islower() and not folded.startswith("trung ương", word.start(1) - len("trung ")):
            lower += 1
            if known or lower > _MAX_LOWER or manner not in ("function", "sector"):
                return position
        position = word.end(1) - (1 if word[1].endswith(".") else 0)


_TIMES = re.compile(r"\s+\d+\s+(?:lần|năm)(?!\w)(?<!năm(?=\s(?:19|20)\d\d))")  # "Công đoàn cơ sở 3 lần được …"
_NUMBER = re.compile(r"\s+số\s+\d{1,3}(?![\d/])")  # "Trường Mầm non số 2 Bum Tở"
_RUN = re.compile(rf"(?:\s[^\W{CAPITALS}\d_]+){{1,6}}(?=\s[{CAPITALS}])")


def _lower_run(text: str, folded: str, start: int) -> re.Match[str] | None:
    """ "Công ty cổ phần Trung Tín", "Trạm kiểm soát biên phòng Y": a function in lower case before a proper name."""
    run = _RUN.match(text, start)
    if run is None or _openers().match(folded, run.end() + 1) or _PLACE.match(folded, run.end()):
        return None
    words = [word.start(1) for word in _WORD.finditer(text, start, run.end())]
    ends = any(_stops().match(folded, at) or _openers().match(folded, at) or _PLACE.match(folded, at) for at in words)
    return None if ends else run


def _no_number_of_name(folded: str, start: int, position: int, end: int) -> bool:
    inner = position > start and not _part_of_name(folded, position, end)
    return inner or _TIMES.match(folded, position) is not None


def _part_of_name(folded: str, position: int, end: int) -> bool:
    """ "khu vực 3"; "Trường Tiểu học Vĩnh Bình 3, …": a small number after which the name is over."""
    return bool(_NUMBERED.search(folded[:position]) or (end - position <= _SMALL and _NAME_OVER.match(folded, end)))


def _may_follow(text: str, folded: str, word: re.Match[str], manner: str, begun: bool) -> bool:
    at = word.start(1)
    if word[1][0].islower():
        if _PLACE.match(folded, at) and _place_follows(folded, at):
            return False
        return begun and not _stops().match(folded, at) and not _openers().match(folded, at)
    if word[1].rstrip(".") in _SHORT_PLACES:
        return False
    opener = _openers().match(folded, at)
    if _MOTTO.match(folded, at):
        return False
    if opener and (begun or " " in opener[0] or _functions().match(folded, opener.end())):
        return False  # "Công đoàn cơ sở Sở Tư pháp"
    return not (begun and _is_person(text, at, manner))


def _place_follows(folded: str, at: int) -> bool:
    return _NO_PLACE.match(folded, at) is None


def _is_person(text: str, at: int, manner: str) -> bool:
    """A family name with at least two more capitalised words after a finished function is the post's holder."""
    if manner != "function":
        return False
    words = _PERSONAL.match(text, at)
    return bool(words) and fold(words[0].split()[0]) in lexicon.folded_lines("surnames.txt")  # type: ignore[index]


def _joint_end(text: str, folded: str, position: int) -> int:
    """Where a name goes on after "-", "và" or "&"; 0 where the joint begins something else."""
    joint = _JOINT.match(folded, position)
    if not joint:
        return 0
    after = joint.end()
    if after >= len(text) or not (text[after].isupper() or text[after].isdigit()):
        return 0
    if joint[1] and (_openers().match(folded, after) or _CREDIT.match(folded, after)):
        return 0
    if joint[1] == "và":
        if _OFFICER.match(folded, after):
            return 0  # "Phòng Hậu cần và Thượng tá P"
        return after if _lower_follows(text, folded, after) else 0
    if joint[1] == "-" and _is_person(text, after, "function"):
        return 0
    return after


def _lower_follows(text: str, folded: str, at: int) -> bool:
    """ "… và Tư vấn phát triển": a function goes on in lower case, another body or person does not."""
    if not _CAPITAL_THEN_SMALL.match(text, at):
        return False
    first = _WORD.match(text, at)
    return bool(first) and not _stops().match(folded, first.end() if first else at)


def _places(text: str, folded: str, position: int) -> tuple[int, bool]:
    province = False
    while True:
        gap = _end(_GAP, folded, position)
        place = _PLACE.match(folded, gap)
        opener = _openers().match(folded, gap)
        if place and opener and opener.end() > place.end(1):  # "Tỉnh ủy", "Huyện đoàn"
            return position, province
        if place and ("," not in folded[position:gap] or (place.end() < len(text) and text[place.end()].isupper())):
            end, is_province = _place_name(text, folded, place.end())
            if end > place.end():
                position, province = end, province or is_province
                continue
            if "," in folded[position:gap]:
                return position, province
            word_end = gap + len(folded[gap : place.end()].rstrip(" ."))
            return word_end, province or place[1] == "tỉnh"
        bare = _provinces().match(folded, gap)
        if bare and "," not in folded[position:gap] and text[bare.start()].isupper():
            return bare.end(), True
        return position, province


def _place_name(text: str, folded: str, start: int) -> tuple[int, bool]:
    """End of the proper name of a place; `start` itself when none stands there."""
    begin = _end(_SPACE, text, start)
    known = _provinces().match(folded, begin)
    if known and text[begin : begin + 1].isupper():
        return known.end(), True
    if folded[:begin].rstrip().endswith("tỉnh"):
        return start, False
    name = _PLACE_NAME.match(text, begin)
    if not name or (begin == start and text[start - 1 : start].isalnum()):
        return start, False
    return name.start() + len(_in_capitals(name[0])), False


def _in_capitals(name: str) -> str:
    """In a headline of capitals nothing tells where a place's name ends: it has two syllables as a rule."""
    words = name.split(" ")
    return " ".join(words[:2]) if name.isupper() and len(words) > 2 else name


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position
