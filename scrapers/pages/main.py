"""Where on a page the article stands."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from schemas import Selectors
from scrapers.pages.asides import link_lists, link_share, teasers
from scrapers.pages.find import elements, find, strings
from scrapers.pages.frames import Role, select
from scrapers.pages.pieces import Keep, pieces_of
from scrapers.pages.second_opinion import place_by_trafilatura
from scrapers.pages.tables import is_data_table
from scrapers.pages.tags import INLINE, PARTS_OF_TABLE
from scrapers.text.canonical import one_line
from scrapers.text.pieces import Piece

LEAST_BODY = 150  # characters that a frame's body must hold to be believed
SENTENCE = 25


class Body(NamedTuple):
    """The lines of an article below its title; `head` holds those above a frame's body, where the date may stand."""

    head: list[Piece]
    pieces: list[Piece]


def find_body(soup: BeautifulSoup, title: Tag | None, own: Selectors | None) -> Body:
    """The article below its title, by a known frame if one fits, else by where the running text is."""
    framed = _framed(soup, own)
    if framed:
        return Body(_above(soup, title, framed[0]), [piece for tag in framed for piece in pieces_of(tag)])
    main = chosen_block(soup)
    return Body([], pieces_of(soup, _between(soup, title, main)) if main else [])


def chosen_block(soup: BeautifulSoup) -> Tag | None:
    """Where the article stands on a page of an unknown layout.

    Ours is the finer reading (benchmarks/results.md); trafilatura, which has met more sites, decides when it sees the
    article in another part of the page.
    """
    ours, theirs = main_block(soup), place_by_trafilatura(soup)
    if ours is None or theirs is None:
        return ours or theirs
    together = ours is theirs or _inside(ours, [theirs]) or _inside(theirs, [ours])
    return ours if together else theirs


def main_block(soup: BeautifulSoup) -> Tag | None:
    """The element that holds most of the page's running text and few links; None for a page without text."""
    scores: dict[int, float] = defaultdict(float)
    tags: dict[int, Tag] = {}
    data_tables = {id(table) for table in elements(soup, "table") if is_data_table(table)}
    aside = {id(node) for tag in teasers(soup) for node in tag.descendants}
    for string in strings(soup):
        if isinstance(string, PreformattedString) or id(string) in aside or _is_linked(string):
            continue
        weight = _weight(string)
        for share, tag in zip((1.0, 1.0, 0.5), _blocks_above(string, data_tables), strict=False):
            scores[id(tag)] += weight * share
            tags[id(tag)] = tag
    best = max(scores, key=lambda key: (scores[key], len(list(tags[key].parents))), default=None)
    return tags[best] if best is not None and scores[best] > 0 else None


def _framed(soup: BeautifulSoup, own: Selectors | None) -> list[Tag]:
    """Lead and body as the selectors of a known frame find them; empty when none fits.

    What the layout itself names is believed however short it is: a decision can be all in its title.
    """
    named = find(soup, own.body) if own else []
    for found in select(soup, Role.BODY, own):
        if sum(len(one_line(tag.get_text(" "))) for tag in found) < (1 if found == named else LEAST_BODY):
            continue
        leads = next(select(soup, Role.LEAD, own), [])[:1]
        return _outermost([*(lead for lead in leads if not _inside(lead, found)), *found])
    return []


def _outermost(tags: list[Tag]) -> list[Tag]:
    return [tag for tag in tags if not _inside(tag, [other for other in tags if other is not tag])]


def _inside(tag: Tag, others: Iterable[Tag]) -> bool:
    outer = {id(other) for other in others}
    return any(id(parent) in outer for parent in tag.parents)


def _is_linked(string: NavigableString) -> bool:
    return any(parent.name == "a" for parent in string.parents)


def _weight(string: NavigableString) -> float:
    length = len(one_line(str(string)))
    return float(length) if length >= SENTENCE else length * 0.3


def _blocks_above(string: NavigableString, data_tables: set[int]) -> Iterable[Tag]:
    """The nearest three block elements round `string`; the inside of a data table counts as one."""
    for parent in string.parents:
        if not isinstance(parent, Tag) or isinstance(parent, BeautifulSoup):
            return
        within_table = parent.name in PARTS_OF_TABLE and id(parent.find_parent("table")) in data_tables
        if parent.name not in INLINE and not within_table and not _is_wrapper(parent):
            yield parent


def _is_wrapper(tag: Tag) -> bool:
    """True for an element round one other block: it adds nothing, and builders nest them without end."""
    shown = (node for node in tag.contents if isinstance(node, Tag) or not str(node).isspace())
    inner = list(islice(shown, 2))
    return len(inner) == 1 and isinstance(inner[0], Tag) and inner[0].name not in INLINE


def _between(soup: BeautifulSoup, title: Tag | None, main: Tag) -> Keep:
    """What stands below the title and not below the main block, lists of links left out."""
    place = {id(node): number for number, node in enumerate(soup.descendants)}
    last = place[id(_last(_with_siblings(main)))]
    first = place[id(main)]
    if title is not None and place[id(title)] < last:
        first = place[id(_last(title))] + 1
    links = {id(node) for tag in [*link_lists(soup, main), *_outside(main, teasers(soup))] for node in tag.descendants}
    return lambda node: first <= place[id(node)] <= last and id(node) not in links


def _above(soup: BeautifulSoup, title: Tag | None, body: Tag) -> list[Piece]:
    place = {id(node): number for number, node in enumerate(soup.descendants)}
    if title is None:
        return []
    first, last = place[id(_last(title))], place[id(body)]
    return pieces_of(soup, lambda node: first < place[id(node)] < last)


def _last(tag: Tag) -> Tag | NavigableString:
    """The last node inside `tag`, or itself."""
    node: Tag | NavigableString = tag
    while isinstance(node, Tag) and node.contents:
        node = node.contents[-1]  # type: ignore[assignment]
    return node


def _with_siblings(main: Tag) -> Tag:
    """The last of the elements right after `main` that go on with its text."""
    last = main
    for sibling in (node for node in main.next_siblings if isinstance(node, Tag)):
        goes_on = sibling.name == main.name or sibling.name in ("p", "table", "figure", "ul", "ol", "blockquote", "div")
        if sibling.name in ("td", "th") or not goes_on or link_share(sibling) > 0.3 or not _continues(sibling, main):
            break
        last = sibling
    return last


def _continues(sibling: Tag, main: Tag) -> bool:
    return main.name not in ("div", "section") or sibling.get("class") == main.get("class")


def _outside(main: Tag, tags: list[Tag]) -> list[Tag]:
    around = {id(main), *(id(parent) for parent in main.parents)}
    return [tag for tag in tags if id(tag) not in around]
