"""Markup to a tree."""

import warnings

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
from bs4.builder import ParserRejectedMarkup
from lxml import etree

from scrapers.errors import PageTooDeep, UnreadableInput
from scrapers.pages.find import Page

DEEPEST = 4000  # elements within each other; browsers draw 512, and old portals forget to close theirs
_DRAWN = "look at it in a browser"


def soup_of(html: str, url: str) -> BeautifulSoup:
    """The tree of a page; NULs are dropped, and what was not closed is closed.

    Raises PageTooDeep, before the tree is built, and UnreadableInput when the parser can make nothing of the page.
    """
    markup = html.replace("\0", "")
    _check_depth(markup, url)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # XHTML pages are read as HTML, as browsers do
        try:
            return Page(markup, "lxml")
        except ParserRejectedMarkup as error:
            raise UnreadableInput(url, f"not HTML that can be parsed: {_DRAWN}") from error


class _TooDeepError(Exception):
    """More than DEEPEST elements are open."""


class _Depth:
    """Counts the elements that are open, for lxml's parser, which knows which of them close by themselves."""

    def __init__(self) -> None:
        self._open = 0

    def start(self, _tag: str, _attributes: object) -> None:
        self._open += 1
        if self._open > DEEPEST:
            raise _TooDeepError

    def end(self, _tag: str) -> None:
        self._open -= 1

    def close(self) -> None:
        pass


def _check_depth(markup: str, url: str) -> None:
    if markup.count("<") <= DEEPEST:
        return
    # lxml calls `comment` and `data` only where a target has them; its type asks for both.
    parser = etree.HTMLParser(target=_Depth(), huge_tree=True)  # type: ignore[arg-type]
    try:
        parser.feed(markup)
        parser.close()
    except _TooDeepError as error:
        raise PageTooDeep(url, f"more than {DEEPEST} elements stand within each other: {_DRAWN}") from error
    except etree.LxmlError:
        return  # BeautifulSoup says what is wrong with it
