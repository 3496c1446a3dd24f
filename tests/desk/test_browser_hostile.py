"""Text from the web is hostile: whatever it says, every page shows it as text."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

import pytest
from browser import Watched, served
from desk_home import HOSTILE, filled_home
from pages import FIXED, pages_of
from playwright.sync_api import Browser

from pipeline.settings import Home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return filled_home(tmp_path_factory.mktemp("hostile") / "home")


@pytest.fixture(scope="module")
def desk(home: Home) -> Iterator[str]:
    with served(home) as address:
        yield address


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_text_runs_nowhere_and_asks_for_nothing(browser: Browser, home: Home, desk: str, number: int) -> None:
    look(browser, desk, pages_of(home, article=f"id-hostile{number}"))


def test_hostile_texts_side_by_side_run_nowhere(browser: Browser, desk: str) -> None:
    look(browser, desk, FIXED)


def look(browser: Browser, desk: str, paths: Iterable[str]) -> None:
    seen = Watched(browser)
    for path in paths:
        seen.page.goto(desk + path, wait_until="load")
        assert seen.page.evaluate("typeof pwned") == "undefined", path
        assert seen.page.locator("a[href^='javascript:' i]").count() == 0, path
    assert (seen.errors, seen.outside) == ([], [])


def test_what_is_searched_for_comes_back_as_text(browser: Browser, desk: str) -> None:
    seen = Watched(browser)
    for payload in HOSTILE:
        for path in ("/queue", "/recipients", "/sql"):
            seen.page.goto(f"{desk}{path}?{urlencode({'q': payload})}")
            assert seen.page.evaluate("typeof pwned") == "undefined", (path, payload)
    assert not [told for told in seen.errors if "Failed to load" not in told]  # a 400 is no script
    assert seen.outside == []
