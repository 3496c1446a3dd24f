"""Where responses come from: what this night has fetched already, else the network, the archive for the unchanged."""

from collections.abc import Callable, Mapping

import httpx

from schemas import Exchange, Snapshot, Source
from scrapers.archive.store import Archive
from scrapers.errors import ArchiveError
from scrapers.net.exchange import Fetched
from scrapers.net.fetch import Fetcher


def never_seen(url: str) -> None:
    """For a crawl that knows nothing of earlier ones."""


class Responses:
    """Responses for one night.

    `night` holds what an interrupted night fetched before it died: that is not asked for again. `earlier` tells the
    last good response of an address, so that a listing is sent only when it has changed.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        archive: Archive,
        night: Mapping[str, Snapshot] | None = None,
        earlier: Callable[[str], Snapshot | None] = never_seen,
    ) -> None:
        self._fetcher = fetcher
        self._archive = archive
        self._night = night or {}
        self._earlier = earlier

    async def page(self, url: str, source: Source) -> Fetched:
        """The article or document at `url`. Raises FetchError."""
        return self._from_tonight(url) or await self._fetcher.fetch(url, source)

    async def listing(self, url: str, source: Source) -> Fetched:
        """The listing, feed, sitemap or API answer at `url`, asked for only if it has changed. Raises FetchError.

        The status of one that has not is 304, with the body of the last time.
        """
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
