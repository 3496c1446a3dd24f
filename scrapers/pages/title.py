"""The title of a page: an element when there is one, else what the page calls itself."""

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString

from schemas import Selectors
from scrapers.pages.frames import Role, select
from scrapers.pages.meta import PageMeta
from scrapers.text.canonical import one_line
from scrapers.text.cues import fold
from scrapers.text.dates import dateline_date

_ELEMENTS = "h1, h2, h3, h4, [class*='title'], [class*='tieude'], [class*='headline'], [id*='title']"
LEAST_WORDS = 3
LONGEST = 300


def find_title(soup: BeautifulSoup, meta: PageMeta, own: Selectors | None) -> tuple[Tag | None, str | None]:
    """The title's element and text. The element that repeats what the page calls itself wins over a first h1,
    because on many portals the h1 is the name of the site.
    """
    tag = _selected(soup, own) or _round_its_date(soup) or _named(soup, meta) or _first_heading(soup)
    if tag is not None:
        return tag, _text(tag)
    return None, meta.headlines[0] if meta.headlines else None


def _selected(soup: BeautifulSoup, own: Selectors | None) -> Tag | None:
    for found in select(soup, Role.TITLE, own):
        if 0 < len(_text(found[0])) <= LONGEST:
            return found[0]
    return None


def _round_its_date(soup: BeautifulSoup) -> Tag | None:
    """The line that stands right above and right below a date, as SharePoint portals print it (seed 000)."""
    strings = (soup.body or soup).find_all(string=lambda string: bool(string) and not string.isspace())
    shown = [string for string in strings if not isinstance(string, PreformattedString)]
    for above, between, below in zip(shown, shown[1:], shown[2:], strict=False):
        if len(above.split()) >= LEAST_WORDS and fold(above) == fold(below) and dateline_date(between):
            return above.parent
    return None


def _named(soup: BeautifulSoup, meta: PageMeta) -> Tag | None:
    """The element whose whole text is part of a headline of the page's own, the longest such."""
    names = [fold(name) for name in meta.headlines]
    candidates = [tag for tag in soup.select(_ELEMENTS) if len(_text(tag).split()) >= LEAST_WORDS]
    named = [tag for tag in candidates if any(fold(_text(tag)) in name for name in names)]
    best = max(named, key=lambda tag: len(_text(tag)), default=None)
    return best or _named_in_any_element(soup, names)


def _named_in_any_element(soup: BeautifulSoup, names: list[str]) -> Tag | None:
    """Old portals print the title in bold, or in a table cell."""
    shown = (soup.body or soup).find_all(string=True)
    strings = (string for string in shown if len(string.split()) >= LEAST_WORDS)
    named = [string for string in strings if any(fold(string) in name for name in names)]
    best = max(named, key=len, default=None)
    return best.parent if best is not None else None


def _first_heading(soup: BeautifulSoup) -> Tag | None:
    headings = [*soup.select("h1"), *soup.select("h2")]
    return next((tag for tag in headings if len(_text(tag).split()) >= LEAST_WORDS), None)


def _text(tag: Tag) -> str:
    return one_line(tag.get_text(" "))
