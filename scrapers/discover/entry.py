"""What a feed, a sitemap or an API says of an article before it is read."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from schemas import Source
from scrapers.families import article_pattern


class Entry(NamedTuple):
    """An article's canonical address; the rest is hearsay until the article itself is read."""

    url: str
    title: str | None = None
    published: date | None = None
    modified: date | None = None


def article_entries(entries: Iterable[Entry], source: Source) -> Iterator[Entry]:
    """Those whose address is that of an article, as the source's pattern knows it; each once."""
    pattern = article_pattern(source)
    seen: set[str] = set()
    for entry in entries:
        if entry.url not in seen and pattern.search(entry.url):
            seen.add(entry.url)
            yield entry
