"""The pages of a listing: where the further ones are, which are read, and when to stop."""

from schemas import Paging, PagingKind, Source
from scrapers.discover.backfill import Backfill
from scrapers.discover.identity import canonical_url
from scrapers.discover.links import Link, next_pages
from scrapers.families import paging_of

MOST_PAGES = 1000  # of a listing that is read back by days alone


def further_pages(links: list[Link], listing: str, source: Source, page: int) -> list[str]:
    """Where to go on from page number `page` (the listing itself is 1), whose links are `links`.

    Pages that are counted have one next page; those that are found by links may have several, and some may be known.
    """
    paging = paging_of(source)
    if paging.kind is PagingKind.NEXT:
        return list(dict.fromkeys(next_pages(links, listing, source)))
    return [page_address(listing, paging, page + 1)]


def page_address(listing: str, paging: Paging, page: int) -> str:
    """The address of a page that is counted: by its number, or by the entries before it."""
    if page == 1 or paging.template is None:
        return canonical_url(listing)
    n = paging.first + (page - 2) * paging.step
    added = paging.template.removeprefix("{listing}")
    address = added if added == paging.template else _joined(listing, added)
    return canonical_url(address.replace("{n}", str(n)))


def _joined(listing: str, added: str) -> str:
    """The listing's address and what a template adds, with one slash between them and one question mark in all."""
    if added.startswith("/"):
        return listing.removesuffix("/") + added
    if added.startswith("?") and "?" in listing:
        return f"{listing}&{added[1:]}"
    return listing + ("/" if added[:1].isalnum() and not listing.endswith("/") else "") + added


def pages_to_read(source: Source, backfill: Backfill | None = None) -> range:
    """Numbers of the pages whose articles are wanted; pages before them are only passed through, if they must be."""
    if backfill is None:
        return range(1, source.max_pages + 1)
    return backfill.pages or range(1, MOST_PAGES + 1)


def first_page(source: Source, backfill: Backfill | None = None) -> int:
    """The number of the page to begin with: counted pages can be opened in the middle, linked ones cannot."""
    counted = paging_of(source).kind is not PagingKind.NEXT
    return pages_to_read(source, backfill).start if counted else 1
