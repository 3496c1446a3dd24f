"""A new source from one of its articles: a source file and the skeleton of a fixture, for a person to correct."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import tomli_w
from bs4 import BeautifulSoup

from pipeline.errors import UsageError
from schemas import Article, Family, Source
from schemas.fixture import PageExpectation
from scrapers.discover.identity import canonical_url, doc_of
from scrapers.discover.links import links_of
from scrapers.errors import UnreadableInput
from scrapers.families import families
from scrapers.pages.article import article_from_html
from scrapers.pages.soup import soup_of
from scrapers.recognise import recognised
from scrapers.shapes import Shape, shape_of
from scrapers.text.canonical import one_line
from scrapers.text.encoding import decode_html

DELAY = 1.5  # seconds: what crawlers of these sites use (0.8-1.5)
UNREAD = "?"
_SEPARATORS = (re.compile(r"\s[|»]\s"), re.compile(r"\s[-–—]\s"))
_NAME = re.compile(r"[a-z0-9]+([-.][a-z0-9]+)*")
_FEED = "link[rel~=alternate][type*=rss][href], link[rel~=alternate][type*=atom][href]"

HEAD = """\
# Proposed by `bangvang sources new` from {url}
# Switched off until a person has corrected it and reviewed its fixture: CONTRIBUTING.md, "A source", tells how.
"""


class Page(NamedTuple):
    """An article's page as it was received or saved."""

    url: str
    body: bytes
    content_type: str = ""


class Draft(NamedTuple):
    """A proposed source, and what today's program reads on the page; no article when it cannot read it."""

    source: Source
    page: Page
    article: Article | None

    @property
    def files(self) -> dict[Path, bytes]:
        """The contents of the new files by their path below the root of a checkout."""
        folder = Path("tests", "fixtures", self.source.name)
        name = doc_of(self.page.url)
        text = f"{self.article.text}\n" if self.article else "\n"
        return {
            Path("data", "sources", f"{self.source.name}.toml"): self._source_file().encode(),
            folder / f"{name}.html": self.page.body,
            folder / f"{name}.toml": tomli_w.dumps(_plain(self._expectation())).encode(),
            folder / f"{name}.txt": text.encode(),
        }

    def _source_file(self) -> str:
        return HEAD.format(url=self.page.url) + tomli_w.dumps(_plain(self.source))

    def _expectation(self) -> PageExpectation:
        if self.article is None:
            return PageExpectation(url=self.page.url, layout=UNREAD, title=UNREAD)
        return PageExpectation(
            url=self.page.url,
            layout=self.article.layout or UNREAD,
            title=self.article.title or UNREAD,
            published=self.article.published,
            author=self.article.author,
            attachments=self.article.attachments,
        )


def drafted(page: Page, sitemaps: Sequence[str] = ()) -> Draft:
    """A proposal from an article's page; `sitemaps` are those that the site's robots.txt names.

    Raises UsageError when the address is not that of an article, UnreadableInput when the page cannot be parsed.
    """
    page = page._replace(url=canonical_url(page.url))
    shape = shape_of(page.url)
    if shape is None:
        raise UsageError(f"{page.url}: a home page; give the address of one article")
    html = decode_html(page.body, page.content_type)
    source = _source(page.url, html, shape, sitemaps)
    article = _read(html, page.url, source)
    title = _title(soup_of(html, page.url), article.title if article else None)
    return Draft(source.model_copy(update={"title": title or source.name}), page, article)


def save(draft: Draft, root: Path) -> list[Path]:
    """Write the new files below `root`. Raises UsageError, and writes nothing, when one of them is there already."""
    files = {root / path: content for path, content in draft.files.items()}
    for path in files:
        if path.exists():
            raise UsageError(f"{path}: is there already; remove it first, or correct it by hand")
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    return list(files)


def name_of(url: str) -> str:
    """The name of the source that an address belongs to: its host. Raises UsageError when it has none."""
    name = urlsplit(url).hostname or ""
    if urlsplit(url).scheme not in ("http", "https") or not _NAME.fullmatch(name):
        raise UsageError(f"{url}: not the address of a page: it begins with https:// and the name of a site")
    return name


def _source(url: str, html: str, shape: Shape, sitemaps: Sequence[str]) -> Source:
    soup = soup_of(html, url)
    family = recognised(html, url, families().values())
    fits = bool(family and family.article_pattern and re.search(family.article_pattern, url))
    return Source(
        name=name_of(url),
        title=name_of(url),
        family=family.name if family else None,
        listings=(_listing(url, html),),
        feeds=tuple(dict.fromkeys(urljoin(url, str(tag["href"])) for tag in soup.select(_FEED))),
        sitemaps=tuple(sitemaps),
        article_pattern=None if fits else shape.article,
        id_pattern=None if fits and _has_id(family, url) else shape.id,
        delay_seconds=DELAY,
        enabled=False,
    )


def _has_id(family: Family | None, url: str) -> bool:
    return bool(family and family.id_pattern and re.search(family.id_pattern, url))


def _title(soup: BeautifulSoup, headline: str | None) -> str:
    """What the site calls itself; else what the page's title ends in, behind the headline; else nothing."""
    named = soup.select_one("meta[property='og:site_name'][content]")
    if named and one_line(str(named["content"])):
        return one_line(str(named["content"]))
    behind = one_line(soup.title.get_text() if soup.title else "").removeprefix(headline or "")
    parts = next((parts for sign in _SEPARATORS if len(parts := sign.split(f" {behind} ")) > 1), [behind])
    return parts[-1].strip()


def _listing(url: str, html: str) -> str:
    """The nearest folder above the article that the page links to, no archive of a month; else the home page."""
    linked = {link.url.rstrip("/"): link.url for link in links_of(html, url)}
    parts = urlsplit(url)
    home = f"{parts.scheme}://{parts.netloc}"
    folders = parts.path.strip("/").split("/")[:-1]
    depths = [depth for depth in range(len(folders), 0, -1) if not folders[depth - 1].isdecimal()]
    above = (f"{home}/{'/'.join(folders[:depth])}" for depth in depths)
    return next((linked[folder] for folder in above if folder in linked), f"{home}/")


def _read(html: str, url: str, source: Source) -> Article | None:
    try:
        return article_from_html(html, url=url, doc=doc_of(url), source=source)
    except UnreadableInput:
        return None  # the skeleton says so: a person writes what the page holds


def _plain(model: Source | PageExpectation) -> dict[str, object]:
    """What differs from the defaults; dates stay dates, which TOML has."""
    return {name: value for name, value in model.model_dump(exclude_defaults=True).items() if value is not None}
