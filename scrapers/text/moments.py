"""Dates as machines write them: in feeds, sitemaps and JSON."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from scrapers.text.canonical import one_line
from scrapers.text.dates import machine_date, plausible

VIETNAM = timezone(timedelta(hours=7))  # the year round
_EPOCH = re.compile(r"(?:/?date\()?(\d{9,13})(?:\.\d*)?(?:[+-]\d{4})?\)?/?", re.IGNORECASE)
_MILLISECONDS = 10**11  # as seconds: the year 5138
_ISO_ZONED = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})", re.IGNORECASE)


def moment_date(value: object) -> date | None:
    """The day in Vietnam that a value tells: ISO 8601, RFC 822, seconds or milliseconds since 1970,
    ASP.NET's "/Date(1595817120000+0700)/", or a printed date; None for anything else.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = one_line(str(value))
    try:
        moment = _iso(text) or _epoch(text) or _mail(text)
    except (ValueError, OverflowError, OSError):
        moment = None  # written like a moment, but there is none such
    day = moment.astimezone(VIETNAM).date() if moment else machine_date(text)
    return day if day and plausible(day) else None


def _epoch(text: str) -> datetime | None:
    found = _EPOCH.fullmatch(text)
    if not found:
        return None
    seconds = int(found[1])
    return datetime.fromtimestamp(seconds / 1000 if seconds >= _MILLISECONDS else seconds, UTC)


def _iso(text: str) -> datetime | None:
    """A moment with a zone; without one, the day is that which is written."""
    return datetime.fromisoformat(text) if _ISO_ZONED.fullmatch(text) else None


def _mail(text: str) -> datetime | None:
    """RFC 822, as RSS has it, only where months are words: "27-07-2020" is not the year 2027."""
    if not re.search(r"\d[ -][A-Za-z]{3}[ -]\d", text):
        return None
    moment = parsedate_to_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
