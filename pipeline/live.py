"""Look at a site now: its robots.txt, its first listing page, and one article of it. Nothing is stored."""

import re
from collections.abc import Iterator
from typing import NamedTuple, Protocol
from urllib.parse import urljoin

from protego import Protego

from pipeline.sources.draft import Page, name_of
from pipeline.sources.records import entrances
from schemas import Api, Article, Issue, Source
from scrapers.discover.api import api_entries, api_page
from scrapers.discover.identity import canonical_url, doc_of
from scrapers.discover.links import links_of
from scrapers.errors import BadStatus, FetchError, UnreadableInput
from scrapers.families import article_pattern
from scrapers.frontier import Waiting
from scrapers.issues import issue, issue_of
from scrapers.net.exchange import Fetched
from scrapers.pages.from_json import article_from_json
from scrapers.read import article_of
from scrapers.text.encoding import decode_html

_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+")


class Reader(Protocol):
    """Whoever fetches pages as a run would: named, slowly, within robots.txt. Raises FetchError."""

    def fetch(self, url: str, source: Source) -> Fetched:
        """The page at `url`, redirects followed."""


class Sight(NamedTuple):
    """One page that was looked at: what was seen there, in Vietnamese, or what is wrong with it."""

    page: str
    url: str
    seen: str
    issue: Issue | None = None


def look(source: Source, reader: Reader) -> Iterator[Sight]:
    """Three requests at most. What goes wrong is told in a Sight and ends the look."""
    api = source.apis[0] if source.apis and entrances(source)[0] == source.apis[0].url else None
    entrance = api_page(api, 1) if api else canonical_url(entrances(source)[0])
    yield _robots(urljoin(entrance, "/robots.txt"), source, reader)
    try:
        articles = _listed_at(entrance, api, source, reader) if api else _articles_at(entrance, source, reader)
    except (FetchError, UnreadableInput) as error:
        yield Sight("danh sách", entrance, "", issue_of(error, entrance))
        return
    if not articles:
        yield Sight("danh sách", entrance, "", issue("listing-empty", "no link to an article", entrance))
        return
    yield Sight("danh sách", entrance, f"{len(articles)} bài")
    yield _article(articles[0], source, reader)


def fetch_page(url: str, reader: Reader) -> tuple[Page, list[str]]:
    """The page at `url` of a site that is no source yet, and the sitemaps that its robots.txt names.

    Raises FetchError when the page cannot be fetched.
    """
    source = Source(name=name_of(url), title=url, listings=(url,), article_pattern=".")
    fetched = reader.fetch(url, source)
    page = Page(fetched.exchange.final_url, fetched.body, fetched.exchange.content_type)
    try:
        robots = reader.fetch(urljoin(page.url, "/robots.txt"), source).body
    except FetchError:
        return page, []  # a site without robots.txt names no sitemaps
    return page, list(Protego.parse(robots.decode("utf-8", errors="replace")).sitemaps)


def _robots(url: str, source: Source, reader: Reader) -> Sight:
    try:
        body = reader.fetch(url, source).body
    except BadStatus as error:
        return Sight("robots.txt", url, f"không có ({error.status}): mọi trang đều được đọc")
    except FetchError as error:
        return Sight("robots.txt", url, "", issue_of(error, url))
    return Sight("robots.txt", url, f"{len(body.splitlines())} dòng")


def _listed_at(url: str, api: Api, source: Source, reader: Reader) -> list[Waiting]:
    fetched = reader.fetch(url, source)
    listed = api_entries(fetched.body, api, fetched.exchange.final_url)
    return [Waiting(one.entry.url, json_url=one.json_url, api=api) for one in listed]


def _articles_at(url: str, source: Source, reader: Reader) -> list[Waiting]:
    """What fits the source's pattern among the links of a page, or among all addresses of a feed or sitemap."""
    fetched = reader.fetch(url, source)
    text = decode_html(fetched.body, fetched.exchange.content_type)
    at = fetched.exchange.final_url
    addresses = [link.url for link in links_of(text, at)] if source.listings else _ADDRESS.findall(text)
    found = dict.fromkeys(canonical_url(address) for address in addresses)
    return [Waiting(address) for address in found if article_pattern(source).search(address)]


def _article(waiting: Waiting, source: Source, reader: Reader) -> Sight:
    """As a crawl reads it, be it a page, a document or JSON."""
    url, api = waiting.url, waiting.api
    try:
        fetched = reader.fetch(waiting.json_url or url, source)
        if waiting.json_url and api:
            article = article_from_json(fetched.body, api=api, url=url, doc=doc_of(url), source=source)
        else:
            article = article_of(*fetched, source)
    except (FetchError, UnreadableInput) as error:
        return Sight("bài", url, "", issue_of(error, url))
    return Sight("bài", url, _told(article))


def _told(article: Article) -> str:
    day = f"{article.published:%d/%m/%Y}" if article.published else "không rõ ngày"
    return f"{article.title or 'không rõ tiêu đề'} ({day}, {len(article.text)} ký tự, bố cục {article.layout})"
