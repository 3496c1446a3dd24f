"""The fetcher and the crawl for tests that do not want to wait in a loop."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from anyio.from_thread import BlockingPortal, start_blocking_portal

from schemas import Snapshot, Source
from scrapers.archive.store import Archive
from scrapers.crawl import Item
from scrapers.frontier import Known
from scrapers.net.exchange import Fetched
from scrapers.net.fetch import Fetcher
from scrapers.night import Desk, night
from scrapers.responses import Responses


class Blocking(NamedTuple):
    """A fetcher in a loop of its own."""

    portal: BlockingPortal
    fetcher: Fetcher

    def fetch(self, url: str, source: Source, known: Snapshot | None = None) -> Fetched:
        return self.portal.call(self.fetcher.fetch, url, source, known)


@contextmanager
def blocking(**limits: Any) -> Iterator[Blocking]:
    """A fetcher that is closed at the end of the block."""
    with start_blocking_portal() as portal:
        fetcher = Fetcher(**limits)
        try:
            yield Blocking(portal, fetcher)
        finally:
            portal.call(fetcher.close)


def nothing_known(ids: object) -> set[str]:
    """The Known of an empty storage."""
    return set()


def visited(  # noqa: PLR0917
    sources: Source | list[Source],
    folder: Path,
    known: Known = nothing_known,
    fetcher: Callable[[Callable[..., object]], Fetcher] | None = None,
    night_before: dict[str, Snapshot] | None = None,
    earlier: Callable[[str], Snapshot | None] = lambda url: None,
) -> list[Item]:
    """All that a night finds at one or more sources."""
    archive = Archive(folder)

    def make() -> Fetcher:
        return fetcher(archive.keep) if fetcher else Fetcher(attempts=2, first_wait=0.001, record=archive.keep)

    desk = Desk(make, lambda made: Responses(made, archive, night_before, earlier), known)
    return [found.item for found in night([sources] if isinstance(sources, Source) else sources, desk)]
