"""The title of a page: an element when there is one, else what the page calls itself."""

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString

from schemas import Selectors
from scrapers.pages.find import elements, strings
from scrapers.pages.frames import Role, select
from scrapers.pages.main import main_block
from scrapers.pages.meta import PageMeta
from scrapers.text.canonical import one_line
from scrapers.text.cues import CueKind, fits, fold
from scrapers.text.dates import dateline_date

_HEADINGS = ("h1", "h2", "h3", "h4")
_CLASSES = ("title", "tieude", "headline")  # parts of one, or of several classes side by side
LEAST_WORDS = 3
LONGEST = 300
SURE_WORDS = 8  # a line of so many is no name of a site
RUNNING = 100  # characters of running text


def find_title(soup: BeautifulSoup, meta: PageMeta, own: Selectors | None) -> tuple[Tag | None, str | None]:
    """The title's element and text. The element that repeats what the page calls itself wins over a first h1,
    because on many portals the h1 is the name of the site.
    """
    tag = _selected(soup, own) or _round_its_date(soup) or _general(soup, meta)
    if tag is not None:
        return tag, _text(tag)
    return None, meta.headlines[0] if meta.headlines else None


def _general(soup: BeautifulSoup, meta: PageMeta) -> Tag | None:
    """What the page calls itself, or its first heading; but the heading above the text where that names the site."""
    tag = _named(soup, meta) or _first_heading(soup)
    if tag is None or _is_site(tag, meta):
        return _above_text(soup, 0) or tag
    return tag if _is_sure(tag, meta) else _above_text(soup, len(_text(tag).split())) or tag


def _selected(soup: BeautifulSoup, own: Selectors | None) -> Tag | None:
    for found in select(soup, Role.TITLE, own):
        if 0 < len(_text(found[0])) <= LONGEST:
            return found[0]
    return None


def _round_its_date(soup: BeautifulSoup) -> Tag | None:
    """The line that stands right above and right below a date, as SharePoint portals print it (seed 000)."""
    written = (string for string in strings(soup.body or soup) if string and not string.isspace())
    shown = [string for string in written if not isinstance(string, PreformattedString)]
    for above, between, below in zip(shown, shown[1:], shown[2:], strict=False):
        if len(above.split()) >= LEAST_WORDS and fold(above) == fold(below) and dateline_date(between):
            return above.parent
    return None


def _named(soup: BeautifulSoup, meta: PageMeta) -> Tag | None:
    """The element whose whole text is part of a headline of the page's own, the longest such."""
    names = [fold(name) for name in meta.headlines]
    candidates = [tag for tag in elements(soup) if _is_like_title(tag) and len(_text(tag).split()) >= LEAST_WORDS]
    named = [tag for tag in candidates if any(fold(_text(tag)) in name for name in names)]
    best = max(named, key=lambda tag: len(_text(tag)), default=None)
    return best or _named_in_any_element(soup, names)


def _named_in_any_element(soup: BeautifulSoup, names: list[str]) -> Tag | None:
    """Old portals print the title in bold, or in a table cell."""
    long = (string for string in strings(soup.body or soup) if len(string.split()) >= LEAST_WORDS)
    named = [string for string in long if any(fold(string) in name for name in names)]
    best = max(named, key=len, default=None)
    return best.parent if best is not None else None


def _first_heading(soup: BeautifulSoup) -> Tag | None:
    headings = [*elements(soup, "h1"), *elements(soup, "h2")]
    return next((tag for tag in headings if len(_text(tag).split()) >= LEAST_WORDS), None)


def _is_site(tag: Tag, meta: PageMeta) -> bool:
    text = fold(_text(tag))
    return text in meta.sites or fits(CueKind.SECTION, text)


def _is_sure(tag: Tag, meta: PageMeta) -> bool:
    """False for a short line that may name the site or a section, as the <title> of many portals does."""
    text = fold(_text(tag))
    return len(text.split()) >= SURE_WORDS or sum(text in fold(name) for name in meta.headlines) > 1


def _above_text(soup: BeautifulSoup, words: int) -> Tag | None:
    """The last heading of more than `words` words above the first running text; None when there is none."""
    main = main_block(soup)
    first = next((string for string in (strings(main) if main else ()) if len(one_line(string)) >= RUNNING), None)
    if first is None:
        return None
    around = {id(tag) for tag in first.parents}
    before = (tag for tag in first.previous_elements if isinstance(tag, Tag) and id(tag) not in around)
    above = (tag for tag in before if _is_like_title(tag))
    best = next((tag for tag in above if len(_text(tag).split()) > LEAST_WORDS and len(_text(tag)) <= LONGEST), None)
    return best if best is not None and len(_text(best).split()) > words else None


def _is_like_title(tag: Tag) -> bool:
    said = tag.get("class") or ""
    classes = said if isinstance(said, str) else " ".join(said)
    return tag.name in _HEADINGS or "title" in str(tag.get("id", "")) or any(part in classes for part in _CLASSES)


def _text(tag: Tag) -> str:
    return one_line(tag.get_text(" "))
