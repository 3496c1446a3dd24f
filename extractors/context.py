"""What the whole article tells each of its sentences: its own unit, its province, its year, its abbreviations."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from extractors import lexicon
from extractors.fold import any_of, fold
from extractors.mentions import OrgMention
from extractors.orgs import find_orgs
from schemas import Article, BlockKind, Level

_DEFINED = re.compile(
    r"((?:[^\W\d_]+[\s,&-]+){1,9}[^\W\d_]+)\s*\((?:gọi tắt là\s+)?([^\W\d_a-zà-ỹ][^\W\d_]*(?:[-&][^\W\d_]+)*)\)"
)
_ACHIEVEMENT_YEAR = re.compile(
    r"(?:tổng kết|thành tích|khen thưởng|kết quả|công tác|phong trào|nhiệm vụ|thi đua)[^.\n]{0,110}?năm\s+((?:19|20)\d\d)(?!\s*-\s*\d{4})"
)
_LEAD_YEAR = re.compile(
    r"(?:^|\n)[^\w\n]*(?:\([^)\n]{1,20}\)[\s:-]*|[^\W\d_]{2,8}\s*-\s*)?(?:trong\s+|cả\s+)?năm\s+((?:19|20)\d\d)(?!\s*-)"
)
_QUESTIONS = re.compile(r"hỏi\s*-\s*đáp|bạn đọc[^.\n]{0,80}hỏi|hỏi:|trả lời:")
_RULES = re.compile(r"điều kiện|tiêu chuẩn|quy định|hướng dẫn|thể lệ|thủ tục|mức (?:tiền )?thưởng|là gì|thế nào")
_LEAD_CHARS = 1500
_TITLE_AND_FIRST = 700


@dataclass(slots=True)
class Context:
    """The article as a whole; `unit` is the body that the article is about."""

    published: date | None
    unit: OrgMention | None
    province: str | None  # "tỉnh Bắc Giang"
    year: int | None
    rules: str = ""  # "questions": questions and answers; "rules": criteria, procedures
    told_year: int | None = None  # the one year of all full dates in a text that prints no date of its own
    abbreviations: dict[str, str] = field(default_factory=dict)


def context_of(article: Article, published: date | None) -> Context:
    """Read the title and the lead for what governs the rest."""
    lead = _lead(article)
    orgs = [org for org in find_orgs(lead, fold(lead)) if not org.council]
    province = _province(article.text, orgs)
    return Context(
        published=published,
        unit=_letterhead(article) or _own_unit(lead, orgs),
        province=province,
        year=_year(fold(lead[:_TITLE_AND_FIRST])),
        rules=_rules(fold(lead[:_TITLE_AND_FIRST])),
        told_year=None if published else _told_year(article.text),
        abbreviations={**lexicon.abbreviations(), **_definitions(article.text)},
    )


def _lead(article: Article) -> str:
    readable = [b for b in article.blocks if b.kind not in (BlockKind.BOILERPLATE, BlockKind.DATELINE)]
    lines = [article.text[block.start : block.end] for block in readable]
    return "\n".join(lines)[:_LEAD_CHARS]


_FULL_DATE = re.compile(r"(?<![\d/.-])\d{1,2}[/.-]\d{1,2}[/.-]((?:19|20)\d\d)(?!\d)")


def _told_year(text: str) -> int | None:
    years = {int(match[1]) for match in _FULL_DATE.finditer(text)}
    return years.pop() if len(years) == 1 else None


def _rules(folded_lead: str) -> str:
    if _QUESTIONS.search(folded_lead):
        return "questions"
    return "rules" if _RULES.search(folded_lead[:300].split("\n")[0]) else ""


def _letterhead(article: Article) -> OrgMention | None:
    """The body that signs: the last one named above the title ("UBND TỈNH …", then "SỞ …")."""
    above: list[str] = []
    for block in article.blocks:
        if block.kind is BlockKind.TITLE:
            line = "\n".join(above)
            orgs = [org for org in find_orgs(line, fold(line)) if not (org.bare or org.post or org.council)]
            return orgs[-1] if orgs else None
        if block.kind is BlockKind.HEADING:
            above.append(article.text[block.start : block.end])
    return None


def _own_unit(lead: str, orgs: list[OrgMention]) -> OrgMention | None:
    """The first body of the title; else the first of the lead, ministries and the like only in want of others.

    A body with more of a name ("Sở Công Thương tỉnh Ninh Bình") stands in for its shorter form.
    """
    named = [org for org in orgs if not org.bare and not org.post and org.head]
    first_line = lead.split("\n", 1)[0]
    in_title = [org for org in named if org.end <= len(first_line)]
    below = [org for org in named if org.level not in (Level.NHA_NUOC, Level.BO_NGANH)]
    ranked = [org for org in in_title if not org.place] or below or in_title or named
    if not ranked:
        return None
    best = ranked[0]
    longer = [org for org in named if fold(org.name).startswith(fold(best.name)) and len(org.name) > len(best.name)]
    return longer[0] if longer else best


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
    years = [int(match[1]) for match in _ACHIEVEMENT_YEAR.finditer(folded_lead)]
    if not years:
        years = [int(match[1]) for match in _LEAD_YEAR.finditer(folded_lead)]
    return years[0] if years else None


def _definitions(text: str) -> dict[str, str]:
    """Abbreviations that the text spells out itself: "Viện kiểm sát nhân dân (VKSND)"."""
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        words = re.findall(r"[^\W\d_]+", match[1])
        letters = re.findall(r"[^\W\d_]", match[2])
        if 2 <= len(letters) <= len(words):
            tail = words[-len(letters) :]
            if all(word[0].lower() == letter.lower() for word, letter in zip(tail, letters, strict=True)):
                start = match[1].rfind(" ".join(tail)) if " ".join(tail) in match[1] else -1
                found[match[2]] = match[1][start:] if start >= 0 else " ".join(tail)
    return found
