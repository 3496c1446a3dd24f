"""How far a visit to a source goes."""

from typing import NamedTuple

from scrapers.discover.backfill import Backfill


class Reach(NamedTuple):
    """How far a visit goes: to what is stored; or on, when the visit before was cut short; or back in time.

    `again` are pages that earlier visits could not have, files with the address of their article; `settled` are ids of
    pages that hold no article of ours, and are not asked for. `before` tells that the source was visited before, so
    that a listing should come to what is stored. `look_again` are stored pages that were not looked at for long.
    """

    backfill: Backfill | None = None
    goes_on: bool = False
    again: tuple[tuple[str, str | None], ...] = ()
    settled: frozenset[str] = frozenset()
    before: bool = False
    look_again: tuple[tuple[str, str | None], ...] = ()

    @property
    def stops_at_known(self) -> bool:
        """Whether a page of stored articles ends a listing."""
        return self.backfill is None and not self.goes_on
