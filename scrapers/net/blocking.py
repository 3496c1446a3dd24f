"""The fetcher for callers that ask for one page after the other and wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

from anyio.from_thread import BlockingPortal, start_blocking_portal

from schemas import Snapshot, Source
from scrapers.net.exchange import Fetched
from scrapers.net.fetch import Fetcher


class Blocking(NamedTuple):
    """A fetcher in an event loop of its own."""

    portal: BlockingPortal
    fetcher: Fetcher

    def fetch(self, url: str, source: Source, known: Snapshot | None = None) -> Fetched:
        """As `Fetcher.fetch`, when it is done. Raises FetchError."""
        return self.portal.call(partial(self.fetcher.fetch, url, source, known))


@contextmanager
def blocking(**limits: Any) -> Iterator[Blocking]:  # noqa: ANN401 - those of Fetcher, passed on
    """A fetcher with these limits, closed at the end of the block."""
    with start_blocking_portal() as portal:
        fetcher = Fetcher(**limits)
        try:
            yield Blocking(portal, fetcher)
        finally:
            portal.call(fetcher.close)
