"""A published file of made-up honours, a line each: title | level | year | status | person | unit, `-` for not told."""

from datetime import date
from pathlib import Path

from workbench import make_article, run

from pipeline.session import Extractor
from pipeline.settings import Home
from schemas import Article, AwardRecord, CountQualifier, Evidence, Extraction, RecipientKind, Span

FIELDS = ("title", "level", "year", "status", "person", "unit")


def published(home: Home, *lines: str, told_on: date | None = None) -> Path:
    """The published file with these honours, each told in an article of its own."""
    told = {"source": "so", "published": told_on}
    articles = [make_article(line, name=f"a{number}", **told) for number, line in enumerate(lines)]
    run(home, *articles, extractor=Extractor(_extracted, "honours-1"))
    return home.published


def _extracted(article: Article) -> Extraction:
    text, at = article.text, 0
    told, evidence = dict[str, str](), dict[str, Evidence]()
    for name, part in zip(FIELDS, text.split(" | "), strict=True):
        if part != "-":
            told[name], evidence[name] = part, Evidence.of(text, at, at + len(part))
        at += len(part) + len(" | ")
    whole = Evidence.of(text, 0, len(text))
    evidence |= {"recipient_kind": whole, "count": whole}
    record = AwardRecord.model_validate(
        {
            "title": told["title"].partition("/")[0],
            "rank": told["title"].partition("/")[2] or None,
            "level": told.get("level"),
            "recipient_kind": RecipientKind.CA_NHAN if "person" in told else RecipientKind.TAP_THE,
            "unit": told.get("unit"),
            "person": told.get("person"),
            "count": 1,
            "count_qualifier": CountQualifier.EXACT,
            "year_from": told.get("year"),
            "year_to": told.get("year"),
            "status": told["status"],
            "quote": Span.of(text, 0, len(text)),
            "rule": "subject of passive",
            "evidence": evidence | ({"rank": whole} if "/" in told["title"] else {}),
            "extractor_version": "honours-1",
        }
    )
    return Extraction(records=(record,), rejects=(), extractor_version="honours-1")
