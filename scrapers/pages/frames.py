"""CSS selectors of the page frames that we know, from data/html_frames.csv, and their use."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from bs4 import BeautifulSoup, Tag
from pydantic import Field

from data import read_csv
from schemas import Selectors
from schemas.base import Model
from scrapers.pages.find import elements, find

INVISIBLE = ("script", "style", "noscript", "template", "svg")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
KEPT = ("html", "body", "main", "article", "form")


class Role(StrEnum):
    """What a selector finds."""

    TITLE = "title"
    DATE = "date"
    LEAD = "lead"
    BODY = "body"
    AUTHOR = "author"
    ATTACHMENTS = "attachments"
    CUT = "cut"
    CUT_WORD = "cut_word"  # no selector: a part of the class or id of what is cut


class FrameSelector(Model):
    """A row of data/html_frames.csv."""

    frame: str = Field(min_length=1)
    role: Role
    selector: str = Field(min_length=1)


@lru_cache(maxsize=1)
def frame_selectors() -> list[FrameSelector]:
    """All rows, in file order. Raises DataError when the file does not fit the schema."""
    return read_csv("html_frames.csv", FrameSelector)


def select(soup: BeautifulSoup, role: Role, own: Selectors | None) -> Iterator[list[Tag]]:
    """What each selector of `role` finds, non-empty finds only: the source's own selector first, then the frames'."""
    chosen = getattr(own, role.value, None)
    selectors = [chosen, *_rows(role)] if chosen else list(_rows(role))
    for selector in selectors:
        if found := find(soup, selector):
            yield found


def cut_furniture(soup: BeautifulSoup, own: Selectors | None) -> None:
    """Remove from `soup` what is not article in any frame.

    Never an element that holds most of the page's text, nor, unless the layout itself cuts it, one that holds what the
    layout names: the date of a Drupal page stands in a footer.
    """
    for tag in list(elements(soup, *INVISIBLE)):
        tag.decompose()
    total = len(soup.get_text())
    needed = _holding(soup, [own.title, own.date, own.author, own.lead, own.body] if own else [])
    general = [*find(soup, *_rows(Role.CUT)), *_named_like_furniture(soup)]
    chosen = find(soup, *own.cut) if own else []
    for tag in [*chosen, *(tag for tag in general if id(tag) not in needed)]:
        if not tag.decomposed and tag.name not in KEPT and 2 * len(tag.get_text()) <= total:
            tag.decompose()


def _holding(soup: BeautifulSoup, selectors: list[str | None]) -> set[int]:
    """The elements that `selectors` find, and those round them."""
    found = find(soup, *selectors)
    return {id(node) for tag in found for node in (tag, *tag.parents)}


def _named_like_furniture(soup: BeautifulSoup) -> list[Tag]:
    words = "|".join(re.escape(word) for word in _rows(Role.CUT_WORD))
    pattern = re.compile(rf"(?<![a-z])(?:{words})(?:s|box|bar|list|wrap|wrapper)?(?![a-z])")
    return [tag for tag in elements(soup) if _has_name(tag) and pattern.search(_names(tag))]


def _names(tag: Tag) -> str:
    """Class and id in lower case, with camelCase words apart: "shareBox" says share, "sharepoint" does not."""
    said = f"{tag.get('class', '')} {tag.get('id', '')}"
    return _CAMEL.sub("-", said).lower()


def _has_name(tag: Tag) -> bool:
    return "class" in tag.attrs or "id" in tag.attrs


@lru_cache(maxsize=len(Role))
def _rows(role: Role) -> tuple[str, ...]:
    return tuple(row.selector for row in frame_selectors() if row.role is role)
