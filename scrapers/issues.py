"""Issues of the scraper, with their severity from data/issue_codes.csv."""

from datetime import UTC, datetime
from functools import lru_cache

from data import DataError, read_csv
from schemas import Issue, IssueCode
from scrapers.errors import (
    ChallengePage,
    FetchError,
    ListingUnreadable,
    NoTextLayer,
    NotVietnamese,
    OcrMissing,
    PageTooDeep,
    RefusalPage,
    UnreadableDocument,
    UnreadableInput,
)

_UNREADABLE: dict[type[UnreadableInput], str] = {
    NotVietnamese: "not-vietnamese",
    NoTextLayer: "pdf-without-text",
    OcrMissing: "ocr-missing",
    UnreadableDocument: "document-unreadable",
    RefusalPage: "refusal-page",
    ChallengePage: "challenge-page",
    PageTooDeep: "page-too-deep",
    ListingUnreadable: "listing-unreadable",
}


def issue(code: str, message: str, subject: str) -> Issue:
    """An issue as of now. Raises DataError when `code` is not in data/issue_codes.csv."""
    known = _codes()
    if code not in known:
        raise DataError(f"data/issue_codes.csv: no row for {code}")
    return Issue(code=code, severity=known[code].severity, message=message, subject=subject, at=datetime.now(UTC))


def issue_of(error: FetchError | UnreadableInput, url: str) -> Issue:
    """The issue that a failure at `url` is."""
    code = error.code if isinstance(error, FetchError) else _UNREADABLE.get(type(error), "page-without-article")
    return issue(code, error.reason, url)


@lru_cache(maxsize=1)
def _codes() -> dict[str, IssueCode]:
    return {row.code: row for row in read_csv("issue_codes.csv", IssueCode)}
