"""Visit a source: find the articles that are not stored yet, then read them."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator

from schemas import Article, Issue, Source, Visit
from scrapers.discover.backfill import Backfill
from scrapers.discover.identity import doc_of
from scrapers.errors import FetchError, UnreadableInput
from scrapers.frontier import Frontier, Known, Waiting
from scrapers.issues import issue, issue_of
from scrapers.net.exchange import Fetched
from scrapers.pages.from_json import article_from_json
from scrapers.read import article_of
from scrapers.responses import Responses
from scrapers.survey import Survey
from scrapers.tally import Tally

Item = Article | Issue | Visit


def crawl(source: Source, responses: Responses, known: Known, backfill: Backfill | None = None) -> AsyncIterator[Item]:
    """New articles of `source` in the order of its listings, an Issue for whatever failed, at the end the Visit.

    Raises OSError when the archive cannot be written.
    """
    return _Crawl(source, responses, known, backfill).run()


class _Crawl:
    def __init__(self, source: Source, responses: Responses, known: Known, backfill: Backfill | None) -> None:
        self._source = source
        self._responses = responses
        self._frontier = Frontier(source, known)
        self._tally = Tally(source)
        self._survey = Survey(source, responses, self._frontier, self._tally, backfill)

    async def run(self) -> AsyncIterator[Item]:
        if self._source.tls_exception:
            why = f"read without proof of its identity: {self._source.tls_exception}"
            yield issue("tls-exception", why, self._source.name)
        async for found in self._survey.run():
            yield found
        async for item in self._read_articles():
            yield item
        if self._frontier:
            left = f"{len(self._frontier)} new articles are left for the next run"
            yield issue("crawl-limit", f"{left} (max_articles = {self._source.max_articles})", self._source.name)
        self._tally.counts.update(listed=self._frontier.seen, known=self._frontier.stored)
        yield self._tally.visit()

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
            fetched = await self._responses.page(waiting.json_url or waiting.url, self._source)
            self._tally.counts["requests"] += 1
            article = await asyncio.to_thread(self._article, fetched, waiting)
        except (FetchError, UnreadableInput) as error:
            return self._failure(error, waiting.url)
        self._tally.add(article)
        self._frontier.offer(Waiting(url, attached_to=article.url) for url in article.attachments)
        return article

    def _article(self, fetched: Fetched, waiting: Waiting) -> Article:
        if waiting.json_url and waiting.api:
            doc = doc_of(waiting.url)
            return article_from_json(fetched.body, api=waiting.api, url=waiting.url, doc=doc, source=self._source)
        return article_of(*fetched, self._source, waiting.attached_to)

    def _failure(self, error: FetchError | UnreadableInput, url: str) -> Issue:
        self._tally.counts["failed"] += 1
        return issue_of(error, url)
