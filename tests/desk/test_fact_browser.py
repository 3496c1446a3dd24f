"""In a real browser: selections become offsets of the text, and the whole of a ruling goes by keyboard."""

from collections.abc import Iterator

import pytest
from browser import Watched, served
from fact_bench import MISSED, TEXT, Officer, made
from playwright.sync_api import Browser, Page

from pipeline.settings import Home
from schemas import Act

# Select `words` in the article as a mouse would: from a text node to a text node.
SELECT = """(words) => {
  const nodes = [];
  const walk = document.createTreeWalker(document.querySelector("[data-text]"), NodeFilter.SHOW_TEXT);
  let all = "";
  while (walk.nextNode()) if (walk.currentNode.parentElement.dataset.start !== undefined) {
    nodes.push([walk.currentNode, all.length]); all += walk.currentNode.data;
  }
  const at = (place) => {
    const [node, from] = nodes.filter(([, from]) => from <= place).pop();
    return [node, place - from];
  };
  const start = all.indexOf(words), range = document.createRange();
  range.setStart(...at(start)); range.setEnd(...at(start + words.length - 1));
  range.setEnd(range.endContainer, range.endOffset + 1);
  document.getSelection().removeAllRanges(); document.getSelection().addRange(range);
}"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return made(tmp_path_factory.mktemp("browser"))


@pytest.fixture
def page(home: Home, browser: Browser) -> Iterator[Page]:
    with served(home) as address:
        watched = Watched(browser, base_url=address, viewport={"width": 1280, "height": 900})
        yield watched.page
        assert [told for told in watched.errors if "409" not in told and "404" not in told] == []
        assert watched.outside == []


def open_fact(page: Page, home: Home, like: str = "Sở Y tế%", more: str = "") -> str:
    record_id = Officer(home).ids(like)[0]
    page.goto(f"/facts/{record_id}{more}")
    return record_id


@pytest.mark.parametrize("words", ["Sở Y tế", "🎖️", "vui 🎖️ <script>", MISSED, "Lào Cai.\n1 Giấy khen"])
def test_a_selection_behind_emoji_and_over_lines_has_the_offsets_of_the_text(
    page: Page, home: Home, words: str
) -> None:
    open_fact(page, home, more="/correct")
    page.evaluate(SELECT, words)
    page.click("[data-pick=unit]")
    start = int(page.locator("[name='unit.start']").input_value())
    assert TEXT[start : start + len(words)] == words
    assert page.locator("[name='unit.words']").input_value() == words
    assert page.locator("[data-selected]").inner_text() == words.replace("\n", " ")


def test_blanks_at_the_ends_of_a_selection_are_left_out(page: Page, home: Home) -> None:
    open_fact(page, home, more="/correct")
    page.evaluate(SELECT, " Sở Y tế ")
    page.click("[data-pick=unit]")
    start = int(page.locator("[name='unit.start']").input_value())
    assert TEXT[start : start + 7] == "Sở Y tế"


def test_n_takes_the_selection_along(page: Page, home: Home) -> None:
    open_fact(page, home)
    page.evaluate(SELECT, MISSED)
    page.keyboard.press("n")
    page.wait_for_url("**/add?**")
    assert page.locator("[name='quote.words']").input_value() == MISSED


def test_accept_reject_and_undo_by_keyboard_alone(page: Page, home: Home) -> None:
    first = open_fact(page, home)
    page.keyboard.press("a")
    page.wait_for_selector("[role=status]")
    page.keyboard.press("u")
    page.wait_for_url(f"**/facts/{first}**")
    page.keyboard.press("r")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=status]")
    log = [(one.review.act, one.review.reason) for one in Officer(home).desk.reviews.of_subject(first)]
    assert log == [(Act.CONFIRMED, None), (Act.UNDONE, None), (Act.REJECTED, "wrong-recipient")]


def test_a_correction_by_keyboard_alone(page: Page, home: Home) -> None:
    record_id = open_fact(page, home, "Trường%")
    page.keyboard.press("e")
    page.wait_for_url("**/correct**")
    page.locator("#f-unit").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Trường THCS")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[role=status]")
    (logged,) = Officer(home).desk.reviews.of_subject(record_id)
    assert logged.review.after is not None
    assert (logged.review.after.unit, logged.review.act) == ("Trường THCS", Act.CORRECTED)


def test_the_page_opens_at_the_quote(page: Page, home: Home) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    open_fact(page, home, "Trường%")
    source, quote = page.locator("[data-source]").bounding_box(), page.locator("#quote").bounding_box()
    assert source is not None
    assert quote is not None
    assert source["y"] <= quote["y"] <= source["y"] + source["height"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_pressed_twice_accepts_one_fact(page: Page, home: Home) -> None:
    record_id = Officer(home).ids("Trường%")[0]
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => document.body.dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'a', bubbles: true})))"
    )
    before = Officer(home).desk.reviews.last_number()
    page.goto(f"/facts/{record_id}?ruled={record_id}")
    page.wait_for_timeout(400)
    assert Officer(home).desk.reviews.last_number() == before
    page.keyboard.press("a")
    page.wait_for_selector("[role=status]")
    assert Officer(home).desk.reviews.last_number() > before
