"""The files that a page gives with its article: lists of names are often attached so."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from schemas import Selectors
from scrapers.discover.identity import canonical_url
from scrapers.pages.find import elements
from scrapers.pages.frames import Role, select

SUFFIXES = (".pdf", ".doc", ".docx", ".xls", ".xlsx")
# An address without any of these names no file, whatever is made of it: suffixes, and what may hide one.
_TELLING = re.compile(r"\.(?:pdf|doc|xls)|[%\t\r\n]", re.IGNORECASE)


def named_files(soup: BeautifulSoup, base: str, own: Selectors | None) -> tuple[str, ...]:
    """Addresses of what the layout says is attached. Call it before furniture is cut: their box may be."""
    chosen = [tag for found in select(soup, Role.ATTACHMENTS, own) for tag in found]
    return tuple(_addresses(chosen, _start(soup, base)))


def attachments(soup: BeautifulSoup, base: str, named: tuple[str, ...]) -> tuple[str, ...]:
    """`named` and the addresses of files of known kinds on the host of the page or of its <base>."""
    start = _start(soup, base)
    ours = {_host(base), _host(start)}
    telling = [tag for tag in elements(soup, "a") if _TELLING.search(f"{start} {tag.get('href', '')}")]
    links = _addresses(telling, start)
    return tuple(dict.fromkeys([*named, *(url for url in links if _is_file(url) and _host(url) in ours)]))


def _start(soup: BeautifulSoup, base: str) -> str:
    """The address that links start from."""
    declared = soup.find("base", href=True)
    return urljoin(base, str(declared["href"])) if isinstance(declared, Tag) else base


def _addresses(tags: list[Tag], base: str) -> Iterator[str]:
    for tag in tags:
        try:
            target = urljoin(base, str(tag.get("href", "")).strip())
            if urlsplit(target).scheme in ("http", "https"):
                yield canonical_url(target)
        except ValueError:
            continue  # an address that is none, as editors paste them


def _is_file(url: str) -> bool:
    """True when the address, or the value that ends it ("?file=/a.pdf"), names a file of a known kind."""
    parts = urlsplit(url)
    return parts.path.lower().endswith(SUFFIXES) or parts.query.lower().endswith(SUFFIXES)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
