"""How far back a visit reads, when it is to read more than what is new."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Backfill:
    """Pages of each listing (the listing itself is page 1) or days of publication, `since` to `until`; None is open."""

    pages: range | None = None
    since: date | None = None
    until: date | None = None

    def wants(self, day: date | None) -> bool:
        """True for a day within; for an article whose day is not known yet too, for it may be."""
        return day is None or not (self.is_before(day) or (self.until is not None and day > self.until))

    def is_before(self, day: date) -> bool:
        """True for a day before the first one that is wanted."""
        return self.since is not None and day < self.since

    def is_past(self, days: Iterable[date | None]) -> bool:
        """True when all days that are known of a page's articles, at least one, are before the first that is wanted."""
        known = [day for day in days if day]
        return bool(known) and all(map(self.is_before, known))
