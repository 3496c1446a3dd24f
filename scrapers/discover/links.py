"""Links of a listing page: to articles, to reports, to its next pages."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from schemas import Source
from scrapers.discover.anchors import anchors_of
from scrapers.discover.identity import canonical_url
from scrapers.families import article_pattern
from scrapers.text.canonical import one_line
from scrapers.text.cues import CueKind, fits

REPORTS = (".pdf", ".docx", ".xlsx")
LONGEST_ADDRESS = 4000
_WHOLE = re.compile(r"https?://[^/?#\\\[\s][^\\\[]*", re.IGNORECASE)
_ROOTED = re.compile(r"/(?!/)[^\\\[]*")
_NUMBERS = re.compile(r"\d+")
_PAGE_TAIL = re.compile(r"[/.?&-]?(?:page|trang|p|start)?[/=.-]?\d+(?:\.\w{1,5})?/?$", re.IGNORECASE)


class Link(NamedTuple):
    """A canonical address and the text that leads to it."""

    url: str
    text: str
    rel: str


def links_of(html: str, page_url: str) -> list[Link]:
    """The http(s) links of a page, in order, by its base href if it has one. A page of no markup has none."""
    page = anchors_of(html)
    base = absolute(page_url, page.base) or page_url
    targets = ((absolute(base, anchor.href), anchor) for anchor in page.anchors)
    return [Link(url, one_line(anchor.text), anchor.rel) for url, anchor in targets if url]


def absolute(base: str, href: str) -> str | None:
    """The canonical address that `href` on the page `base` leads to; None when it is no http(s) address.

    Nor one of some use: servers take addresses of some thousand characters, and patterns take hours for more.
    """
    return _absolute(base, href) if len(href) <= LONGEST_ADDRESS else None


@lru_cache(maxsize=4096)
def _absolute(base: str, href: str) -> str | None:
    href = href.strip()
    try:
        href.encode()  # JSON can hold halves of characters, which no address can
        if _WHOLE.fullmatch(href):
            return canonical_url(href)
        if _ROOTED.fullmatch(href):
            return canonical_url(_origin(base) + href)  # these two are most links; joining takes longer than the parser
        target = urljoin(base, href)
        return canonical_url(target) if urlsplit(target).scheme in ("http", "https") else None
    except ValueError:
        return None  # an address that is none, as editors paste them


def article_links(links: list[Link], source: Source, page_url: str) -> Iterator[str]:
    """Addresses of the source's articles, as its pattern knows them, and of reports on the same host; each once.

    Other newspapers on the same system, which every footer links to, have addresses of the same form.
    """
    pattern, hosts = article_pattern(source), _hosts(source, page_url)
    seen: set[str] = set()
    for link in links:
        own = _bare_host(link.url) in hosts and pattern.search(link.url)
        if link.url not in seen and (own or is_report(link.url, page_url)):
            seen.add(link.url)
            yield link.url


def _hosts(source: Source, page_url: str) -> set[str]:
    """The hosts that show the source's articles."""
    addresses = (page_url, *source.listings, *source.feeds, *source.sitemaps)
    return {_bare_host(url) for url in (*addresses, *(f"//{host}" for host in source.hosts))}


def _bare_host(url: str) -> str:
    return urlsplit(url).netloc.lower().removeprefix("www.")


def is_report(url: str, page_url: str) -> bool:
    """True for a PDF, DOCX or XLSX file on the same host as the page."""
    parts = urlsplit(url)
    return parts.path.lower().endswith(REPORTS) and parts.netloc == urlsplit(page_url).netloc


def next_pages(links: list[Link], listing: str, source: Source) -> Iterator[str]:
    """Addresses of further pages of the same listing: numbered ones, and those called next."""
    pattern = article_pattern(source)
    for link in links:
        called = "next" in link.rel or link.text.isdecimal() or fits(CueKind.PAGING, link.text)
        if (
            called
            and not pattern.search(link.url)
            and _is_page_of(urlsplit(link.url), urlsplit(canonical_url(listing)))
        ):
            yield link.url


@lru_cache(maxsize=64)
def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _is_page_of(page: SplitResult, listing: SplitResult) -> bool:
    if page.netloc != listing.netloc:
        return False
    if page.path == listing.path:
        return page.query != listing.query
    stem = _PAGE_TAIL.sub("", listing.path).removesuffix("/").rsplit(".", 1)[0]
    return page.path.startswith(stem) and bool(_NUMBERS.search(page.path.removeprefix(stem)))
