"""The tutorial's way from the sample to a checked fact, with the keys that it names, in a real browser."""

import re
import shutil
from pathlib import Path

import pytest
from browser import Watched, chromium, served
from commands import bangvang
from documented import HOUSE
from playwright.sync_api import Page, expect

from pipeline.settings import Home

PAGES = ("docs/en/tutorial.md", "docs/vi/bat-dau.md")
NAME = "Đàng Thị Kim Chung"


@pytest.fixture
def own(sample: Home, tmp_path: Path) -> Home:
    """A copy of the sample's home, to be written to."""
    return Home(Path(shutil.copytree(sample.root, tmp_path / "home", symlinks=True)))


def checked(home: Home) -> list[str]:
    """Facts of the tutorial's person that somebody has ruled on, as its last command finds them."""
    found = bangvang("search", "--person", "dang thi kim chung", "--reviewed", "--home", home.root, "-f", "csv")
    return found.stdout.splitlines()[1:]


def type_as_told(page: Page) -> None:
    """The keys of step 4, each on a page that is ready for it."""
    page.get_by_role("link", name="Kiểm tra").first.click()
    page.wait_for_url(re.compile("/queue$"))
    page.wait_for_load_state()
    page.keyboard.press("/")
    page.keyboard.type(NAME)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q="))
    page.wait_for_load_state()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/facts/"))
    expect(page.locator("#quote").first).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_be_visible()


@pytest.mark.parametrize("name", PAGES)
def test_the_tutorial_names_the_keys_that_are_pressed_here(name: str) -> None:
    step = (HOUSE / name).read_text(encoding="utf-8").partition("## 4.")[2].partition("## 5.")[0]
    keys = [key for key in re.findall(r"`([^`\n]+)`", step) if key in ("/", NAME, "Enter", "j", "a")]
    assert keys == ["/", NAME, "Enter", "j", "Enter", "a"]
    assert 'bangvang search --person "dang thi kim chung" --reviewed' in step


def test_the_tutorial_leads_to_a_checked_fact(own: Home) -> None:
    assert checked(own) == []
    with chromium() as browser, served(own) as address:
        page = Watched(browser).page
        page.goto(address)
        type_as_told(page)
    assert bangvang("publish", "--home", own.root).exit_code == 0
    assert len(checked(own)) == 1
