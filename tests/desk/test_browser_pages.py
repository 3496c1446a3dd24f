"""Every page on a desk and on a phone: accessible (axe-core), nothing cut off or beyond the edge, two languages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Watched, served
from desk_home import filled_home
from pages import addresses
from playwright.sync_api import Browser

from pipeline.settings import Home

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
SIZES = {"desk": (1280, 900), "phone": (390, 844)}
SERIOUS = ("serious", "critical")
# What leaves the page sideways, unless it stands in a part that scrolls by itself; and text that its box cuts off.
MISFITS = """() => {
  const wide = document.documentElement.scrollWidth > innerWidth ? ['the page is wider than the screen'] : [];
  const cut = [...document.querySelectorAll('main *')].filter(one => {
    const style = getComputedStyle(one);
    return one.childNodes.length && ['hidden', 'clip'].includes(style.overflowX) && one.clientWidth > 2
      && one.scrollWidth > one.clientWidth + 1 && one.textContent.trim() && !one.closest('svg');
  });
  return [...wide, ...cut.map(one => one.tagName + '.' + one.className + ': ' + one.textContent.trim().slice(0, 60))];
}"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return filled_home(tmp_path_factory.mktemp("pages") / "home")


@pytest.fixture(scope="module")
def desk(home: Home) -> Iterator[str]:
    with served(home) as address:
        yield address


def paths(home: Home) -> list[str]:
    return [*addresses(home, article="id-0-2023"), "/nothing-here"]


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_serious_on_any_page(browser: Browser, home: Home, desk: str, size: str) -> None:
    width, height = SIZES[size]
    page = Watched(browser, viewport={"width": width, "height": height}, bypass_csp=True).page
    found: dict[str, list[str]] = {}
    for path in paths(home):
        page.goto(desk + path)
        page.add_script_tag(path=AXE)
        told: list[dict[str, Any]] = page.evaluate("axe.run().then(found => found.violations)")
        serious = [one for one in told if one["impact"] in SERIOUS]
        if serious:
            found[path] = [f"{one['id']}: {[node['html'][:120] for node in one['nodes'][:3]]}" for one in serious]
    assert not found


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off_or_beyond_the_edge(browser: Browser, home: Home, desk: str, size: str) -> None:
    width, height = SIZES[size]
    seen = Watched(browser, viewport={"width": width, "height": height})
    found: dict[str, list[str]] = {}
    for path in paths(home):
        seen.page.goto(desk + path)
        if misfits := seen.page.evaluate(MISFITS):
            found[path] = misfits
    assert not found
    assert [told for told in seen.errors if "404" not in told] == []


def test_each_page_can_be_had_in_english_and_stays_so(browser: Browser, home: Home, desk: str) -> None:
    page = Watched(browser).page
    page.goto(f"{desk}/queue")
    page.get_by_role("link", name="English").click()
    for path in paths(home):
        page.goto(desk + path)
        assert page.locator("html").get_attribute("lang") == "en", path
        assert page.get_by_role("link", name="Accuracy", exact=True).count() == 1, path
    page.get_by_role("link", name="Tiếng Việt").click()
    assert page.locator("html").get_attribute("lang") == "vi"


def test_a_closed_quote_is_printed(browser: Browser, home: Home, desk: str) -> None:
    page = Watched(browser).page
    page.goto(desk + next(path for path in addresses(home, article="id-0-2023") if "/unit?" in path))
    is_seen = "document.querySelector('details:not([open]) > blockquote').checkVisibility()"
    assert not page.evaluate(is_seen)
    page.emulate_media(media="print")
    assert page.evaluate(is_seen)
