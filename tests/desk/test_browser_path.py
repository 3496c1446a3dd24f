"""The whole way of an officer: a fact of the queue is corrected, published and found again."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Watched, served
from commands import bangvang
from desk_home import filled_home
from playwright.sync_api import Browser, Page, expect

from pipeline.settings import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return filled_home(tmp_path / "home")


@pytest.fixture
def desk(home: Home) -> Iterator[str]:
    with served(home) as address:
        yield address


def found(home: Home, *options: str) -> str:
    return bangvang("search", "--home", home.root, "--format", "csv", *options).stdout


def press(page: Page, *keys: str) -> None:
    """Each key on a page that is ready for it."""
    for key in keys:
        page.wait_for_load_state()
        page.keyboard.press(key)


def open_fact(page: Page, desk: str, words: str) -> None:
    page.goto(f"{desk}/queue")
    page.get_by_role("searchbox").or_(page.get_by_label(re.compile("Tìm"))).first.fill(words)
    press(page, "Enter")
    page.locator(".fact a.name").first.click()
    page.wait_for_url(re.compile("/facts/"))


def test_a_fact_is_corrected_published_and_found_with_its_new_value(browser: Browser, home: Home, desk: str) -> None:
    seen = Watched(browser)
    page = seen.page
    open_fact(page, desk, "giay khen so y te bac giang 2022")
    expect(page.locator("#quote").first).to_be_visible()
    press(page, "e")
    page.get_by_label("Người", exact=True).fill("Nguyễn Văn A")
    page.locator("select[name=status]").select_option("proposed")
    page.locator("textarea[name='status.words']").fill("Đã trao")
    page.locator("form.edit button.main").last.click()
    expect(page.get_by_role("status")).to_be_visible()
    page.goto(f"{desk}/reviews")
    page.get_by_role("button", name=re.compile("Công bố")).click()
    expect(page.get_by_text(re.compile("xong|Đã công bố"))).to_be_visible(timeout=60_000)
    assert "Nguyễn Văn A" in found(home, "--status", "proposed")
    page.goto(f"{desk}/queue?q=nguyen+van+a&status=proposed&reviewed=all")
    expect(page.locator(".fact")).to_have_count(1)
    assert (seen.errors, seen.outside) == ([], [])


def test_all_of_it_can_be_done_with_the_keyboard_alone(browser: Browser, home: Home, desk: str) -> None:
    page = Watched(browser).page
    page.goto(f"{desk}/queue")
    before = page.locator(".fact").count()
    press(page, "j", "Enter")
    expect(page).to_have_url(re.compile("/facts/"))
    first = page.url
    press(page, "a")
    expect(page.get_by_role("status")).to_be_visible()
    assert page.url.split("?")[0] != first.split("?")[0]  # the next one is there at once
    second = page.url
    press(page, "r", "1", "Control+Enter")
    expect(page).not_to_have_url(second)
    press(page, "u")
    expect(page.get_by_text("đã hoàn tác")).to_be_visible()
    press(page, "c")
    page.keyboard.type("Cần hỏi lại đơn vị.")
    press(page, "Control+Enter")
    expect(page.get_by_text("Cần hỏi lại đơn vị.")).to_be_visible()
    press(page, "?")
    expect(page.get_by_role("dialog")).to_be_visible()
    press(page, "Escape", "g", "q")
    expect(page).to_have_url(re.compile("/queue"))
    assert page.locator(".fact").count() == before - 1


def test_of_two_auditors_the_second_is_told_what_the_first_did(browser: Browser, desk: str) -> None:
    one, two = Watched(browser).page, Watched(browser).page
    open_fact(one, desk, "cuc thue ha tinh 2023")
    two.goto(one.url)
    press(one, "a")
    expect(one.get_by_role("status")).to_be_visible()
    press(two, "c")
    two.keyboard.type("Tôi đang xem.")
    press(two, "Control+Enter")
    expect(two.get_by_role("alert").first).to_be_visible()
    expect(two.locator("textarea[name=comment]").last).to_have_value("Tôi đang xem.")  # nothing typed is lost


def test_two_keys_pressed_at_once_are_both_heard(browser: Browser, desk: str) -> None:
    page = Watched(browser).page
    open_fact(page, desk, "cuc thue ha tinh 2023")
    pressed = "key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}))"
    page.evaluate(f"['r', '1'].forEach({pressed})")
    expect(page.locator("[data-digits] input[type=radio]").first).to_be_checked()
