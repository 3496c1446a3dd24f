"""Markup to a tree."""

import warnings

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
from bs4.builder import ParserRejectedMarkup

from scrapers.errors import UnreadableInput


def soup_of(html: str, url: str) -> BeautifulSoup:
    """The tree of a page. Raises UnreadableInput when the parser can make nothing of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # XHTML pages are read as HTML, as browsers do
        try:
            return BeautifulSoup(html.replace("\0", ""), "lxml")
        except ParserRejectedMarkup as error:
            raise UnreadableInput(url, "not HTML that can be parsed: look at it in a browser") from error
