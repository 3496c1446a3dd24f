"""Which children of a sitemap index are worth a visit."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from itertools import islice

from scrapers.discover.backfill import Backfill
from scrapers.discover.entry import Entry

MOST_CHILDREN = 50
# Years and months in names of sitemaps: /sitemap-article-2020-07.xml, /StaticSitemaps/20200727.xml, /news-2020.xml
_PERIOD = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[-_/.](1[0-2]|0?[1-9])(?:[-_/.]\d\d?)?|(0[1-9]|1[0-2])(?:\d\d)?)?(?!\d)"
)


def children_to_visit(
    children: Iterable[Entry], since: date | None, until: date | None = None, most: int = MOST_CHILDREN
) -> dict[str, date]:
    """Addresses of the children that can list articles published from `since` to `until`, the newest first, and how new
    each can be; those that are equally new stand in no order of which anything can be said.

    A child can tell when it was last changed, and its name which year or month it lists. One that tells neither goes
    first, for it is likely that of today.
    """
    wanted = Backfill(since=since, until=until)
    spans = [(child, period_of(child.url)) for child in children]
    useful = [(child, span) for child, span in spans if _can_list(child, span, wanted)]
    useful.sort(key=lambda one: _newest(*one), reverse=True)
    found: dict[str, date] = {}
    for child, span in useful:
        found.setdefault(child.url, _newest(child, span))
    return dict(islice(found.items(), most))


def period_of(url: str) -> tuple[date, date] | None:
    """The first and last day of the year or month that an address names; the last such, for folders come first."""
    found = list(_PERIOD.finditer(url))
    if not found:
        return None
    year, month = int(found[-1][1]), found[-1][2] or found[-1][3]
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    return date(year, int(month), 1), date(year, int(month), monthrange(year, int(month))[1])


def _can_list(child: Entry, span: tuple[date, date] | None, wanted: Backfill) -> bool:
    if child.modified and wanted.is_before(child.modified):
        return False
    if span is None:
        return True
    return not wanted.is_before(span[1]) and (wanted.until is None or span[0] <= wanted.until)


def _newest(child: Entry, span: tuple[date, date] | None) -> date:
    """The period goes first: many sites say of all their sitemaps that they were changed today."""
    return span[1] if span else child.modified or date.max
