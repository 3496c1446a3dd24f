"""How many recipients: "737 lượt công chức, người lao động", "gần 900 tập thể, cá nhân", "2 lần", "5 năm liền"."""

import re
from collections.abc import Sequence
from functools import cache

from extractors import lexicon
from extractors.fold import fold, one_of, one_spaced
from extractors.mentions import CountMention, OrgMention, TimesMention
from extractors.numbers import NUMBER, number
from extractors.people import person_at
from extractors.scan import matches
from schemas import CountQualifier, RecipientKind

_QUALIFIERS = {
    CountQualifier.APPROX: r"gần|khoảng|xấp\s+xỉ|chừng|~",
    CountQualifier.AT_LEAST: r"hơn|trên|ít\s+nhất|từ",
    CountQualifier.AT_MOST: r"không\s+quá|tối\s+đa|dưới",
}
_QUALIFIER = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _QUALIFIERS.items())
_MANY = r"(?:rất\s+)?nhiều|hàng\s+(?:chục|trăm|nghìn|ngàn|vạn)|một\s+số|các|những|toàn\s+bộ|toàn\s+thể|hàng\s+loạt"
_BEFORE_BARE = r"(?:(?<=cho\s)|(?<=với\s)|(?<=tặng\s)|(?<=của\s))"
_TITLE_GOES_ON = (
    "thi đua|tiên tiến|lao động xuất sắc|lao động tiên tiến|lđtt|lđxs|quyết thắng|văn hóa|ưu tú|nhân dân|vẻ vang"
    "|việt nam anh hùng"
)
_ONE_OF = re.compile(r"(?:(?:một|1)\s+trong(?:\s+(?:số|tổng\s+số))?|top|thứ)\s*$")
_GAVE_BLOOD = re.compile(r"hiến\s+máu[^,;.]*$")  # "hiến máu 30 lần": how often somebody gave, not received
_CLOSE_BEFORE = 40
_TURNS = r"(?:\s*(?:lượt|lượt\s+người))?"
_TIMES = re.compile(
    rf"(?<![\w/.,])({NUMBER})\s+(?:(?:năm\s+)+(?:học\s+)?(?P<run>liền|liên\s+tục|liên\s+tiếp)|lần(?!\s+thứ)(?!\s+trở\s+lên)(?!\w)|năm(?=\s+(?:được|đạt)(?!\w)))"
    r"|(?P<many>nhiều\s+năm(?:\s+(?:liền|liên\s+tục|liên\s+tiếp))?|nhiều\s+lần)(?!\w)"
)


_NUMBER_OPENS = "0|1|2|3|4|5|6|7|8|9|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười"
# Where one of the branches of `_counted` may begin, or right behind which.
_OPENERS = re.compile(
    rf"{_NUMBER_OPENS}|gần|khoảng|xấp|chừng|~|hơn|trên|ít|từ|không|tối|dưới|rất|nhiều|hàng|các|những|toàn"
    r"|\(()|,()|cho\s()|với\s()|tặng\s()|của\s()"
)
_TIMES_OPENERS = re.compile(rf"{_NUMBER_OPENS}|nhiều")


@cache
def _nouns() -> str:
    opening = one_of(noun for noun in lexicon.recipient_nouns() if _opens_a_title(noun))
    other = one_of(noun for noun in lexicon.recipient_nouns() if not _opens_a_title(noun))
    one = rf"(?:(?:{opening})(?!\w)(?!\s+(?:{_TITLE_GOES_ON})(?!\w))|(?:{other})(?!\w))"
    return rf"{one}(?:\s*(?:,|và|/|-|hoặc)\s*{one})*"


def _opens_a_title(noun: str) -> bool:
    """ "tập thể", "chiến sĩ": the noun may be the first word of a title that is counted itself."""
    return any(form.startswith(f"{fold(noun)} ") for form in lexicon.title_forms())


@cache
def _counted() -> re.Pattern[str]:
    total = rf"(?:\s*/\s*{NUMBER})?(?P<among>\s+(?:trong|trên)\s+(?:(?:tổng\s+)?số\s+)?{NUMBER})?"
    return re.compile(
        rf"(?<![\w/.,])(?<!năm\s)(?<!\d-)(?<!\d\s-\s)(?:(?:{_QUALIFIER})\s+)?(?P<n>{NUMBER}){total}{_TURNS}\s*(?P<noun>{_nouns()})"
        rf"|(?<!\w)(?:{_MANY})\s+(?P<many>{_nouns()})"
        rf"|(?<![\w/.,])\d+(?:[.,]\d+)?\s*%\s+(?:trở\s+lên\s+)?(?:trong\s+)?(?:tổng\s+)?(?:số\s+)?(?:các\s+)?(?P<share>{_nouns()})"
        rf"|(?<=[(,])\s*(?P<first>{_nouns()})\s*:?\s+(?P<then>{NUMBER})(?![.,]\d)(?=\s*[,;.)])"
        rf"|{_BEFORE_BARE}(?P<bare>{_nouns()})(?!\s+[\d])"
    )


def find_counts(text: str, folded: str, orgs: Sequence[OrgMention] = ()) -> list[CountMention]:
    """Counted recipients, left to right. A numeral needs its noun: a lone number counts nobody.

    `orgs` are bodies known in `text`: "học sinh Đoàn Thượng" names a pupil unless a body begins there.
    """
    bodies = {org.start for org in orgs}
    found = []
    for match in matches(_OPENERS, _counted(), folded):
        noun, end = _without_named(text, *_until_capital(text, match), bodies)
        kinds = _kinds(noun)
        value = number(match["n"] or match["then"]) if match["n"] or match["then"] else None
        if match["n"] and (not value or (match["among"] and value == 1)):
            continue  # "0 cá nhân"; "một trong 10 đơn vị" tells what one is, not how many
        if match["n"] and _ONE_OF.search(folded[max(0, match.start() - 20) : match.start("n")]):
            continue
        if match["noun"] and _opens_a_name(text, match):
            continue
        if match["bare"] and text[match.start()].isupper():
            continue
        start = match.start("first") if match["first"] else match.start()
        found.append(CountMention(start, end, value, _qualifier(match, value), kinds, noun))
    return found


_LAST_NOUN = re.compile(r".*\S(\s*(?:,|(?<!\w)và(?!\w))\s*(.+))$", re.DOTALL)
_NEXT_NOUN = re.compile(r"\s*,\s*(?=\S)")


def _until_capital(text: str, match: re.Match[str]) -> tuple[str, int]:
    """The counted noun and its end: in "09 người, Cục trưởng …" a new clause begins behind the comma."""
    group = next(name for name in ("noun", "many", "first", "bare", "share") if match[name])
    start = match.start(group)
    for comma in _NEXT_NOUN.finditer(text, start, match.end(group)):
        capital, short = text[comma.end()].isupper(), text[comma.end() : comma.end() + 2].isupper()  # "16 thôn, TDP"
        if capital and not short and text[start].islower():
            return match[group][: comma.start() - start], comma.start()
    return match[group], match.end()


def _without_named(text: str, noun: str, end: int, bodies: set[int]) -> tuple[str, int]:
    """ "03 tập thể và bác sĩ P": the last noun is that of a person whom the text names, and not counted."""
    last = _LAST_NOUN.match(noun)
    name = end + 1
    if last is None or last[2] not in lexicon.folded_lines("honorifics.txt") or name in bodies:
        return noun, end
    return (noun[: last.start(1)], end - len(last[1])) if person_at(text, name) else (noun, end)


def _opens_a_name(text: str, match: re.Match[str]) -> bool:
    """ "một Sở Y tế": a capital noun that a name follows is the name of one body, not a counted noun."""
    noun = text[match.start("noun") : match.end("noun")]
    return noun[0].isupper() and text[match.end() : match.end() + 2].strip()[:1].isupper() and match["n"].isalpha()


def _qualifier(match: re.Match[str], value: int | None) -> CountQualifier:
    if value is None:
        return CountQualifier.INDEFINITE
    given = [kind for kind in _QUALIFIERS if match[kind.value]]
    return given[0] if given else CountQualifier.EXACT


def _kinds(noun: str) -> tuple[RecipientKind, ...]:
    nouns = lexicon.recipient_nouns()
    whole = one_spaced(noun)
    parts = [whole] if whole in nouns else [p.strip() for p in re.split(r"\s*(?:,|/|-|\bvà\b|\bhoặc\b)\s*", whole)]
    kinds = [nouns.get(part) for part in parts]
    return tuple(dict.fromkeys(kind for kind in kinds if kind is not None))


def find_times(folded: str) -> list[TimesMention]:
    """ "3 lần", "5 năm liền", "nhiều năm"."""
    return [
        TimesMention(m.start(), m.end(), None if m["many"] else number(m[1]), run=bool(m["run"]))
        for m in matches(_TIMES_OPENERS, _TIMES, folded)
        if not _GAVE_BLOOD.search(folded, max(0, m.start() - _CLOSE_BEFORE), m.start())
    ]


def folded_noun(noun: str) -> str:
    """The folded form under which a noun is listed."""
    return fold(noun)
