"""Find the articles that a source lists: on listing pages, in feeds, sitemaps and JSON lists."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import date

import httpx

from schemas import Api, Issue, Source
from scrapers.discover.api import api_entries, api_page
from scrapers.discover.backfill import Backfill
from scrapers.discover.entry import Entry, article_entries
from scrapers.discover.feeds import feed_entries
from scrapers.discover.identity import canonical_url
from scrapers.discover.index import children_to_visit
from scrapers.discover.links import Link, article_links, links_of
from scrapers.discover.listing import first_page, further_pages, page_address, pages_to_read
from scrapers.discover.sitemaps import Sitemap, read_sitemap
from scrapers.errors import BadStatus, FetchError, UnreadableInput
from scrapers.families import paging_of
from scrapers.frontier import Frontier, Offered, Waiting
from scrapers.issues import issue, issue_of
from scrapers.net.exchange import Fetched
from scrapers.pages.refusal import check_let_in
from scrapers.reach import Reach
from scrapers.responses import Responses
from scrapers.tally import Tally
from scrapers.text.encoding import decode_html

FEW = 5  # links; a listing has more, a page that turns us away has not
BEHIND = "and nothing stored was met (max_pages): what is older is left; read it with bangvang run"
NOTHING = "gives no article link: its layout or address has changed"
Failures = (FetchError, UnreadableInput)


class Survey:
    """Puts what is new at a source into its frontier. Reading ends when the frontier holds more than one visit reads.

    Answers are read in threads: a feed of 30 MB takes minutes, in which the other sites would seem to be silent.
    """

    def __init__(self, source: Source, responses: Responses, frontier: Frontier, tally: Tally, reach: Reach) -> None:
        self._source = source
        self._responses = responses
        self._frontier = frontier
        self._tally = tally
        self._backfill = reach.backfill
        self._reach = reach
        self._met: set[str] = set()  # by this entrance: behind the last page many sites show it, or the first, again

    async def run(self) -> AsyncIterator[Issue]:
        """Read every entrance of the source; an Issue for each that fails or gives nothing."""
        entrances: list[tuple[str, AsyncIterator[Issue]]] = [
            *((url, self._listing(canonical_url(url))) for url in self._source.listings),
            *((url, self._feed(canonical_url(url))) for url in self._source.feeds),
            *((url, self._sitemap(canonical_url(url))) for url in self._source.sitemaps),
            *((api.url, self._api(api)) for api in self._source.apis),
        ]
        for url, entrance in entrances:
            before, failed = self._tally.counts["links"], False
            self._met.clear()
            async for found in entrance:
                failed = True
                yield found
            if self._tally.counts["links"] == before and not failed and not self._full:
                yield issue("listing-empty", f"the listing {NOTHING}", url)

    @property
    def _full(self) -> bool:
        """Beyond what one visit reads, so that something is left and the next visit goes on."""
        return len(self._frontier) > self._source.max_articles

    async def _listing(self, listing: str) -> AsyncIterator[Issue]:
        """The pages of a listing, until one holds nothing but what is stored."""
        wanted = pages_to_read(self._source, self._backfill)
        number = first_page(self._source, self._backfill)
        first = page_address(listing, paging_of(self._source), number)
        pages, met, stored = deque([first]), {first}, 0
        while pages and number < wanted.stop and not self._full:
            page = pages.popleft()
            try:
                fetched = await self._fetched(page)
                links = await asyncio.to_thread(_links, fetched)
            except Failures as error:
                if page == first or not _is_gone(error):  # counted pages end where there is none
                    yield self._failure(error, page)
                continue
            urls = list(article_links(links, self._source, fetched.exchange.final_url))
            unmet = self._unmet(urls)
            offered = self._frontier.offer(Waiting(url) for url in urls) if number in wanted else Offered(len(urls), 0)
            stored += offered.stored
            if self._ends(offered):
                return
            if unmet:
                further = [url for url in further_pages(links, listing, self._source, number) if url not in met]
                met.update(further)
                pages.extend(further)
            number += 1
        cut = pages and number >= wanted.stop and not stored
        if cut and self._reach.before and self._reach.stops_at_known:
            yield issue("crawl-limit", f"{self._source.max_pages} pages {BEHIND} --pages A-B", listing)

    async def _feed(self, url: str) -> AsyncIterator[Issue]:
        try:
            fetched = await self._fetched(url)
            self._offer_entries(await asyncio.to_thread(feed_entries, fetched.body, fetched.exchange.final_url))
        except Failures as error:
            yield self._failure(error, url)

    async def _sitemap(self, url: str) -> AsyncIterator[Issue]:
        """A sitemap, or the newest children of an index, until one lists nothing but what is stored.

        Those that can be as new as that one are read too: many an index gives all of them the same day, or none.
        """
        children, ended = deque([(url, date.max)]), date.min
        root = True
        while children and not self._full:
            at, newest = children.popleft()
            if newest < ended:
                return
            try:
                fetched = await self._fetched(at)
                sitemap = await asyncio.to_thread(read_sitemap, fetched.body, fetched.exchange.final_url)
            except Failures as error:
                yield self._failure(error, at)
                continue
            offered = self._offer_entries(sitemap.entries)
            if self._ends(offered):
                ended = newest
            children.extend(self._children(sitemap).items() if root else ())
            root = False

    def _children(self, sitemap: Sitemap) -> dict[str, date]:
        """Those of an index; an index within an index is not followed."""
        backfill = self._backfill or Backfill()
        return children_to_visit(sitemap.children, backfill.since, backfill.until)

    async def _api(self, api: Api) -> AsyncIterator[Issue]:
        """The pages of a JSON list, until one is empty or holds nothing but what is stored."""
        for number in pages_to_read(self._source, self._backfill):
            page = api_page(api, number)
            try:
                fetched = await self._fetched(page)
                listed = await asyncio.to_thread(api_entries, fetched.body, api, fetched.exchange.final_url)
            except Failures as error:
                yield self._failure(error, page)
                return
            wanted = [one for one in listed if self._wants(one.entry)]
            unmet = self._unmet(one.entry.url for one in listed)
            offered = self._frontier.offer(Waiting(one.entry.url, json_url=one.json_url, api=api) for one in wanted)
            if self._full or not listed or self._is_past(one.entry for one in listed):
                return
            if self._ends(offered) or not unmet:
                return

    def _ends(self, offered: Offered) -> bool:
        """True for a page of stored articles only: what stands behind it was met on an earlier night."""
        return offered.stored > 0 and not offered.new and self._reach.stops_at_known

    def _unmet(self, urls: Iterable[str]) -> set[str]:
        """What this entrance lists here and has not listed before, wanted or not."""
        unmet = set(urls) - self._met
        self._tally.counts["links"] += len(unmet)
        self._met |= unmet
        return unmet

    def _offer_entries(self, entries: Sequence[Entry]) -> Offered:
        found = list(article_entries(entries, self._source))
        self._unmet(entry.url for entry in found)
        return self._frontier.offer(Waiting(entry.url) for entry in found if self._wants(entry))

    def _wants(self, entry: Entry) -> bool:
        return self._backfill is None or self._backfill.wants(entry.published or entry.modified)

    def _is_past(self, entries: Iterable[Entry]) -> bool:
        return self._backfill is not None and self._backfill.is_past(entry.published for entry in entries)

    async def _fetched(self, url: str) -> Fetched:
        fetched = await self._responses.listing(url, self._source)
        unchanged = fetched.exchange.status == httpx.codes.NOT_MODIFIED
        self._tally.counts.update(requests=1, pages=1, not_modified=int(unchanged))
        return fetched

    def _failure(self, error: FetchError | UnreadableInput, url: str) -> Issue:
        self._tally.fail(error)
        self._tally.counts["pages"] -= isinstance(error, UnreadableInput)  # it came, and was no listing
        return issue_of(error, url)


def _is_gone(error: FetchError | UnreadableInput) -> bool:
    return isinstance(error, BadStatus) and error.status in (httpx.codes.NOT_FOUND, httpx.codes.GONE)


def _links(fetched: Fetched) -> list[Link]:
    html = decode_html(fetched.body, fetched.exchange.content_type)
    links = links_of(html, fetched.exchange.final_url)
    if len(links) < FEW:
        check_let_in(fetched.exchange.final_url, html, ())
    return links
