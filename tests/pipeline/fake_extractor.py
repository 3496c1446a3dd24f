"""An extractor for tests: `3 Bằng khen năm 2020 cho đơn vị Sở Y tế` is a fact, `nghi ngờ …` a reject."""

import re

from pipeline.session import Extractor
from schemas import Article, AwardRecord, CountQualifier, Evidence, Extraction, RecipientKind, Reject, Span, Status

TITLES = {"Bằng khen": "bang-khen", "Cờ thi đua": "co-thi-dua", "Giấy khen": "giay-khen", "Không có": "khong-co"}
FACT = re.compile(rf"(\d+) ({'|'.join(TITLES)})(?: hạng (\d))? năm (\d{{4}}) cho (đơn vị|cá nhân) ([^\n.]+)")
REJECT = re.compile(r"nghi ngờ [^\n.]+")
KINDS = {"đơn vị": RecipientKind.TAP_THE, "cá nhân": RecipientKind.CA_NHAN}


def extract(article: Article, version: str = "fake-1") -> Extraction:
    """Facts and rejects of the article; the word LỖI in it makes the extractor fail."""
    if "LỖI" in article.text:
        raise ValueError("the text says LỖI")
    return Extraction(
        records=tuple(_record(article.text, match, version) for match in FACT.finditer(article.text)),
        rejects=tuple(
            Reject(
                reason="unknown-title", message="doubtful", span=Span.of(article.text, *match.span()), value={"n": 1}
            )
            for match in REJECT.finditer(article.text)
        ),
        extractor_version=version,
    )


def fake(version: str = "fake-1") -> Extractor:
    """The extractor under a version of its own."""
    return Extractor(lambda article: extract(article, version), version)


def _record(text: str, match: re.Match[str], version: str) -> AwardRecord:
    def evidence(group: int) -> Evidence:
        return Evidence.of(text, *match.span(group))

    shown = {"count": 1, "title": 2, "year": 4, "recipient_kind": 5, "unit": 6, "status": 2}
    if match[3]:
        shown["rank"] = 3
    return AwardRecord(
        title=TITLES[match[2]],
        rank=int(match[3]) if match[3] else None,
        recipient_kind=KINDS[match[5]],
        unit=match[6],
        count=int(match[1]),
        count_qualifier=CountQualifier.EXACT,
        year_from=int(match[4]),
        year_to=int(match[4]),
        status=Status.AWARDED,
        quote=Span.of(text, *match.span()),
        rule="subject of passive",
        evidence={name: evidence(group) for name, group in shown.items()},
        extractor_version=version,
    )
