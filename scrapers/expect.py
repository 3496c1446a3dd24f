"""Whether what a visit found at a source is what is usual there. What is usual says the source's table `expect`.

A visit judges the source, not its pages: what a single page lacks is an issue of that page.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from schemas import Issue, Source, Visit
from scrapers.families import GENERIC, family_of
from scrapers.issues import issue

LEAST_ALIKE = 3  # articles that say something together, when all of them are alike
LEAST_COUNTED = 5  # articles of which a share can be told
DAILY = 1.0  # days of usual silence up to which everything on a listing may be of today
HANOI = timedelta(hours=7)  # sites print the day of Vietnam, the clock of a run is UTC


class Ground(NamedTuple):
    """What a visit is judged by."""

    visit: Visit
    source: Source
    earlier: Sequence[Visit]
    today: date


Rule = Callable[[Ground], str | None]


def judged(visit: Visit, source: Source, earlier: Sequence[Visit], today: date) -> list[Issue]:
    """What is not as usual in this visit, in the order of RULES; empty when all is well.

    `earlier` are visits before it, in any order; `today` is the day in Vietnam. Raises DataError when the source's
    family is none.
    """
    ground = Ground(visit, source, earlier, today)
    found = ((code, rule(ground)) for code, rule in RULES.items())
    return [issue(code, message, source.name) for code, message in found if message]


def day_of(visit: Visit) -> date:
    """The day in Vietnam on which the visit began."""
    return (visit.started_at + HANOI).date()


def _listing_empty(ground: Ground) -> str | None:
    """Pages were read and list nothing: that is never right. A page that is as it was (304) lists what it did."""
    visit = ground.visit
    if visit.pages == 0 or visit.listed or visit.not_modified:
        return None
    return f"nothing is listed on the {visit.pages} pages that were read: their layout or address has changed"


def _too_few(ground: Ground) -> str | None:
    visit, least = ground.visit, ground.source.expect.least_items
    if not 0 < visit.listed < least or visit.not_modified:
        return None
    return f"{visit.listed} articles are listed, at least {least} are usual (expect.least_items)"


def _too_many(ground: Ground) -> str | None:
    """By page. A sitemap may list all that a site ever wrote: then only a limit counts that its source gives."""
    visit, expect = ground.visit, ground.source.expect
    if ground.source.sitemaps and "most_items" not in expect.model_fields_set:
        return None
    if visit.listed <= expect.most_items * max(1, visit.pages):
        return None
    return f"{visit.listed} articles on {visit.pages} pages, at most {expect.most_items} a page are usual"


def _silent(ground: Ground) -> str | None:
    """Counted from the latest sign of life; where there never was one, from the first visit that is known.

    Only a visit that got to see a listing with something on it can tell that nothing is new.
    """
    visit, usual = ground.visit, ground.source.expect.cadence_days
    if _listing_empty(ground) or not (visit.pages or visit.not_modified):
        return None
    visits = [*ground.earlier, visit]
    signs = [sign for one in visits if (sign := _sign_of_life(one))]
    last = max(signs) if signs else min(map(day_of, visits))
    silence = (ground.today - last).days
    return f"nothing new since {last} ({silence} days); {usual:g} days are usual" if silence > usual else None


def _sign_of_life(visit: Visit) -> date | None:
    """The date of its newest article (a date in the future is none: then the day of the visit); without dates, the day
    of a visit that had something new. So a first visit to a site that died long ago is no sign of life.
    """
    if visit.newest is not None:
        return min(visit.newest, day_of(visit))
    return day_of(visit) if visit.articles else None


def _dated_today(ground: Ground) -> str | None:
    """A nightly visit rightly has only articles of its day: most of what is listed is known from the nights before.

    It is wrong where more than half of what is listed is new (a first visit, a back-fill, a long absence) and still
    all of today. A source that is usually silent for a day at most (`cadence_days`) may fill its listing in a day.
    """
    visit = ground.visit
    if ground.source.expect.cadence_days <= DAILY or visit.with_date < LEAST_ALIKE:
        return None
    if visit.dated_today < visit.with_date or visit.known * 2 >= visit.listed:
        return None
    return f"all {visit.with_date} dated articles are of the day of the visit: was the date in the page's head read?"


def _fields_missing(ground: Ground) -> str | None:
    visit, expect = ground.visit, ground.source.expect
    if visit.articles < LEAST_COUNTED:
        return None
    fields = [
        ("title", visit.with_title, expect.title),
        ("date", visit.with_date, expect.date),
        ("body", visit.with_body, expect.body),
    ]
    short = [
        f"{name}: {have} of {visit.articles} articles, at least {least:.0%} are usual"
        for name, have, least in fields
        if have / visit.articles < least
    ]
    return "; ".join(short) or None


def _layout_unknown(ground: Ground) -> str | None:
    """All articles were read by the general reader, though the family has layouts and the source no body of its own."""
    family = family_of(ground.source)
    total = sum(ground.visit.layouts.values())
    if family is None or not family.layouts or ground.source.selectors.body or total < LEAST_ALIKE:
        return None
    if ground.visit.layouts.get(GENERIC, 0) < total:
        return None
    return f"none of the {total} articles has a layout that is known for {family.title}"


RULES: dict[str, Rule] = {
    "listing-empty": _listing_empty,
    "too-few-items": _too_few,
    "too-many-items": _too_many,
    "nothing-new-for-too-long": _silent,
    "dates-all-today": _dated_today,
    "fields-missing": _fields_missing,
    "layout-unknown": _layout_unknown,
}
