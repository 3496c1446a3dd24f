"""The pages of accuracy: what a director reads, how a sample is drawn, and how an auditor is led through it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from accuracy_bench import Auditor, made
from browser import Watched, served
from fastapi.testclient import TestClient
from playwright.sync_api import Browser

from pipeline.accuracy.store import SampleStore
from pipeline.desk.app import create_app
from pipeline.desk.desk import open_desk
from pipeline.settings import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return made(Home(tmp_path / "home"))


@pytest.fixture
def desk(home: Home) -> Iterator[TestClient]:
    app = create_app(open_desk(home))
    with TestClient(app, base_url="http://127.0.0.1:8321", client=("127.0.0.1", 50000)) as client:
        yield client


def _draw(desk: TestClient, **wish: str) -> str:
    """Draw a sample by the form of the page; the address that it leads to."""
    token = re.search(r'name="csrf" value="([^"]+)"', desk.get("/accuracy").text)
    form = {"kind": "facts", "size": "20", "seed": "7", **wish, **({"csrf": token[1]} if token else {})}
    answer = desk.post("/accuracy/samples", data=form, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def _ids(home: Home, number: int = 1) -> list[str]:
    kept = SampleStore(home.reviews).one(number)
    assert kept
    return [one.subject for one in kept.sample.drawn]


def _words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_without_a_sample_nothing_is_claimed(desk: TestClient) -> None:
    page = _words(desk.get("/accuracy").text)
    assert "Chưa có mẫu ngẫu nhiên nào" in page
    assert "Chưa có bài nào được kiểm tra trọn vẹn" in page
    assert "Trong 100" not in page


def test_a_form_draws_a_sample_and_leads_to_it(home: Home, desk: TestClient) -> None:
    where = _draw(desk, name="  Quý   IV  ", title="bang-khen", year="2015")
    assert where == "/accuracy/samples/1"
    kept = SampleStore(home.reviews).one(1)
    assert kept
    assert (kept.name, kept.sample.wish.seed, kept.sample.wish.scope.year) == ("Quý IV", 7, 2015)
    page = _words(desk.get(where).text)
    assert "Mẫu: Quý IV" in page
    assert "hạt giống 7" in page
    assert "danh hiệu: Bằng khen; năm: 2015" in page
    assert "còn 11" in page


def test_a_seed_is_found_by_chance_and_shown(home: Home, desk: TestClient) -> None:
    _draw(desk, seed="")
    _draw(desk, seed="")
    first, second = SampleStore(home.reviews).all()
    assert first.sample.wish.seed != second.sample.wish.seed


@pytest.mark.parametrize(
    "wish", [{"size": "1"}, {"size": "nhiều"}, {"kind": "x"}, {"year": "12"}, {"seed": "-1"}, {"title": "giay-khen"}]
)
def test_what_makes_no_sense_is_told_kindly(home: Home, desk: TestClient, wish: dict[str, str]) -> None:
    with pytest.raises(AssertionError, match="Không thực hiện được"):
        _draw(desk, **wish)
    assert SampleStore(home.reviews).all() == []


def test_figures_are_preliminary_until_all_is_checked(home: Home, desk: TestClient) -> None:
    _draw(desk, size="500")
    auditor, ids = Auditor(home), _ids(home)
    for record_id in ids[:40]:
        auditor.confirm(record_id)
    page = _words(desk.get("/accuracy").text)
    assert "Con số tạm tính, chưa dùng để báo cáo. Còn 15 trong 55" in page
    auditor.reject(ids[40])
    for record_id in ids[41:]:
        auditor.confirm(record_id)
    page = _words(desk.get("/accuracy").text)
    assert "tạm tính" not in page
    assert "Trong 100 dữ kiện thì khoảng 98 (từ 90 đến 100) đúng hoàn toàn" in page
    assert "Người kiểm tra: bình" in page


def test_too_few_facts_are_warned_about(home: Home, desk: TestClient) -> None:
    _draw(desk)
    auditor = Auditor(home)
    for record_id in _ids(home):
        auditor.confirm(record_id)
    assert "Mới có 20 dữ kiện được kiểm tra. Dưới 30" in _words(desk.get("/accuracy").text)


def test_a_whole_sample_is_quoted_before_a_part_and_a_finished_one_before_another(home: Home, desk: TestClient) -> None:
    _draw(desk, name="toàn bộ", size="30")
    _draw(desk, name="một phần", size="5", source="bao-b")
    auditor = Auditor(home)
    for record_id in {*_ids(home, 1), *_ids(home, 2)}:
        auditor.confirm(record_id)
    _draw(desk, name="mới rút", seed="9")
    _draw(desk, name="quá nhỏ", size="2", seed="7")
    assert desk.get("/api/v1/accuracy").json()["facts"]["sample"]["name"] == "toàn bộ"


def test_a_sample_leads_from_one_unchecked_fact_to_the_next(home: Home, desk: TestClient) -> None:
    where, auditor = _draw(desk, size="3"), Auditor(home)
    for record_id in _ids(home):
        answer = desk.get(f"{where}/next", follow_redirects=False)
        assert answer.headers["location"] == f"/facts/{record_id}?sample=1"
        auditor.confirm(record_id)
    assert desk.get(f"{where}/next", follow_redirects=False).headers["location"] == where
    assert "Đã kiểm tra xong mẫu này" in _words(desk.get(where).text)


def test_rulings_on_fact_pages_go_on_within_the_sample(home: Home, desk: TestClient) -> None:
    _draw(desk, size="3")
    first, second, third = _ids(home)
    page = desk.get(f"/facts/{second}?sample=1").text
    assert "Về mẫu (còn 3)" in page
    token, seen = re.findall(r'name="(csrf|seen)" value="([^"]+)"', page)[:2]
    for record_id, after in ((second, third), (third, first), (first, first)):
        form = dict([token, seen])
        answer = desk.post(f"/facts/{record_id}/accept?sample=1", data=form, follow_redirects=False)
        assert answer.headers["location"].startswith(f"/facts/{after}?"), answer.text
        assert "sample=1" in answer.headers["location"]
    assert "Về mẫu (còn 0)" in desk.get(f"/facts/{first}?sample=1").text
    assert desk.get("/api/v1/accuracy/samples/1").json()["precision"]["confirmed"] == 3


def test_in_a_sample_of_articles_the_facts_of_one_are_gone_through_and_then_the_next_article(
    home: Home, desk: TestClient
) -> None:
    where = _draw(desk, kind="articles", size="12")
    auditor = Auditor(home)
    article = next(one for one in _ids(home) if one in auditor.article_of.values())
    page = desk.get(f"/articles/{article}?sample=1").text
    assert f'href="{where}"' in page
    facts = re.findall(r'href="/facts/([0-9a-f]{16})\?sample=1"', page)
    assert sorted(facts) == sorted(one for one, of in auditor.article_of.items() if of == article)
    for record_id in facts:
        auditor.confirm(record_id)
    assert f"/articles/{article}?sample=1" in desk.get(f"/facts/{facts[0]}?sample=1").text
    auditor.check(article)
    assert "Về mẫu (còn 11)" in desk.get(f"/facts/{facts[0]}?sample=1").text


@pytest.mark.parametrize("number", ["9", "x", "", "9" * 30, "²"])
def test_a_fact_page_takes_no_harm_from_a_sample_that_is_none(home: Home, desk: TestClient, number: str) -> None:
    _draw(desk, size="3")
    assert "Về mẫu" not in desk.get(f"/facts/{_ids(home)[0]}?sample={number}").text


def test_articles_that_nobody_drew_do_not_speak_for_all(home: Home, desk: TestClient) -> None:
    auditor = Auditor(home)
    for record_id, article in auditor.article_of.items():
        if article == "id-a0":
            auditor.confirm(record_id)
    auditor.check("id-a0")
    page = _words(desk.get("/accuracy").text)
    assert "Các bài này không được chọn ngẫu nhiên" in page
    assert "Trong 100" not in page
    where = _draw(desk, kind="articles", size="12")
    assert desk.get(f"{where}/next", follow_redirects=False).headers["location"].startswith("/articles/id-a")
    assert "Trong 100 dữ kiện mà bài báo nêu" in _words(desk.get("/accuracy").text)


def test_the_pages_speak_english_too(home: Home, desk: TestClient) -> None:
    where = _draw(desk)
    Auditor(home).reject(_ids(home)[0])
    desk.cookies.set("lang", "en")
    for path in ("/accuracy", where):
        page = _words(desk.get(path).text)
        assert "19 of the 20 in the sample are not checked yet" in page
        assert not re.search(
            r"[đĐăĂơƠưƯ]", page.replace("Bảng Vàng", "").replace("Tiếng Việt", "").replace("Cờ thi đua", "")
        )


def test_names_are_escaped(home: Home, desk: TestClient) -> None:
    where = _draw(desk, name="<script>alert(1)</script>")
    for path in ("/accuracy", where):
        assert "<script>alert" not in desk.get(path).text


@pytest.mark.parametrize("path", ["/accuracy/samples/9", "/accuracy/samples/9/next", "/api/v1/accuracy/samples/9"])
def test_a_sample_that_is_not_there_is_not_found(desk: TestClient, path: str) -> None:
    assert desk.get(path).status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 40])
def test_a_number_that_is_none_is_a_fault_of_the_asker(desk: TestClient, number: str) -> None:
    for path in (f"/accuracy/samples/{number}", f"/api/v1/accuracy/samples/{number}"):
        assert desk.get(path).status_code == 422


def test_the_api_tells_the_same_as_the_page(home: Home, desk: TestClient) -> None:
    _draw(desk, size="10")
    auditor, ids = Auditor(home), _ids(home)
    auditor.correct(ids[0], count=99)
    for record_id in ids[1:]:
        auditor.confirm(record_id)
    told = desk.get("/api/v1/accuracy").json()
    assert told["facts"]["sample"] | {"seed": 7} == told["facts"]["sample"]
    assert told["facts"]["precision"]["whole"]["strict"]["n"] == 10
    (line,) = desk.get("/api/v1/accuracy/samples").json()
    assert (line["checked"], line["left"], line["is_final"]) == (10, 0, True)
    detail = desk.get("/api/v1/accuracy/samples/1").json()
    assert [item["drawn"]["subject"] for item in detail["items"]] == ids
    assert detail["items"][0]["outcome"]["wrong"] == ["count"]
    paths = desk.get("/api/openapi.json").json()["paths"]
    assert {"/api/v1/accuracy", "/api/v1/accuracy/samples", "/api/v1/accuracy/samples/{number}"} <= set(paths)


def test_the_page_is_one_sheet_of_paper(home: Home, browser: Browser, tmp_path: Path) -> None:
    desk = TestClient(create_app(open_desk(home)), base_url="http://127.0.0.1:8321", client=("127.0.0.1", 50000))
    _draw(desk, size="500", name="Quý IV năm 2026")
    _draw(desk, kind="articles", size="12")
    auditor = Auditor(home)
    for record_id in auditor.article_of:
        auditor.confirm(record_id)
    for article in set(auditor.article_of.values()):
        auditor.check(article)
    with served(home) as address:
        for lang in ("vi", "en"):
            seen = Watched(browser)
            seen.context.add_cookies([{"name": "lang", "value": lang, "url": address}])
            seen.page.goto(f"{address}/accuracy")
            seen.page.pdf(path=tmp_path / f"{lang}.pdf", prefer_css_page_size=True)
            (sheet,) = pypdfium2.PdfDocument(tmp_path / f"{lang}.pdf")
            text = sheet.get_textpage().get_text_range()
            assert ("Rút mẫu dữ kiện" in text, "Draw a sample" in text) == (False, False)
            assert ("Wilson" in text, seen.outside) == (True, [])


def test_on_a_phone_nothing_is_wider_than_the_screen(home: Home, browser: Browser) -> None:
    desk = TestClient(create_app(open_desk(home)), base_url="http://127.0.0.1:8321", client=("127.0.0.1", 50000))
    where = _draw(desk)
    Auditor(home).confirm(_ids(home)[0])
    with served(home) as address:
        seen = Watched(browser, viewport={"width": 390, "height": 800})
        for path in ("/accuracy", where):
            seen.page.goto(address + path)
            assert seen.page.evaluate("document.documentElement.scrollWidth") == 390
