"""Visit a source: find the articles that are not stored yet, then read them."""

import asyncio
import logging
import threading
from collections import deque
from collections.abc import AsyncIterator

from schemas import Article, Issue, Source, Visit
from scrapers.discover.identity import doc_of
from scrapers.errors import FetchError, UnreadableInput
from scrapers.frontier import Frontier, Known, Waiting
from scrapers.issues import issue, issue_of
from scrapers.net.exchange import Fetched
from scrapers.pages.from_json import article_from_json
from scrapers.pages.layout import layout_is_unknown
from scrapers.reach import Reach
from scrapers.read import Reading, reading_of
from scrapers.responses import Responses
from scrapers.survey import Survey
from scrapers.tally import Tally

SILENT = 5  # articles in a row that a site does not give, each asked for several times: the next visit goes on

DOUBTS = {
    "charset-doubtful": "its characters fit no encoding well: compare the text with the page",
    "layout-unknown": "none of the layouts of its family: read by the general reader",
}

Item = Article | Issue | Visit

log = logging.getLogger("bangvang")


# Reading is work for one core of Python's: threads that share it only take it from the loop that asks the sites.
_ONE_AT_A_TIME = threading.Lock()


class _Fault(Exception):  # noqa: N818 -- says what it is
    """A fault of ours in reading a page."""


def crawl(source: Source, responses: Responses, known: Known, reach: Reach) -> AsyncIterator[Item]:
    """New articles of `source` in the order of its listings, an Issue for whatever failed, at the end the Visit.

    Raises OSError when the archive cannot be written.
    """
    return _Crawl(source, responses, known, reach).run()


class _Crawl:
    def __init__(self, source: Source, responses: Responses, known: Known, reach: Reach) -> None:
        self._source = source
        self._responses = responses
        self._frontier = Frontier(source, known, reach.settled)
        self._tally = Tally(source)
        self._reach = reach
        self._failing = 0  # articles in a row that the site did not give
        self._survey = Survey(source, responses, self._frontier, self._tally, reach)

    async def run(self) -> AsyncIterator[Item]:
        if self._source.tls_exception:
            why = f"read without proof of its identity: {self._source.tls_exception}"
            yield issue("tls-exception", why, self._source.name)
        async for found in self._survey.run():
            yield found
        self._frontier.offer_files(Waiting(url, attached_to=page) for url, page in self._reach.again)
        async for item in self._read_articles():
            yield item
        async for item in self._look_again():
            yield item
        if self._frontier:
            left = f"{len(self._frontier)} new articles are left for the next run"
            why = (
                f"max_articles = {self._source.max_articles}" if self._failing < SILENT else "the site answers no more"
            )
            yield issue("crawl-limit", f"{left} ({why})", self._source.name)
        self._tally.counts.update(listed=self._frontier.seen, known=self._frontier.stored, left=len(self._frontier))
        yield self._tally.visit()

    async def _read_articles(self) -> AsyncIterator[Item]:
        """Read what waits, as many at once as the source allows, told in the order of the queue."""
        left, files = self._source.max_articles, self._source.max_articles
        reading: deque[asyncio.Task[list[Article | Issue]]] = deque()
        try:
            while reading or self._goes_on(left, files):
                while self._goes_on(left, files) and len(reading) < self._source.concurrency:
                    waiting = self._frontier.next()
                    reading.append(asyncio.create_task(self._read(waiting)))
                    left, files = (left - 1, files) if waiting.attached_to is None else (left, files - 1)
                for item in await reading.popleft():
                    yield item
        finally:
            for task in reading:
                task.cancel()

    async def _look_again(self) -> AsyncIterator[Item]:
        """Stored pages as they are now. They are no news and are not counted."""
        for url, page in self._reach.look_again:
            if self._failing >= SILENT:
                return
            for item in await self._read(Waiting(url, page, stored=True)):
                yield item

    def _goes_on(self, left: int, files: int) -> bool:
        """Files of the articles that were read have a limit of their own."""
        allowed = files if self._frontier.has_file else left
        return allowed > 0 and bool(self._frontier) and self._failing < SILENT

    async def _read(self, waiting: Waiting) -> list[Article | Issue]:
        try:
            fetched = await self._responses.page(waiting.json_url or waiting.url, self._source)
            self._tally.counts["requests"] += 1
            self._failing = 0
            article, doubtful = await asyncio.to_thread(self._reading, fetched, waiting)
        except (FetchError, UnreadableInput) as error:
            return [self._failure(error, waiting)]
        except _Fault as fault:
            self._tally.counts["failed"] += 1
            return [issue("page-failed", str(fault), waiting.url).model_copy(update={"page": True})]
        if waiting.stored:
            return [article]
        self._tally.add(article)
        self._frontier.offer_files(Waiting(url, attached_to=article.url) for url in article.attachments)
        doubts = {"charset-doubtful": doubtful, "layout-unknown": layout_is_unknown(article, self._source)}
        notes = [issue(code, DOUBTS[code], article.url) for code, doubt in doubts.items() if doubt]
        return [article, *(note.model_copy(update={"page": True}) for note in notes)]

    def _reading(self, fetched: Fetched, waiting: Waiting) -> Reading:
        try:
            with _ONE_AT_A_TIME:
                return self._read_by_kind(fetched, waiting)
        except UnreadableInput:
            raise
        except Exception as error:
            # Any bug in reading one page costs that page, and no OSError of a library passes for one of the archive.
            log.exception("page %s failed", waiting.url)
            raise _Fault(f"{type(error).__name__}: {str(error)[:300]}") from error

    def _read_by_kind(self, fetched: Fetched, waiting: Waiting) -> Reading:
        if waiting.json_url and waiting.api:
            doc = doc_of(waiting.url)
            article = article_from_json(fetched.body, api=waiting.api, url=waiting.url, doc=doc, source=self._source)
            return Reading(article)
        return reading_of(*fetched, self._source, waiting.attached_to)

    def _failure(self, error: FetchError | UnreadableInput, waiting: Waiting) -> Issue:
        if not waiting.stored:
            self._tally.fail(error)
        if isinstance(error, FetchError):
            self._failing = self._failing + 1 if error.tomorrow else 0
        return issue_of(error, waiting.url).model_copy(update={"page": True, "again": error.again})
