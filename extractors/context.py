"""What the whole article tells each of its sentences: its own unit, its province, its year, its abbreviations."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from extractors import lexicon
from extractors.fold import CAPITALS, any_of, fold
from extractors.mentions import Background, OrgMention
from extractors.orgs import find_orgs
from extractors.own_unit import orgs_by_line, own_unit
from extractors.people import given_names
from schemas import Article, BlockKind

_DEFINED = re.compile(rf"\(\s*(?:gọi tắt là\s+)?([{CAPITALS}][^\W\d_]*(?:[-&][^\W\d_]+)*)\s*\)")
_ACHIEVEMENT_YEAR = re.compile(
    r"(?:tổng kết|tuyên dương|vinh danh|tôn vinh|cuộc thi|thành tích|khen thưởng|kết quả|công tác|phong trào"
    r"|nhiệm vụ|(?<!cờ )(?<!sĩ )thi đua)(?:(?!họp|phiên|triển khai)[^.:\n]){0,110}?(?<!từ )(?<!đến )"
    r"(?:năm|tổng kết)\s+((?:19|20)\d\d)(?!\s*(?:-|đến|tới)\s*(?:năm\s+)?\d{4})"
)
_LEAD_YEAR = re.compile(
    r"(?:^|\n)[^\w\n]*(?:\([^)\n]{1,20}\)[\s:-]*|[^\W\d_]{2,8}\s*-\s*)?(?:trong\s+|cả\s+)?năm\s+((?:19|20)\d\d)(?!\s*-)"
)
_IN_YEAR = re.compile(r"(?:trong|của|trong cả)\s+năm\s+((?:19|20)\d\d)(?!\s*-)")
_OF_LAW = re.compile(r"luật\s*$|luật thi đua,?\s*$")  # "Luật Thi đua, Khen thưởng năm 2003"
_QUESTIONS = re.compile(r"hỏi\s*-\s*đáp|bạn đọc[^.\n]{0,80}hỏi|hỏi:|trả lời:")
_RULES = re.compile(r"điều kiện|tiêu chuẩn|quy định|hướng dẫn|thể lệ|thủ tục|mức (?:tiền )?thưởng|là gì|thế nào")
_ALIAS = re.compile(r"\s*\((?:gọi tắt là\s+|sau đây gọi là\s+)?([^\W\d_][^()\d,;]{2,40})\)")
_LEAD_CHARS = 1500
_LONGEST_NAME = 90  # characters before a bracket in which the long form stands
_TITLE_AND_FIRST = 700


@dataclass(slots=True)
class Context:
    """The article as a whole; `unit` is the body that the article is about."""

    published: date | None
    unit: OrgMention | None
    province: str | None  # "tỉnh Bắc Giang"
    year: int | None
    reports: bool = True  # the article is surely about its unit: recipients told without one are the unit's
    period: tuple[int, int] | None = None  # the stretch of years that the lead sets
    proposal: tuple[int, int] | None = None  # where title or lead say that a proposal is laid open
    rules: str = ""  # "questions": questions and answers; "rules": criteria, procedures
    told_year: int | None = None  # of the latest date in a text that prints none of its own
    abbreviations: dict[str, str] = field(default_factory=dict)
    background: Background = field(default_factory=Background)
    bodies: dict[str, OrgMention] = field(default_factory=dict)  # "trường" -> the first school that the lead names
    aliases: dict[str, str] = field(default_factory=dict)  # "pc tiền giang" -> "Công ty Điện lực Tiền Giang"


def context_of(article: Article, published: date | None) -> Context:
    """Read the title and the lead for what governs the rest."""
    lead = _lead(article)
    orgs = orgs_by_line(lead)
    province = _province(article.text, orgs)
    defined = _definitions(article.text)
    period = _period(fold(lead))
    own = own_unit(lead, orgs, article)
    return Context(
        background=Background(
            published=published,
            period=period,
            last_year=_last_year(article.text),
            badges="huy hiệu" in fold(article.text),
            founded=_founded(fold(article.text)),
            short=tuple(defined.items()),
            given=given_names(article.text),
        ),
        published=published,
        unit=own.body,
        reports=own.sure,
        province=province,
        year=_year(fold(lead[:_TITLE_AND_FIRST])),
        period=period,
        proposal=_proposal(article.text, lead),
        rules=_rules(fold(lead[:_TITLE_AND_FIRST])),
        bodies=_bodies(orgs),
        aliases=_aliases(lead),
        told_year=None if published else _told_year(article.text) or _only_year(fold(article.text)),
        abbreviations={**lexicon.abbreviations(), **defined},
    )


def _lead(article: Article) -> str:
    """Title and first paragraphs, a line a block; what stands above the title is left out."""
    readable = [b for b in article.blocks if b.kind not in (BlockKind.BOILERPLATE, BlockKind.DATELINE)]
    at = next((i for i, block in enumerate(readable) if block.kind is BlockKind.TITLE), 0)
    lines = [article.text[block.start : block.end] for block in readable[at:]]
    return "\n".join(lines)[:_LEAD_CHARS]


_DATE = re.compile(
    r"(?=\d)(?:(?<![\d/.-])|(?<=\d{4}-)|(?<=\d{4}\s-\s))(?:\d{1,2}[/.-])?\d{1,2}[/.-]((?:19|20)\d\d)(?!\d)"
)


_LAW_YEAR = re.compile(
    r"(?:luật|nghị định|thông tư|chỉ thị|nghị quyết|thành lập|sinh|kỉ niệm)[^.;\n]{0,90}?năm ((?:19|20)\d\d)"
)
_YEAR_TOLD = re.compile(r"trong năm ((?:19|20)\d\d)(?!\s*-)")


def _only_year(folded: str) -> int | None:
    """The one year that a text without a date speaks of; years of laws and of founding are not counted."""
    aside = {match[1] for match in _LAW_YEAR.finditer(folded)}
    years = {match[1] for match in _YEAR_TOLD.finditer(folded)} - aside
    return int(years.pop()) if len(years) == 1 else None


_OF_LAW = re.compile(r"(?:[Ll]uật|[Nn]ghị định|[Tt]hông tư|[Qq]uy chế|[Cc]hỉ thị|QH\d+)[^.;\n]{0,50}ngày\s+$")
_NEAR = 90  # characters from the name of a law to its date


def _told_year(text: str) -> int | None:
    """A text was written no earlier than the latest date that it tells ("26-1-2018", "tháng 10-2017")."""
    dates = (m for m in _DATE.finditer(text) if not _OF_LAW.search(text, max(0, m.start() - _NEAR), m.start()))
    latest = max((int(match[1]) for match in dates), default=None)
    return None if latest == _founded(fold(text)) else latest


_ANY_YEAR = re.compile(r"(?=\d)(?<![\d/.-])(?:(?:19|20)\d\d\s*-\s*)?((?:19|20)\d\d)(?![\d.,]\d)")


def _last_year(text: str) -> int | None:
    return max((int(match[1]) for match in _ANY_YEAR.finditer(text)), default=None)


_FOUNDED = re.compile(
    r"thành lập[^.;\n]{0,40}?\(\s*((?:19|20)\d\d)\s*-\s*(?:19|20)\d\d\s*\)"
    r"|thành lập (?:từ |vào |từ năm |năm |vào năm )((?:19|20)\d\d)"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]((?:19|20)\d\d),[^.;\n]{0,120}được thành lập"
)


def _founded(folded: str) -> int | None:
    """The founding year that the text prints ("thành lập năm 1962", "60 năm thành lập (1962 - 2022)"), if it is one."""
    if "thành lập" not in folded:
        return None
    years = {int(match[match.lastindex or 1]) for match in _FOUNDED.finditer(folded)}
    return years.pop() if len(years) == 1 else None


_PERIOD = re.compile(r"((?:19|20)\d\d)\s*-\s*((?:19|20)\d\d)")


def _period(folded_lead: str) -> tuple[int, int] | None:
    for match in _PERIOD.finditer(folded_lead):
        first, last = int(match[1]), int(match[2])
        if 1 < last - first <= 6 and "thành lập" not in folded_lead[max(0, match.start() - 40) : match.start()]:
            return first, last
    return None


_PROPOSAL = re.compile(
    r"(?:lấy|xin) ý kiến(?: nhân dân| góp ý| rộng rãi)?|trước khi trình|danh sách[^.\n]{0,40}đề nghị (?:xét |tặng )"
)


def _proposal(text: str, lead: str) -> tuple[int, int] | None:
    """Where the title says that what follows is only proposed: laid open to comments (Decree 91/2017, art. 45)."""
    match = _PROPOSAL.search(fold(lead.split("\n", 1)[0]))
    at = text.find(lead.split("\n", 1)[0]) if match else -1
    return (at + match.start(), at + match.end()) if match and at >= 0 else None


def _rules(folded_lead: str) -> str:
    if _QUESTIONS.search(folded_lead):
        return "questions"
    return "rules" if _RULES.search(folded_lead[:300].partition("\n")[0]) else ""


@cache
def _province_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:tỉnh|thành phố|tp\.?)\s*({any_of(sorted(lexicon.provinces()))})")


def _province(text: str, orgs: list[OrgMention]) -> str | None:
    """The province that the text makes plain: the one named most, with its word ("tỉnh X"), at least once."""
    counts = Counter(re.sub(r"\s+", " ", m[1]) for m in _province_pattern().finditer(fold(text)))
    if not counts:
        return None
    (name, times), *others = counts.most_common()
    if others and others[0][1] == times:
        return None
    row = lexicon.provinces()[name]
    return f"{row.kind} {row.name}"


def _year(folded_lead: str) -> int | None:
    years = [
        int(m[1]) for m in _ACHIEVEMENT_YEAR.finditer(folded_lead) if not _OF_LAW.search(folded_lead, 0, m.start())
    ]
    if not years:
        years = [int(match[1]) for match in _LEAD_YEAR.finditer(folded_lead)]
    if not years:
        told = {int(match[1]) for match in _IN_YEAR.finditer(folded_lead)}
        return told.pop() if len(told) == 1 else None
    return years[0]


def _bodies(orgs: list[OrgMention]) -> dict[str, OrgMention]:
    named = [org.org or org for org in orgs if not org.bare]
    return {org.head.split()[0]: org for org in reversed(named) if org.head and not org.place}


def _aliases(lead: str) -> dict[str, str]:
    """Short names that the lead puts in brackets behind a body's full name."""
    found: dict[str, str] = {}
    for line in lead.split("\n"):
        for org in find_orgs(line, fold(line)):
            bracket = _ALIAS.match(line, org.end)
            if bracket and not org.bare and not org.post and _short_for(bracket[1], org.name):
                found[fold(bracket[1])] = org.name
    return found


def _short_for(alias: str, name: str) -> bool:
    """True when most words of the alias come from the name."""
    words, full = fold(alias).split(), fold(name).split()
    return alias[0].isupper() and 2 * sum(word in full for word in words) > len(words) < len(full)


def _definitions(text: str) -> dict[str, str]:
    """Abbreviations that the text spells out itself: "Viện kiểm sát nhân dân (VKSND)"."""
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        before = text[max(0, match.start() - _LONGEST_NAME) : match.start()].rsplit("\n", 1)[-1]
        words = list(re.finditer(r"[^\W\d_]+", before))
        letters = re.findall(r"[^\W\d_]", match[1])
        tail = words[-len(letters) :]
        if 2 <= len(letters) == len(tail) and all(
            w[0][0].lower() == x.lower() for w, x in zip(tail, letters, strict=True)
        ):
            found[match[1]] = before[tail[0].start() :].strip()
    return found
