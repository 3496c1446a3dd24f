"""Saved pages of the sources, and whether they are still read as a person has confirmed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from data import DataError, read_toml
from schemas import Source
from schemas.fixture import ListingExpectation, PageExpectation
from scrapers.discover.identity import canonical_url, doc_of
from scrapers.discover.links import article_links, links_of, next_pages
from scrapers.errors import UnreadableInput
from scrapers.pages.article import article_from_html
from scrapers.text.encoding import decode_html

LISTING = ".listing"


class Fixture(NamedTuple):
    """A saved page: NAME.html, NAME.toml, and NAME.txt for an article; a listing's NAME ends in .listing."""

    html: Path
    source: Source

    @property
    def expectation(self) -> Path:
        """The file that says what has to be read."""
        return self.html.with_suffix(".toml")


def fixtures_of(source: Source, folder: Path) -> list[Fixture]:
    """The saved pages of `folder`/NAME OF THE SOURCE, by name; empty when there are none."""
    return [Fixture(path, source) for path in sorted((folder / source.name).glob("*.html"))]


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
        html = decode_html(fixture.html.read_bytes())
        article = article_from_html(html, url=wanted.url, doc=doc_of(wanted.url), source=fixture.source)
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
    links = links_of(decode_html(fixture.html.read_bytes()), wanted.listing)
    listing = canonical_url(wanted.listing)
    yield from _difference("articles", tuple(article_links(links, fixture.source, listing)), wanted.articles)
    further = tuple(dict.fromkeys(next_pages(links, listing, fixture.source)))
    yield from _difference("next", further, wanted.next)


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
