"""Links of a listing page: to articles, to reports, to its next pages."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from w3lib.html import get_base_url

from schemas import Source
from scrapers.discover.identity import canonical_url
from scrapers.families import article_pattern
from scrapers.pages.soup import soup_of
from scrapers.text.canonical import one_line
from scrapers.text.cues import CueKind, fits

_NUMBERS = re.compile(r"\d+")
_PAGE_TAIL = re.compile(r"[/.?&-]?(?:page|trang|p|start)?[/=.-]?\d+(?:\.\w{1,5})?/?$", re.IGNORECASE)


class Link(NamedTuple):
    """A canonical address and the text that leads to it."""

    url: str
    text: str
    rel: str


def links_of(html: str, page_url: str) -> list[Link]:
    """The http(s) links of a page, in order. Raises UnreadableInput when it cannot be parsed."""
    soup = soup_of(html, page_url)
    base = get_base_url(html, page_url)
    found = []
    for tag in soup.select("a[href], link[rel=next][href]"):
        target = _joined(base, str(tag["href"]).strip())
        if target:
            rel = " ".join(str(value) for value in tag.get_attribute_list("rel") if value)
            found.append(Link(target, one_line(tag.get_text(" ")), rel))
    return found


def article_links(links: list[Link], source: Source, page_url: str) -> Iterator[str]:
    """Addresses of the source's articles, as its pattern knows them, and of PDF reports on the same host; each once.

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
    """True for a PDF on the same host as the page."""
    parts = urlsplit(url)
    return parts.path.lower().endswith(".pdf") and parts.netloc == urlsplit(page_url).netloc


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


def reports(html: str, page_url: str) -> list[str]:
    """Addresses of the PDFs on the same host that a page leads to: lists of names are often attached so."""
    if ".pdf" not in html.lower():
        return []
    return list(dict.fromkeys(link.url for link in links_of(html, page_url) if is_report(link.url, page_url)))


def _joined(base: str, href: str) -> str | None:
    try:
        target = urljoin(base, href)
        return canonical_url(target) if urlsplit(target).scheme in ("http", "https") else None
    except ValueError:
        return None  # an address that is none, as editors paste them


def _is_page_of(page: SplitResult, listing: SplitResult) -> bool:
    if page.netloc != listing.netloc:
        return False
    if page.path == listing.path:
        return page.query != listing.query
    stem = _PAGE_TAIL.sub("", listing.path).removesuffix("/").rsplit(".", 1)[0]
    return page.path.startswith(stem) and bool(_NUMBERS.search(page.path.removeprefix(stem)))
