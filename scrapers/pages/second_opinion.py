"""Where trafilatura sees the article on a page: the judge where our own reader looks somewhere else altogether."""

import re
from collections import defaultdict

from bs4 import BeautifulSoup, Tag

from scrapers.pages.find import strings
from scrapers.text.cues import fold

LEAST = 20  # characters of a string that can tell a place
SHARE = 0.9  # of the found text that the element has to hold


def place_by_trafilatura(soup: BeautifulSoup) -> Tag | None:
    """The innermost element that holds nearly all of the text that trafilatura finds; None when it finds none.

    Its text only tells the place: it rewrites blanks and leaves out rows, and offsets have to be those of our text.
    """
    from trafilatura import extract  # noqa: PLC0415 (takes half a second)

    found = f" {_words(extract(str(soup), fast=True, include_comments=False) or '')} "
    held: dict[int, int] = defaultdict(int)
    tags: dict[int, Tag] = {}
    total = 0
    for string in strings(soup.body or soup):
        words = _words(string)
        if len(words) < LEAST or f" {words} " not in found:
            continue
        total += len(words)
        for parent in string.parents:
            held[id(parent)] += len(words)
            tags[id(parent)] = parent
    holding = [tags[key] for key, length in held.items() if length >= SHARE * total]
    return max(holding, key=lambda tag: len(list(tag.parents)), default=None)


def _words(text: str) -> str:
    return re.sub(r"\W+", " ", fold(text)).strip()
