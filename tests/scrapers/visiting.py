"""A night at one or more sites, for tests."""

from collections.abc import Callable
from pathlib import Path

from schemas import Snapshot, Source
from scrapers.archive.store import Archive
from scrapers.crawl import Item
from scrapers.frontier import Known
from scrapers.net.fetch import Fetcher
from scrapers.night import Desk, night
from scrapers.responses import Responses


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
