"""The files that a page gives with its article: lists of names are often attached so."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from schemas import Selectors
from scrapers.discover.identity import canonical_url
from scrapers.pages.frames import Role, select

SUFFIXES = (".pdf", ".doc", ".docx", ".xls", ".xlsx")


def named_files(soup: BeautifulSoup, base: str, own: Selectors | None) -> tuple[str, ...]:
    """Addresses of what the layout says is attached. Call it before furniture is cut: their box may be."""
    chosen = [tag for found in select(soup, Role.ATTACHMENTS, own) for tag in found]
    return tuple(_addresses(chosen, _start(soup, base)))


def attachments(soup: BeautifulSoup, base: str, named: tuple[str, ...]) -> tuple[str, ...]:
    """`named` and the addresses of files of known kinds on the same host."""
    links = _addresses(soup.select("a[href]"), _start(soup, base))
    return tuple(dict.fromkeys([*named, *(url for url in links if _is_file(url, base))]))


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


def _is_file(url: str, page_url: str) -> bool:
    parts = urlsplit(url)
    return parts.path.lower().endswith(SUFFIXES) and parts.netloc == urlsplit(page_url).netloc
