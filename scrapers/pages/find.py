"""CSS selectors on a page, without walking it for what cannot be there: most of our selectors are of other sites."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

_TOKEN = re.compile(r"#[\w-]+|\.[\w-]+|\[[\w:-]+|(?<![\w.#:\[-])[a-z][a-z0-9]*")
_ASIDE = re.compile(r":[\w-]+\((?:[^()]|\([^()]*\))*\)|::?[\w-]+|(?<=[=\]])\s*(?:\"[^\"]*\"|'[^']*')|=[^\]]*")


class Alternative(NamedTuple):
    """One of the selectors that commas part, and the names that a page must have for it to find anything."""

    selector: str
    names: frozenset[str]


class Page(BeautifulSoup):
    """A tree that knows which elements, ids, classes and attributes its page began with."""

    _began_with: frozenset[str] | None = None

    def may_hold(self, names: frozenset[str]) -> bool:
        """False when one of `names` stands nowhere on the page."""
        if self._began_with is None:
            self._began_with = frozenset(name for tag in elements(self) for name in _names_of(tag))
        return names <= self._began_with


def elements(root: Tag, *names: str) -> Iterator[Tag]:
    """Elements inside `root`, in the order of the page; with `names` those called so.

    As find_all does, which takes ten times as long; a page is walked a dozen times.
    """
    return (node for node in root.descendants if isinstance(node, Tag) and (not names or node.name in names))


def strings(root: Tag) -> Iterator[NavigableString]:
    """Stretches of text inside `root`, comments and the like included, in the order of the page."""
    return (node for node in root.descendants if isinstance(node, NavigableString))


def find(soup: BeautifulSoup, *selectors: str | None) -> list[Tag]:
    """What any of `selectors` finds, in the order of the page."""
    possible = _possible(soup, [selector for selector in selectors if selector])
    return list(soup.select(possible)) if possible else []


def finds(soup: BeautifulSoup, *selectors: str | None) -> bool:
    """Whether one of `selectors` finds anything."""
    possible = _possible(soup, [selector for selector in selectors if selector])
    return bool(possible) and soup.select_one(possible) is not None


def _possible(soup: BeautifulSoup, selectors: Sequence[str]) -> str:
    parts = [part for selector in selectors for part in alternatives(selector)]
    if isinstance(soup, Page):
        parts = [part for part in parts if soup.may_hold(part.names)]
    return ", ".join(part.selector for part in parts)


@lru_cache(maxsize=2048)
def alternatives(selector: str) -> tuple[Alternative, ...]:
    """The selectors that commas part in `selector`; what stands in brackets is no part of the names."""
    parts = [part.strip() for part in _parted(selector)]
    return tuple(Alternative(part, frozenset(_TOKEN.findall(_ASIDE.sub("", part)))) for part in parts if part)


def _parted(selector: str) -> Iterator[str]:
    """Cut at the commas that stand in no bracket and no quotes."""
    depth, quote, start = 0, "", 0
    for place, char in enumerate(selector):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif char == "," and depth == 0:
            yield selector[start:place]
            start = place + 1
    yield selector[start:]


def _names_of(tag: Tag) -> Iterator[str]:
    yield tag.name
    for name, value in tag.attrs.items():
        yield f"[{name}"
        if name == "id":
            yield f"#{value}"
        elif name == "class":
            yield from (f".{one}" for one in (value if isinstance(value, list) else str(value).split()))
