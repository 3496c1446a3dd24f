"""Years: single, listed, periods, school years, dates, and those told relative to the publication date."""

import re

from extractors.mentions import Background, YearMention
from extractors.numbers import number
from extractors.scan import matches

_Y = r"(?:19[3-9]\d|20[0-4]\d)"
_AND = r"\s*(?:[,;]|và|,\s*và)\s*"
_TO = r"\s*(?:-|đến(?:\s+hết)?|tới)\s*"
_SCHOOL = rf"{_Y}\s*-\s*{_Y}"
_PATTERN = re.compile(
    rf"""
    (?<![\w/.,-])(?P<date>(?:ngày\s+)?\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*(?P<date_year>{_Y}))(?![\d/])
  | (?P<long>ngày\s+\d{{1,2}}\s+tháng\s+\d{{1,2}}\s+năm\s+(?P<long_year>{_Y}))
  | (?<![\w/.,-])(?P<day>(?:ngày|sáng|chiều|tối|trưa|đêm|hôm)\s+(?:ngày\s+)?\d{{1,2}}\s*[/.-]\s*\d{{1,2}})
    (?![\d/]|\s*[/.-]\s*\d)
  | từ\s+năm\s+học\s+(?P<school1>{_SCHOOL}){_TO}(?:năm\s+học\s+)?(?P<school2>{_SCHOOL})
  | (?:các\s+|hai\s+|ba\s+)?(?:năm|niên)\s+(?:học|khóa)\s+(?P<schools>{_SCHOOL}(?:{_AND}(?:năm\s+học\s+)?{_SCHOOL})*)
  | (?<![\w/.,-])(?P<now>(?:liên\s+tục\s+)?từ\s+(?:năm\s+)?(?:học\s+)?
    (?P<since>{_Y})(?:\s*-\s*(?P<since_to>{_Y}))?\s+(?:đến|tới)\s+nay)
  | (?<![\w/.,-])(?P<from>(?:liên\s+tục\s+)?(?:từ\s+)?
    (?:năm\s+|giai\s+đoạn\s+|nhiệm\s+k[ìỳ]\s+|thời\s+k[ìỳ]\s+|khóa\s+)?
    (?P<y1>{_Y}){_TO}(?:năm\s+)?(?P<y2>{_Y}))(?![\d/])
  | (?<![\w/.,-])(?P<list>(?:(?:(?:trong\s+)?(?:các|hai|ba|bốn|năm|\d+)\s+năm|năm)\s*:?\s+{_Y}|(?<=\()\s*{_Y})
    (?:{_AND}{_Y}(?!\s*-\s*{_Y})|\s*và\s+năm\s+{_Y})+)(?![\d/])
  | (?<![\w/.,-])(?P<single>(?:(?:các\s+)?năm|tháng\s+\d{{1,2}}\s*[/.-]|tháng\s+\d{{1,2}}\s+năm
    |q(?:uý|úy)\s+[\divx]+\s*[/-]|đợt\s+[\divx]+\s*[/-]|\d{{1,2}}\s*/)\s*
    (?P<year>{_Y}))(?![\d/-])
  | (?<![\w/.,-])(?P<bare>{_Y})(?![\d/-]|\.\d)
  | (?<!\w)(?P<span>(?:trong\s+(?:vòng\s+)?(?P<span_years>\d{{1,2}}|hai|ba|bốn|năm|mười)\s+năm
    (?:\s+(?:qua|ấy|đó|này|gần\s+đây))?)|(?P<span_past>\d{{1,2}}|hai|ba|bốn|năm|mười)\s+năm\s+qua)(?!\s+(?:học|\d))
  | (?P<jubilee>kỉ\s+niệm\s+(?P<age>\d{{1,3}})\s+năm\s+(?:ngày\s+)?thành\s+lập)
  | (?P<relative>năm\s+nay|trong\s+năm\s+qua|năm\s+qua|năm\s+ngoái|năm\s+trước|năm\s+tới)(?!\w)
    """,
    re.VERBOSE,
)
_DIGITS = "0|1|2|3|4|5|6|7|8|9"
# Where one of these branches may begin; the blank is that behind a bracket.
_OPENERS = re.compile(
    rf"{_DIGITS}|ngày|sáng|chiều|tối|trưa|đêm|hôm|từ|các|hai|ba|bốn|năm|mười|niên|liên|giai|nhiệm|thời|khóa|trong"
    r"|tháng|quý|qúy|đợt|kỉ|\(()(?=\s)"
)
_DOCUMENT = re.compile(r"(?:quyết định|qđ|tờ trình|kế hoạch|công văn|thông báo|số)[^;\n]{0,50}$")
_RELATIVE = {"năm nay": 0, "năm qua": 0, "trong năm qua": 0, "năm ngoái": -1, "năm trước": -1, "năm tới": 1}
# What comes before a year that dates no award: founding, birth, laws, anniversaries, documents.
_OTHER_BUSINESS = re.compile(
    r"(?:thành\s+lập|so\s+với|sinh|ra\s+đời|kỉ\s+niệm(?!\s+chương)|truyền\s+thống|luật|nghị\s+định|quy\s+chế|thông\s+tư|nghị\s+quyết|chỉ\s+thị"
    r"|căn\s+cứ|sn|khánh\s+thành|tiền\s+thân|kế\s+hoạch|nhà\s+xuất\s+bản)"
    r"(?:(?!hạng\s)[^.;\n]){0,45}$"
)


_WORD = re.compile(r"[^\W\d_]+")
_OWN_WORDS = frozenset(_WORD.findall(_PATTERN.pattern)) | {"kì", "quý", "i", "ii", "iii", "iv"}


def may_be_all_years(folded: str, room: int) -> bool:
    """False for a line with `room` or more letters in words that no year is told with."""
    letters = 0
    for word in _WORD.finditer(folded):
        if word[0] not in _OWN_WORDS:
            letters += len(word[0])
            if letters >= room:
                return False
    return True


def find_years(folded: str, background: Background) -> list[YearMention]:
    """Years that `folded` prints; "năm nay", days and "trong 5 năm" by what `background` knows of the article."""
    found = []
    for match in matches(_OPENERS, _PATTERN, folded):
        mention = _span(match, background.period) if match["span"] else _mention(folded, match, background)
        if mention and mention.years:
            found.append(mention)
    return found


def _span(match: re.Match[str], period: tuple[int, int] | None) -> YearMention | None:
    """ "Trong 5 năm": the article's own period, if it is as long."""
    length = number(match["span_years"] or match["span_past"])
    if period is None or length not in (period[1] - period[0], period[1] - period[0] + 1):
        return None
    return YearMention(match.start(), match.end(), (period,), "period")


def _mention(folded: str, match: re.Match[str], background: Background) -> YearMention | None:
    start, end = match.span()
    published = background.published
    if match["jubilee"]:
        year = (background.founded or 0) + int(match["age"])
        return YearMention(start, end, ((year, year),), "relative") if background.founded else None
    if match["relative"] or match["day"]:
        if published is None:
            return None
        shift = _RELATIVE[re.sub(r"\s+", " ", match["relative"])] if match["relative"] else 0
        if match["relative"] and "qua" in match["relative"] and published.month <= 3:
            shift = -1
        year = published.year + shift
        return YearMention(start, end, ((year, year),), "date" if match["day"] else "relative")
    if (
        match["from"] is None
        and match["schools"] is None
        and _OTHER_BUSINESS.search(folded[max(0, start - 60) : start])
    ):
        return None
    if match["from"] and re.search(
        r"(?:kỉ|kỷ)\s+niệm[^.;\n]{0,60}$|thành\s+lập\s*\($", folded[max(0, start - 70) : start]
    ):
        return None
    years, shape = _years(match, published.year if published else background.last_year)
    return YearMention(start, end, years, shape, listed=match["school1"] is None and match["now"] is None)


def _years(match: re.Match[str], now: int | None) -> tuple[tuple[tuple[int, int], ...], str]:
    if match["school1"]:
        first, last = int(match["school1"][:4]), int(match["school2"][:4])
        return tuple((year, year + 1) for year in range(first, last + 1)), "school"
    if match["schools"]:
        years = [int(year) for year in re.findall(_Y, match["schools"])]
        pairs = tuple((a, b) for a, b in zip(years[::2], years[1::2], strict=True) if a <= b)
        return pairs, "school"
    if match["from"]:
        first, last = int(match["y1"]), int(match["y2"])
        return (((first, last),) if first <= last else ()), "period"
    if match["now"]:
        first = int(match["since"])
        if match["since_to"]:
            return tuple((year, year + 1) for year in range(first, now or first)), "school"
        return (((first, now),) if now and first <= now else ()), "period"
    if match["list"]:
        return tuple((int(y), int(y)) for y in re.findall(_Y, match["list"])), "list"
    year = int(match["date_year"] or match["long_year"] or match["year"] or match["bare"])
    if match["date"] or match["long"]:
        return ((year, year),), "date" if _DOCUMENT.search(
            match.string[max(0, match.start() - 60) : match.start()]
        ) else "deed"
    return ((year, year),), "bare" if match["bare"] else "single"
