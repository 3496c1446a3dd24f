"""Helpers of the extractors' tests: plain text to records, and the texts that tests take apart."""

from pathlib import Path

from extractors import extract
from extractors.fold import fold
from extractors.mentions import OrgMention
from extractors.orgs import find_orgs
from schemas import Article, AwardRecord, Extraction
from scrapers.text.plain import article_from_text

GOLD = Path(__file__).parents[2] / "data" / "gold"
PATTERNS = sorted((GOLD / "texts").glob("pattern-*.txt"))


def article(text: str) -> Article:
    return article_from_text(text, url="file:///a.txt", doc="a")


def extraction(text: str) -> Extraction:
    return extract(article(text))


def records(text: str) -> list[AwardRecord]:
    return list(extraction(text).records)


def facts(text: str) -> list[dict[str, object]]:
    """The records without what only places them: spans, evidence, version."""
    outside = {"quote", "evidence", "extractor_version"}
    return [record.model_dump(mode="json", exclude=outside) for record in records(text)]


def orgs(text: str) -> list[OrgMention]:
    return find_orgs(text, fold(text))


def printed(text: str) -> list[str]:
    """The organisations in `text`, as printed."""
    return [text[org.start : org.end] for org in orgs(text)]
