"""Sitemaps: lists of addresses, lists of such lists, news sitemaps, plain text; gzipped or not."""

import gzip
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from lxml import etree

from scrapers.discover.entry import Entry
from scrapers.discover.feeds import feed_entries
from scrapers.discover.links import absolute
from scrapers.errors import ListingUnreadable
from scrapers.text.canonical import one_line
from scrapers.text.moments import moment_date

LARGEST = 50 * 2**20  # bytes unpacked, as sitemaps.org allows
MOST_TAGS = 2_000_000  # 40 for each of the 50,000 addresses that a sitemap may have; lxml takes 160 bytes for one
_GZIP = b"\x1f\x8b"
_FEEDS = ("rss", "feed", "RDF")  # allowed in the place of a sitemap
_ROOTS = ("urlset", "sitemapindex")


class Sitemap(NamedTuple):
    """What a sitemap lists: pages, or other sitemaps when it is an index; of those, `modified` is all that is known."""

    entries: tuple[Entry, ...] = ()
    children: tuple[Entry, ...] = ()


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """What the sitemap at `url` lists; a broken one as far as it can be read.

    No entities are expanded and nothing but `body` is read. Raises ListingUnreadable when the bytes are no sitemap,
    or unpack to more than 50 MB or to tags without end, which would take gigabytes of memory.
    """
    plain = _unpacked(body, url)
    if plain.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"http"):
        return Sitemap(tuple(_lines(plain, url)))
    if plain.count(b"<") > MOST_TAGS:
        raise ListingUnreadable(url, f"more than {MOST_TAGS} tags: look at the address with care")
    found: dict[str, list[Entry]] = {"url": [], "sitemap": []}
    try:
        root = _walk(plain, url, found)
    except etree.LxmlError:
        root = ""
    if root in _FEEDS:
        return Sitemap(tuple(feed_entries(plain, url)))
    if root not in _ROOTS:
        raise ListingUnreadable(url, "no sitemap: open the address and correct it in the source's file")
    return Sitemap(tuple(found["url"]), tuple(found["sitemap"]))


def _unpacked(body: bytes, url: str) -> bytes:
    if not body.startswith(_GZIP):
        return body
    try:
        with gzip.GzipFile(fileobj=BytesIO(body)) as packed:
            plain = packed.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ListingUnreadable(url, f"cannot be unpacked: {error}") from error
    if len(plain) > LARGEST:
        raise ListingUnreadable(url, f"unpacks to more than {LARGEST // 2**20} MB: look at the address with care")
    return plain


def _lines(plain: bytes, url: str) -> Iterator[Entry]:
    lines = plain.decode("utf-8-sig", "replace").split()
    return (Entry(target) for line in lines if (target := absolute(url, line)))


def _walk(plain: bytes, url: str, found: dict[str, list[Entry]]) -> str:
    """Add what is listed to `found`, element by element, each let go when it is read; the name of the root."""
    walk = etree.iterparse(
        BytesIO(plain.lstrip()),
        tag=[f"{{*}}{name}" for name in found],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        recover=True,
    )
    for _, element in walk:
        entry = _entry(element, url)
        found[_name(element)] += [entry] if entry else []
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]
    return _name(walk.root) if walk.root is not None else ""


def _entry(element: etree._Element, url: str) -> Entry | None:
    """An address and its days; those of images and videos in it are not the page's."""
    said = {_name(child): child for child in element}
    loc = _text(said.get("loc"))
    target = absolute(url, loc) if loc else None
    if target is None:
        return None
    modified = moment_date(_text(said.get("lastmod")))
    if "news" not in said:
        return Entry(target, modified=modified)
    news = {_name(child): child for child in said["news"]}
    return Entry(target, _text(news.get("title")) or None, moment_date(_text(news.get("publication_date"))), modified)


def _text(element: etree._Element | None) -> str:
    return one_line("".join(map(str, element.itertext()))) if element is not None else ""


def _name(element: etree._Element) -> str:
    """The name without its namespace, declared or not."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]
