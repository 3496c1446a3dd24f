"""The files that a page gives with its article: lists of names are often attached so."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from schemas import Selectors
from scrapers.discover.identity import canonical_url
from scrapers.pages.frames import Role, select

SUFFIXES = (".pdf", ".doc", ".docx", ".xls", ".xlsx")


def attachments(soup: BeautifulSoup, base: str, own: Selectors | None) -> tuple[str, ...]:
    """Addresses of attached files: what the layout says is attached, and files of known kinds on the same host."""
    declared = soup.find("base", href=True)
    start = urljoin(base, str(declared["href"])) if isinstance(declared, Tag) else base
    chosen = [tag for found in select(soup, Role.ATTACHMENTS, own) for tag in found]
    addresses = [
        *_addresses(chosen, start),
        *(url for url in _addresses(soup.select("a[href]"), start) if _is_file(url, base)),
    ]
    return tuple(dict.fromkeys(addresses))


def _addresses(tags: list[Tag], base: str) -> Iterator[str]:
    for tag in tags:
        try:
            target = urljoin(base, str(tag.get("href", "")).strip())
            if urlsplit(target).scheme in ("http", "https"):
                yield canonical_url(target)
        except ValueError:
            continue  # an address that is none, as editors paste them


def _is_file(url: str, page_url: str) -> bool:
    parts = urlsplit(url)
    return parts.path.lower().endswith(SUFFIXES) and parts.netloc == urlsplit(page_url).netloc
