"""Saved pages of the sources, and whether they are still read as a person has confirmed."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from data import DataError, read_toml
from schemas import Api, Article, Source
from schemas.fixture import ListingExpectation, PageExpectation
from scrapers.discover.api import api_entries
from scrapers.discover.identity import canonical_url, doc_of
from scrapers.discover.links import article_links, links_of, next_pages
from scrapers.errors import UnreadableInput
from scrapers.pages.article import article_from_html
from scrapers.pages.from_json import article_from_json
from scrapers.text.encoding import decode_html

LISTING = ".listing"
JSON = ".json"


class Fixture(NamedTuple):
    """A saved page: NAME.html, NAME.toml, and NAME.txt for an article; a listing's NAME ends in .listing.

    What an API gave is called NAME.json, and reads in the place of the page.
    """

    html: Path
    source: Source

    @property
    def expectation(self) -> Path:
        """The file that says what has to be read."""
        return self.html.with_suffix(".toml")


def fixtures_of(source: Source, folder: Path) -> list[Fixture]:
    """The saved pages of `folder`/NAME OF THE SOURCE, by name; empty when there are none."""
    saved = (path for path in (folder / source.name).glob("*") if path.suffix in (".html", JSON))
    return [Fixture(path, source) for path in sorted(saved)]


def faults(fixture: Fixture) -> list[str]:
    """What is not as confirmed, a line each: expectation missing, not reviewed, or not met. Raises DataError."""
    if not fixture.expectation.exists():
        return [f"{fixture.html}: no expectation: {fixture.expectation.name} is missing"]
    found = _listing_faults(fixture) if fixture.html.stem.endswith(LISTING) else _page_faults(fixture)
    return [f"{fixture.expectation}: {fault}" for fault in found]


def _page_faults(fixture: Fixture) -> Iterator[str]:
    wanted = read_toml(fixture.expectation, PageExpectation)
    if wanted.reviewed is None:
        yield "nobody has reviewed it"
    try:
        article = _article(fixture, wanted.url)
    except UnreadableInput as error:
        yield f"cannot be read: {error.reason}"
        return
    for name in ("layout", "title", "published", "author", "attachments"):
        yield from _difference(name, getattr(article, name), getattr(wanted, name))
    yield from _difference("text", article.text, _text(fixture.html.with_suffix(".txt")))


def _listing_faults(fixture: Fixture) -> Iterator[str]:
    wanted = read_toml(fixture.expectation, ListingExpectation)
    if wanted.reviewed is None:
        yield "nobody has reviewed it"
    articles, further = _listed(fixture, canonical_url(wanted.listing))
    yield from _difference("articles", articles, wanted.articles)
    yield from _difference("next", further, wanted.next)


def _article(fixture: Fixture, url: str) -> Article:
    body, doc, source = fixture.html.read_bytes(), doc_of(url), fixture.source
    if fixture.html.suffix == JSON:
        return article_from_json(body, api=_api(fixture, lambda api: api.article), url=url, doc=doc, source=source)
    return article_from_html(decode_html(body), url=url, doc=doc, source=source)


def _listed(fixture: Fixture, listing: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Articles and further pages; those of an API are counted, so its answer leads to none."""
    body = fixture.html.read_bytes()
    if fixture.html.suffix == JSON:
        api = _api(fixture, lambda api: canonical_url(api.url).startswith(listing.partition("?")[0]))
        return tuple(listed.entry.url for listed in api_entries(body, api, listing)), ()
    links = links_of(decode_html(body), listing)
    further = tuple(dict.fromkeys(next_pages(links, listing, fixture.source)))
    return tuple(article_links(links, fixture.source, listing)), further


def _api(fixture: Fixture, fits: Callable[[Api], object]) -> Api:
    """The first API of the source that can have given the fixture. Raises DataError."""
    api = next(filter(fits, fixture.source.apis), None)
    if api is None:
        raise DataError(f"{fixture.html}: source {fixture.source.name} has no API that could have given it")
    return api


def _difference(
    name: str, read: str | date | tuple[str, ...] | None, wanted: str | date | tuple[str, ...] | None
) -> Iterator[str]:
    if read != wanted:
        yield f"{name}: read {read!r}, expected {wanted!r}"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").removesuffix("\n")
    except OSError as error:
        raise DataError(f"{path}: the expected text cannot be read: {error.strerror}") from error
