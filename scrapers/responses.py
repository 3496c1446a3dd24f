"""Where responses come from: what this night has fetched already, else the network, the archive for the unchanged."""

import asyncio
import math
import time
from collections.abc import Callable, Coroutine, Mapping

import httpx

from schemas import Exchange, Snapshot, Source
from scrapers.archive.store import Archive
from scrapers.errors import ArchiveError, OutOfTime
from scrapers.net.exchange import Fetched
from scrapers.net.fetch import Fetcher


def never_seen(url: str) -> None:
    """For a crawl that knows nothing of earlier ones."""


class Responses:
    """Responses for one night.

    `night` holds what an interrupted night fetched before it died: that is not asked for again. `earlier` tells the
    last good response of an address, so that a listing is sent only when it has changed. From `until` on, a time of
    the monotonic clock, nothing is asked for, and what is on its way is given up.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        archive: Archive,
        night: Mapping[str, Snapshot] | None = None,
        earlier: Callable[[str], Snapshot | None] = never_seen,
        until: float = math.inf,
    ) -> None:
        self._fetcher = fetcher
        self._archive = archive
        self._night = night or {}
        self._earlier = earlier
        self._until = until

    async def page(self, url: str, source: Source) -> Fetched:
        """The article or document at `url`. Raises FetchError, OutOfTime."""
        return await self._in_time(self._page(url, source))

    async def listing(self, url: str, source: Source) -> Fetched:
        """The listing, feed, sitemap or API answer at `url`, asked for only if it has changed. Raises as `page` does.

        The status of one that has not is 304, with the body of the last time.
        """
        return await self._in_time(self._listing(url, source))

    async def _page(self, url: str, source: Source) -> Fetched:
        return self._from_tonight(url) or await self._fetcher.fetch(url, source)

    async def _listing(self, url: str, source: Source) -> Fetched:
        tonight = self._from_tonight(url)
        if tonight:
            return tonight
        known = self._earlier(url)
        fetched = await self._fetcher.fetch(url, source, known)
        if known is None or fetched.exchange.status != httpx.codes.NOT_MODIFIED:
            return fetched
        try:
            return Fetched(fetched.exchange, self._archive.body(known.sha256))
        except ArchiveError:
            return await self._fetcher.fetch(url, source)

    async def _in_time(self, asking: Coroutine[None, None, Fetched]) -> Fetched:
        if time.monotonic() >= self._until:
            asking.close()
            raise OutOfTime
        try:
            async with asyncio.timeout_at(self._until if self._until < math.inf else None) as limit:
                return await asking
        except TimeoutError as error:
            if limit.expired():
                raise OutOfTime from error
            raise

    def _from_tonight(self, url: str) -> Fetched | None:
        snapshot = self._night.get(url)
        if snapshot is None or snapshot.status != httpx.codes.OK:
            return None
        try:
            return Fetched(
                Exchange(**snapshot.model_dump(exclude={"sha256", "size"})), self._archive.body(snapshot.sha256)
            )
        except ArchiveError:
            return None  # it is fetched again
