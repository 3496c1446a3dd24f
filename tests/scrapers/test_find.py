"""Looking for selectors finds what BeautifulSoup finds, whatever is passed over."""

import pytest

from data import ROOT
from scrapers.families import all_of, families
from scrapers.fixtures import fixtures_of
from scrapers.pages.find import alternatives, elements, find, finds, strings
from scrapers.pages.frames import Role, frame_selectors
from scrapers.pages.soup import soup_of
from scrapers.sources import load_sources
from scrapers.text.encoding import decode_html

SELECTORS = [
    *(row.selector for row in frame_selectors() if row.role is not Role.CUT_WORD),
    *(selector for family in families().values() for layout in family.layouts for selector in all_of(layout.selectors)),
    *(layout.probe for family in families().values() for layout in family.layouts),
    *(sign for family in families().values() for sign in family.signs),
    *(selector for source in load_sources(ROOT / "sources") for selector in all_of(source.selectors)),
]
SAVED = [
    fixture.html
    for source in load_sources(ROOT / "sources")
    for fixture in fixtures_of(source, ROOT.parent / "tests" / "fixtures")[:1]
    if fixture.html.suffix == ".html"
]


@pytest.mark.parametrize("path", SAVED, ids=lambda path: path.parent.name)
def test_every_selector_that_we_have_finds_the_same_on_saved_pages(path: object) -> None:
    soup = soup_of(decode_html(path.read_bytes()), "x")  # type: ignore[attr-defined]
    for selector in set(SELECTORS):
        plainly = [id(tag) for tag in soup.select(selector)]
        assert [id(tag) for tag in find(soup, selector)] == plainly, selector
        assert finds(soup, selector) == bool(plainly), selector


@pytest.mark.parametrize(
    ("selector", "names"),
    [
        ("div.a > #b", [{"div", ".a", "#b"}]),
        ("h1.title, [role='x, y']", [{"h1", ".title"}, {"[role"}]),
        ("p:not(.b):has(> i.c) em", [{"p", "em"}]),
        ("a[href^='http'][class]", [{"a", "[href", "[class"}]),
        ("td:nth-of-type(2) ~ .x:first-child", [{"td", ".x"}]),
        ("*", [set()]),
    ],
)
def test_names_are_those_that_must_be_on_the_page(selector: str, names: list[set[str]]) -> None:
    assert [set(part.names) for part in alternatives(selector)] == names


@pytest.mark.parametrize("path", SAVED, ids=lambda path: path.parent.name)
def test_walking_a_page_meets_what_find_all_meets(path: object) -> None:
    soup = soup_of(decode_html(path.read_bytes()), "x")  # type: ignore[attr-defined]
    for names in ((), ("a",), ("script", "td"), ("nosuch",)):
        assert list(map(id, elements(soup, *names))) == list(map(id, soup.find_all(names or True)))
    assert list(map(id, strings(soup))) == list(map(id, soup.find_all(string=True)))


def test_nothing_is_looked_for_where_nothing_is_given() -> None:
    assert find(soup_of("<p>x</p>", "x"), None) == []
    assert not finds(soup_of("<p>x</p>", "x"))
