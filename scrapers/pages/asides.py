"""Parts of a page that lead to other articles: lists of links, and runs of headlines with a summary each."""

from itertools import groupby, islice

from bs4 import BeautifulSoup, Tag

from scrapers.pages.find import elements
from scrapers.text.canonical import one_line

LINKS = 3
LINK_SHARE = 0.7
TEASERS = 3  # headlines in a row that make a list of them
LEAST_WORDS = 5  # of a headline; a linked name has fewer
_CONTAINERS = ("ul", "ol", "div", "table", "td", "section")


def link_share(tag: Tag) -> float:
    """How much of the tag's text is link text, from 0 to 1."""
    total = len(one_line(tag.get_text(" ")))
    linked = sum(len(one_line(link.get_text(" "))) for link in elements(tag, "a"))
    return linked / total if total else 0.0


def link_lists(soup: BeautifulSoup, main: Tag) -> list[Tag]:
    """Elements of `soup` that hold hardly anything but links; never one that holds `main`."""
    around = {id(main), *(id(parent) for parent in main.parents)}
    lists = (tag for tag in elements(soup, *_CONTAINERS) if id(tag) not in around)
    return [
        tag for tag in lists if len(list(islice(elements(tag, "a"), LINKS))) >= LINKS and link_share(tag) > LINK_SHARE
    ]


def teasers(soup: BeautifulSoup) -> list[Tag]:
    """Neighbours of one name, three or more, that each begin with a linked headline."""
    found: list[Tag] = []
    for parent in _grandparents(soup):
        for (_, leads), run in groupby(parent.find_all(True, recursive=False), key=lambda tag: (tag.name, _leads(tag))):
            same = list(run)
            found += same if leads and len(same) >= TEASERS else ()
    return found


def _grandparents(soup: BeautifulSoup) -> list[Tag]:
    """The elements two and three levels above a linked headline: their children may be teasers."""
    above = (list(islice(link.parents, 1, 3)) for link in elements(soup, "a") if _is_headline(link))
    return list({id(parent): parent for parents in above for parent in parents}.values())


def _is_headline(link: Tag) -> bool:
    return len(link.get_text(" ").split()) >= LEAST_WORDS


def _leads(tag: Tag) -> bool:
    """True for an element that begins with a linked headline and goes on with something else than links."""
    link = tag.find("a")
    if not isinstance(link, Tag) or not _is_headline(link):
        return False
    return one_line(tag.get_text(" ")).startswith(one_line(link.get_text(" "))) and len(list(elements(tag, "a"))) <= 3
