"""Which family of data/families/ built a page."""

import re
from collections.abc import Iterable

from bs4 import BeautifulSoup

from schemas import Family
from scrapers.pages.soup import soup_of


def recognised(html: str, url: str, known: Iterable[Family]) -> Family | None:
    """The family with most signs on the page and, among equals, in its address; None when none has any.

    A sign on the page goes before one in an address: many systems write addresses alike.
    Raises UnreadableInput when the page cannot be parsed.
    """
    soup = soup_of(html, url)
    scores = {family.name: (_signs(soup, family), _url_signs(url, family)) for family in known}
    named = {family.name: family for family in known}
    best = max(sorted(scores), key=lambda name: scores[name], default=None)
    return named[best] if best and any(scores[best]) else None


def _signs(soup: BeautifulSoup, family: Family) -> int:
    return sum(soup.select_one(sign) is not None for sign in family.signs)


def _url_signs(url: str, family: Family) -> int:
    return sum(re.search(sign, url) is not None for sign in family.url_signs)
