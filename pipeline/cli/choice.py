"""Which sources a run reads, and how far back."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

import re
from datetime import date
from typing import TYPE_CHECKING

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from data import DataError
    from schemas import Source
    from scrapers.discover.backfill import Backfill

_PAGES = re.compile(r"(\d+)(?:-(\d+))?")


def chosen_sources(names: list[str]) -> "tuple[list[Source], list[DataError]]":
    """All sources, or those called `names`, which count as enabled; and what is wrong with files that describe none.

    Raises UsageError for a name that no source has.
    """
    from data import ROOT
    from scrapers.sources import readable_sources

    sources, wrong = readable_sources(ROOT / "sources")
    if not names:
        return sources, wrong
    unknown = sorted(set(names) - {source.name for source in sources})
    if unknown:
        told = f" ({wrong[0]})" if wrong else ""
        raise UsageError(f"--source: no source is called {', '.join(unknown)}: see bangvang sources list{told}")
    return [source.model_copy(update={"enabled": True}) for source in sources if source.name in names], []


def backfill_of(pages: str | None, since: str | None, until: str | None) -> "Backfill | None":
    """How far back to read; None when nothing is said of it. Raises UsageError."""
    from scrapers.discover.backfill import Backfill

    if not (pages or since or until):
        return None
    first, last = _day("--since", since), _day("--until", until)
    if first and last and first > last:
        raise UsageError(f"--since {first} is after --until {last}")
    return Backfill(_range(pages) if pages else None, first, last)


def _range(pages: str) -> range:
    found = _PAGES.fullmatch(pages)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= last:
        raise UsageError(f"--pages: {pages} is no range of pages such as 1-20")
    return range(first, last + 1)


def _day(option: str, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise UsageError(f"{option}: {value} is no day such as 2020-07-27") from error
