"""RSS and Atom feeds."""

import re
from collections.abc import Mapping
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

import feedparser
from w3lib.html import remove_tags

from scrapers.discover.entry import Entry
from scrapers.discover.links import absolute
from scrapers.errors import ListingUnreadable
from scrapers.text.canonical import one_line
from scrapers.text.moments import moment_date

Item = Mapping[str, Any]
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*", re.IGNORECASE)
_SUBSET_END = re.compile(rb"\]\s*>")


def feed_entries(body: bytes, url: str) -> list[Entry]:
    """What the feed at `url` lists, in its order, each address once; a broken feed as far as it can be read.

    Nothing but `body` is looked at, and entities of the feed's own are not expanded.
    Raises ListingUnreadable when the bytes are no feed.
    """
    # A stream, for bytes would be taken for the name of a file. Dates are read from the strings: feedparser takes
    # 27-07-2020 for a day in 2027.
    stream = BytesIO(_without_doctype(body))
    headers = {"content-location": url}
    feed = feedparser.parse(stream, response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    if not feed.get("version") and not feed.entries:
        raise ListingUnreadable(url, "neither RSS nor Atom: open the address and correct it in the source's file")
    found: dict[str, Entry] = {}
    for entry in (_entry(item, url) for item in feed.entries):
        if entry:
            found.setdefault(entry.url, entry)
    return list(found.values())


def _without_doctype(body: bytes) -> bytes:
    """Looked for once: a body of nothing but such beginnings would keep a pattern busy for hours."""
    found = _DOCTYPE.search(body)
    if found is None:
        return body
    subset = body[found.end() : found.end() + 1] == b"["
    end = _SUBSET_END.search(body, found.end()) if subset else found
    return body[: found.start()] + (body[end.end() :].removeprefix(b"" if subset else b">") if end else b"")


def _entry(item: Item, url: str) -> Entry | None:
    link = str(item.get("link") or "").replace("&amp;", "&")  # some escape twice
    target = absolute(_base(item, url), link) if link else None
    return Entry(target, _title(item), _day(item, "published"), _day(item, "updated")) if target else None


def _base(item: Item, url: str) -> str:
    """Where an entry's link starts from: its xml:base, as feedparser has kept it beside the title."""
    return str((item.get("title_detail") or {}).get("base") or url)


def _title(item: Item) -> str | None:
    return one_line(unescape(remove_tags(str(item.get("title") or "")))) or None


def _day(item: Item, key: str) -> date | None:
    return moment_date(item[key]) if key in item else None
