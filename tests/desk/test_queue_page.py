"""The list as a page, as files and as an API: escaped, with links that work, and kind about what it cannot do."""

import csv
import io
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from browser import Watched, served
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook
from playwright.sync_api import Browser
from queue_bench import FORMULA, HOSTILE, client, published_home, told, unsure
from rulings import rule
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance
from signed import from_here

from pipeline.desk.listing.view import SIZE, Pages, sentence
from pipeline.settings import Home
from schemas import Act

ATTACKS = (
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    '"; DROP TABLE queue; --',
    "%00",
    "%FF%FE",
    "{{ 7*7 }}",
    "../../etc/passwd",
    "%F0%9F%98%80",
    "()*[]?+\\",
    "%E2%80%AE",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return published_home(tmp_path_factory.mktemp("queue"))


@pytest.fixture(scope="module")
def asked(home: Home) -> TestClient:
    return client(home)


def test_the_page_shows_a_fact_with_its_sentence_and_flags_in_plain_words(asked: TestClient) -> None:
    text = asked.get("/queue?source=nguon-b").text
    for told_there in (
        "Bằng khen hạng Nhì",
        "Trần Thuý",
        "08/05/2024",
        "<mark>Giấy khen</mark>",
        "tin cậy 60%",
        "2021",
    ):
        assert told_there in text
    flagged = asked.get("/queue?flag=headline-differs").text
    assert "Tiêu đề nêu số lượng hoặc trạng thái khác với nội dung bài" in flagged


def test_scraped_text_is_text(asked: TestClient) -> None:
    text = asked.get("/queue?source=nguon-c").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_the_page_is_in_english_for_who_wants_it(home: Home) -> None:
    english = client(home)
    english.cookies.set("lang", "en")
    assert "Facts to check" in english.get("/queue").text


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    "name", ["q", "source", "unit", "person", "title", "flag", "level", "year_from", "page", "province"]
)
def test_hostile_addresses_do_no_harm(asked: TestClient, name: str, attack: str) -> None:
    for path in ("/queue", "/api/v1/facts", "/api/v1/facets", "/queue/facts.csv"):
        answer = asked.get(f"{path}?{name}={attack}")
        assert answer.status_code in (200, 400, 422), (path, answer.text)
        assert "<script>alert" not in answer.text or path != "/queue"


def test_a_filter_that_means_nothing_is_told_with_links_that_would(asked: TestClient) -> None:
    answer = asked.get("/queue?level=xa&status=awarded")
    assert answer.status_code == 400
    assert "/queue?status=awarded&amp;level=co_so" in answer.text


def test_an_empty_list_says_how_to_widen_it(asked: TestClient) -> None:
    text = asked.get("/queue?q=thads&status=revoked").text
    assert "Không có dữ kiện nào khớp." in text
    assert 'href="/queue?q=thads"' in text
    assert 'href="/queue?status=revoked"' in text


def test_the_address_of_a_form_is_made_short(asked: TestClient) -> None:
    answer = asked.get("/queue?q=thads&unit=&title=&year_from=")
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue?q=thads")


def test_pages_hold_fifty_and_one_behind_the_last_is_the_last(asked: TestClient) -> None:
    assert (Pages.of(0, 1).last, Pages.of(50, 1).last, Pages.of(51, 1).last) == (1, 1, 2)
    assert Pages.of(101, 99) == Pages(101, 3, 3)
    assert Pages.of(101, 3).offset == 2 * SIZE
    assert asked.get("/queue?page=99999").status_code == 200


def test_long_sentences_are_cut_around_the_words_of_the_title() -> None:
    quote = "a " * 500 + "Bằng khen" + " b" * 500
    before, marked, after = sentence({"quote": quote, "title_start": 1000, "title_end": 1009})
    assert marked == "Bằng khen"
    assert before.startswith("… a")
    assert after.endswith("b …")
    assert len(before) + len(after) < 800
    assert sentence({"quote": "Giấy khen", "title_start": -5, "title_end": 2}) == ("", "", "Giấy khen")


def test_what_was_ruled_on_is_tagged(tmp_path: Path) -> None:
    own = published_home(tmp_path)
    rule(own, told("a"), Act.CONFIRMED, unsure(told("a")).records[0])
    text = client(own).get("/queue?reviewed=yes").text
    assert "✓ Đã xác nhận" in text
    assert "Cục THADS tỉnh Bắc Giang" in text


# Files


def test_a_csv_holds_what_is_seen_with_formulas_made_harmless(asked: TestClient) -> None:
    answer = asked.get("/queue/facts.csv?source=nguon-c")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["Đơn vị"] for row in rows] == [HOSTILE, f"'{FORMULA}"]


def test_a_sheet_holds_formulas_as_text(asked: TestClient) -> None:
    book = load_workbook(io.BytesIO(asked.get("/queue/facts.xlsx?source=nguon-c").content))
    cells = {cell.value: cell.data_type for row in book.worksheets[0].iter_rows() for cell in row}
    assert cells[FORMULA] == "s"


def test_json_holds_the_facts_in_the_order_of_the_page_with_live_rulings(tmp_path: Path) -> None:
    own = published_home(tmp_path)
    rule(own, told("a"), Act.CONFIRMED, unsure(told("a")).records[0])
    asked = client(own)
    rows = json.loads(asked.get("/queue/facts.json?reviewed=all&order=newest").content)
    seen = asked.get("/api/v1/facts?reviewed=all&order=newest").json()["facts"]
    assert [row["record_id"] for row in rows] == [fact["record_id"] for fact in seen]
    assert [(row["verdict"], row["reviewed_by"]) for row in rows if row["verdict"]] == [("confirmed", "lan")]
    assert json.loads(asked.get("/queue/facts.json?q=xyzzy").content) == []


def test_no_file_is_left_behind(asked: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert asked.get("/queue/facts.csv").status_code == 200
    assert list(tmp_path.iterdir()) == []


# The API


@pytest.mark.parametrize("query", ["level=xa", "limit=0", "limit=1001", "nobody=1", "title=xyz", "year_from=1"])
def test_errors_of_the_api_are_one_line(asked: TestClient, query: str) -> None:
    answer = asked.get(f"/api/v1/facts?{query}")
    assert answer.status_code == 422
    assert set(answer.json()) == {"detail"}


def test_an_unknown_fact_to_go_on_after_is_told(asked: TestClient) -> None:
    assert "no fact" in asked.get("/api/v1/facts?after=nobody").json()["detail"]


@pytest.mark.parametrize("path", ["/api/v1/facts", "/api/v1/facets"])
def test_the_api_is_as_documented(asked: TestClient, path: str) -> None:
    operation = schemathesis.openapi.from_asgi("/api/openapi.json", from_here(asked.app))[path]["GET"]

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def check(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(checks=[not_a_server_error, response_schema_conformance, status_code_conformance])

    check()


# A browser


def test_keys_move_through_the_list_and_open_a_fact(home: Home, browser: Browser) -> None:
    with served(home) as address:
        watched = Watched(browser)
        page = watched.page
        page.goto(f"{address}/queue")
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("k")
        page.keyboard.press("j")
        second = page.locator(".fact").nth(1)
        assert "current" in (second.get_attribute("class") or "")
        page.keyboard.press("Enter")
        page.wait_for_url("**/facts/**")
        page.go_back()
        page.keyboard.press("/")
        page.keyboard.type("thads")
        page.keyboard.press("Enter")
        page.wait_for_url("**/queue?q=thads")
        assert page.locator(".fact").count() == 2
        assert watched.outside == []


def test_on_a_phone_the_counts_are_folded_and_nothing_sticks_out(home: Home, browser: Browser) -> None:
    with served(home) as address:
        page = Watched(browser, viewport={"width": 390, "height": 800}).page
        page.goto(f"{address}/queue")
        assert not page.locator(".facets ul").first.is_visible()
        page.locator(".facets summary").first.click()
        assert page.locator(".facets ul").first.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
