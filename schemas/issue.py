"""Something odd that a person may want to look at."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from schemas.base import Model


class Severity(StrEnum):
    """`error` lost something (a page, a record); `warning` is odd but kept."""

    WARNING = "warning"
    ERROR = "error"


class Issue(Model):
    """One row of the issue table. `code` is listed and explained in data/issue_codes.csv."""

    code: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    severity: Severity
    message: str = Field(min_length=1)
    subject: str = Field(min_length=1, description="what it is about: a URL, a file, an article or record id")
    source: str | None = Field(default=None, description="name of the source that it was met at")
    page: bool = Field(default=False, description="about one page: open until that page is read")
    again: bool = Field(default=False, description="the next visits ask for the page again")
    run_id: str | None = None
    at: datetime


class IssueCode(Model):
    """A code that an issue, a flag or a quarantined candidate may carry: one row of data/issue_codes.csv."""

    code: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    severity: Severity
    meaning_en: str = Field(min_length=1)
    meaning_vi: str = Field(min_length=1)
