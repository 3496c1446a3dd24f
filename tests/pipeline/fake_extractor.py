"""An extractor for tests: `3 Bằng khen năm 2020 cho đơn vị Sở Y tế` is a fact, `nghi ngờ …` a reject.

So is `đề nghị 1 Cờ thi đua năm 2020 theo 5/QĐ-UBND cho đơn vị X`, and `1 Bằng khen năm 2020 cho ông An, Sở Y tế`.
"""

import re

from pipeline.session import Extractor
from schemas import Article, AwardRecord, CountQualifier, Evidence, Extraction, RecipientKind, Reject, Span, Status

TITLES = {"Bằng khen": "bang-khen", "Cờ thi đua": "co-thi-dua", "Giấy khen": "giay-khen", "Không có": "khong-co"}
STATUSES = {"đề nghị": Status.PROPOSED, "đăng ký": Status.REGISTERED, "thu hồi": Status.REVOKED}
FACT = re.compile(
    rf"(?:(?P<status>{'|'.join(STATUSES)}) )?(?P<count>\d+) (?P<title>{'|'.join(TITLES)})(?: hạng (?P<rank>\d))?"
    r" năm (?P<year>\d{4})(?: theo (?P<decision_no>\S+))?"
    r" cho (?P<recipient_kind>đơn vị|cá nhân|ông) (?P<person>(?<=ông )[^\n.,]+)?(?:, )?(?P<unit>[^\n.]+)"
)
REJECT = re.compile(r"nghi ngờ [^\n.]+")
KINDS = {"đơn vị": RecipientKind.TAP_THE, "cá nhân": RecipientKind.CA_NHAN, "ông": RecipientKind.CA_NHAN}


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
    found = {name: value for name, value in match.groupdict().items() if value}
    evidence = {name: Evidence.of(text, *match.span(name)) for name in found if name != "decision_no"}
    evidence.setdefault("status", evidence["title"])
    return AwardRecord(
        title=TITLES[found["title"]],
        rank=int(found["rank"]) if "rank" in found else None,
        recipient_kind=KINDS[found["recipient_kind"]],
        unit=found["unit"],
        person=found.get("person"),
        count=int(found["count"]),
        count_qualifier=CountQualifier.EXACT,
        year_from=int(found["year"]),
        year_to=int(found["year"]),
        status=STATUSES.get(found.get("status", ""), Status.AWARDED),
        decision_no=found.get("decision_no"),
        quote=Span.of(text, *match.span()),
        rule="subject of passive",
        evidence=evidence,
        extractor_version=version,
    )
