"""Visit a source: find the articles that are not stored yet, then read them."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator

import httpx

from schemas import Article, Issue, Source, Visit
from scrapers.discover.identity import canonical_url
from scrapers.discover.links import Link, article_links, links_of, next_pages
from scrapers.errors import FetchError, UnreadableInput
from scrapers.frontier import Frontier, Known, Waiting
from scrapers.issues import issue, issue_of
from scrapers.net.exchange import Fetched
from scrapers.read import article_of
from scrapers.responses import Responses
from scrapers.tally import Tally
from scrapers.text.encoding import decode_html

Item = Article | Issue | Visit


def crawl(source: Source, responses: Responses, known: Known) -> AsyncIterator[Item]:
    """New articles of `source` in the order of its listings, an Issue for whatever failed, at the end the Visit.

    Raises OSError when the archive cannot be written.
    """
    return _Crawl(source, responses, known).run()


class _Crawl:
    def __init__(self, source: Source, responses: Responses, known: Known) -> None:
        self._source = source
        self._responses = responses
        self._frontier = Frontier(source, known)
        self._tally = Tally(source)

    async def run(self) -> AsyncIterator[Item]:
        if self._source.tls_exception:
            why = f"read without proof of its identity: {self._source.tls_exception}"
            yield issue("tls-exception", why, self._source.name)
        for listing in self._source.listings:
            async for found in self._read_listing(canonical_url(listing)):
                yield found
        async for item in self._read_articles():
            yield item
        if self._frontier:
            left = f"{len(self._frontier)} new articles are left for the next run"
            yield issue("crawl-limit", f"{left} (max_articles = {self._source.max_articles})", self._source.name)
        self._tally.counts.update(listed=self._frontier.seen, known=self._frontier.stored)
        yield self._tally.visit()

    async def _read_listing(self, listing: str) -> AsyncIterator[Issue]:
        """Queue the articles on the pages of one listing."""
        pages, read, found, failed = deque([listing]), {listing}, 0, False
        for _ in range(self._source.max_pages):
            if not pages:
                break
            page = pages.popleft()
            try:
                links, base = await self._links_on(page)
            except (FetchError, UnreadableInput) as error:
                failed = True
                yield self._failure(error, page)
                continue
            urls = list(article_links(links, self._source, base))
            found += len(urls)
            if self._frontier.offer(urls).ends_a_listing:
                break
            further = [url for url in next_pages(links, listing, self._source) if url not in read]
            read.update(further)
            pages.extend(dict.fromkeys(further))
        if not found and not failed:
            yield issue(
                "listing-empty", "the listing gives no article link: its layout or address has changed", listing
            )

    async def _links_on(self, page: str) -> tuple[list[Link], str]:
        fetched = self._counted(await self._responses.listing(page, self._source))
        self._tally.counts["pages"] += 1
        html = decode_html(fetched.body, fetched.exchange.content_type)
        return links_of(html, fetched.exchange.final_url), fetched.exchange.final_url

    async def _read_articles(self) -> AsyncIterator[Item]:
        """Read what waits, as many at once as the source allows, told in the order of the queue."""
        left = self._source.max_articles
        reading: deque[asyncio.Task[Article | Issue]] = deque()
        try:
            while reading or (left and self._frontier):
                while left and self._frontier and len(reading) < self._source.concurrency:
                    reading.append(asyncio.create_task(self._read(self._frontier.next())))
                    left -= 1
                yield await reading.popleft()
        finally:
            for task in reading:
                task.cancel()

    async def _read(self, waiting: Waiting) -> Article | Issue:
        try:
            fetched = self._counted(await self._responses.page(waiting.url, self._source))
            article = await asyncio.to_thread(article_of, *fetched, self._source, waiting.attached_to)
        except (FetchError, UnreadableInput) as error:
            return self._failure(error, waiting.url)
        self._tally.add(article)
        self._frontier.offer(article.attachments, attached_to=article.url)
        return article

    def _counted(self, fetched: Fetched) -> Fetched:
        self._tally.counts["requests"] += 1
        self._tally.counts["not_modified"] += fetched.exchange.status == httpx.codes.NOT_MODIFIED
        return fetched

    def _failure(self, error: FetchError | UnreadableInput, url: str) -> Issue:
        self._tally.counts["failed"] += 1
        return issue_of(error, url)
