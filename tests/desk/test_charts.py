"""Charts are drawn from the tables in the page, under the page's own policy."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser import Watched
from chart_page import STATIC, figure, served
from playwright.sync_api import Browser, Page

YEARS = [["Năm", "Nhà nước", "Bộ, tỉnh"], ["2023", "1.204", "96"], ["2024", "1.530", "110"], ["2025", "980", ""]]
ONE = [["Danh hiệu", "Số lần"], ["Cờ thi đua của Chính phủ", "310"], ["Huân chương Lao động hạng Ba", "1.095"]]


@contextmanager
def _page(browser: Browser, body: str, lang: str = "vi", width: int = 1280) -> Iterator[Page]:
    """The page, drawn; nothing in it may break the policy or reach out."""
    with served(body, lang) as address:
        watched = Watched(browser, viewport={"width": width, "height": 800})
        watched.page.goto(address)
        watched.page.locator(".drawing svg text").first.wait_for()
        try:
            yield watched.page
            assert (watched.errors, watched.outside) == ([], [])
        finally:
            watched.context.close()


def _texts(page: Page) -> list[str]:
    return page.locator(".drawing svg text").all_text_contents()


@pytest.mark.parametrize("kind", ["bar", "line", "stacked"])
def test_a_chart_tells_its_series_categories_and_values(browser: Browser, kind: str) -> None:
    with _page(browser, figure(kind, "Theo cấp", YEARS)) as page:
        assert {"Nhà nước", "Bộ, tỉnh", "2023", "2024", "2025", "1.204", "1.530", "110"} <= set(_texts(page))


def test_the_drawing_is_named_by_its_caption_and_the_table_stays(browser: Browser) -> None:
    with _page(browser, figure("bar", "Theo danh hiệu", ONE)) as page:
        assert page.locator(".drawing").get_attribute("role") == "img"
        assert page.locator(".drawing").get_attribute("aria-label") == "Theo danh hiệu"
        page.locator("summary").click()
        assert page.get_by_role("cell", name="1.095").is_visible()
        axe = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
        found = page.evaluate(f"async () => {{ {axe}; return (await axe.run('main')).violations.map(v => v.id) }}")
        assert found == []


def test_text_has_the_font_of_the_page_and_its_marks(browser: Browser) -> None:
    with _page(browser, figure("bar", "Theo danh hiệu", ONE)) as page:
        fonts = page.locator(".drawing svg text").evaluate_all("all => all.map(t => getComputedStyle(t).fontFamily)")
        assert all(font.startswith('"Be Vietnam Pro"') for font in fonts)
        loaded = "[...document.fonts].filter(font => font.status === 'loaded').map(font => font.unicodeRange).join()"
        assert "U+1EA0-1EF9" in page.evaluate(loaded)


@pytest.mark.parametrize("kind", ["bar", "stacked"])
def test_series_differ_by_pattern_and_not_by_colour_alone(browser: Browser, kind: str) -> None:
    with _page(browser, figure(kind, "Theo cấp", YEARS)) as page:
        assert page.locator(".drawing svg pattern").count() >= 2


def test_lines_differ_by_dashes(browser: Browser) -> None:
    with _page(browser, figure("line", "Theo cấp", YEARS)) as page:
        assert page.locator(".drawing svg path[stroke-dasharray]").count() >= 1


def test_english_numbers_are_read_and_written_in_english(browser: Browser) -> None:
    rows = [["Year", "Awards"], ["2024", "1,204"], ["2025", "2,000.5"]]
    with _page(browser, figure("bar", "By year", rows), lang="en") as page:
        assert {"1,204", "2,000.5"} <= set(_texts(page))


def test_a_plain_number_beside_the_text_comes_first(browser: Browser) -> None:
    rows = figure("bar", "Theo năm", [["Năm", "Số"], ["2024", "khoảng 7"]]).replace("<td>", '<td data-value="7.25">')
    with _page(browser, rows) as page:
        assert "7,25" in _texts(page)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_chart_fits_the_screen_and_follows_it(browser: Browser, width: int) -> None:
    with _page(browser, figure("bar", "Theo danh hiệu", ONE) + figure("line", "Theo cấp", YEARS), width=width) as page:
        page.set_viewport_size({"width": 600, "height": 800})
        page.wait_for_function("[...document.querySelectorAll('.drawing svg')].every(s => s.clientWidth < 600)")
        assert page.evaluate("document.documentElement.scrollWidth") == 600
        clipped = """[...document.querySelectorAll('.drawing')].flatMap(box => [...box.querySelectorAll('text')].filter(
          t => t.getBoundingClientRect().left < box.getBoundingClientRect().left - 1
            || t.getBoundingClientRect().right > box.getBoundingClientRect().right + 1).map(t => t.textContent))"""
        assert page.evaluate(clipped) == []


def test_labels_that_would_overlap_are_left_out(browser: Browser) -> None:
    rows = [["Năm", "Số"], *([str(year), f"1.{year - 1850}"] for year in range(1985, 2026))]
    with _page(browser, figure("bar", "Theo năm", rows), width=390) as page:
        shown = [text for text in _texts(page) if text in {row[1] for row in rows}]
        assert 0 < len(shown) < 41


def test_paper_has_a_width_of_its_own(browser: Browser) -> None:
    with _page(browser, figure("bar", "Theo danh hiệu", ONE)) as page:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator(".drawing svg").get_attribute("width") == "640"
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator(".drawing svg").get_attribute("width") != "640"


def test_a_value_shows_where_the_mouse_rests(browser: Browser) -> None:
    with _page(browser, figure("bar", "Theo cấp", YEARS)) as page:
        before = len(_texts(page))
        page.locator(".drawing").hover()
        page.wait_for_function(f"document.querySelectorAll('.drawing svg text').length > {before}")


def test_hostile_text_stays_text(browser: Browser) -> None:
    rows = [["Năm", "Số"], ["&lt;img src=x onerror=alert(1)&gt;", "3"]]
    with _page(browser, figure("bar", "{a|b} &lt;b&gt;", rows)) as page:
        page.locator(".drawing").hover()
        assert page.locator(".drawing img").count() == 0
        assert "<img src=x onerror=alert(1)>" in "".join(_texts(page))


def test_an_empty_table_draws_nothing(browser: Browser) -> None:
    with _page(browser, figure("bar", "Không có", [["Năm", "Số"]]) + figure("bar", "Theo danh hiệu", ONE)) as page:
        assert page.locator(".drawing").count() == 1


def test_the_colours_of_series_stand_out_from_paper() -> None:
    (listed,) = re.findall(r"COLOURS = \[(.+)\]", (STATIC / "charts.js").read_text("utf-8"))
    contrasts = {colour: 1.05 / (_luminance(colour) + 0.05) for colour in re.findall(r"#\w{6}", listed)}
    assert len(contrasts) == 6
    assert {colour: ratio for colour, ratio in contrasts.items() if ratio < 3} == {}


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
