"""Articles that are given as JSON are read as pages are."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Api, Article, BlockKind, Source
from scrapers.errors import UnreadableInput
from scrapers.pages.from_json import article_from_json

URL = "https://bao.example/tin/bai-1"
LONG = (
    "Hội nghị đã nghe báo cáo kết quả công tác thi đua, khen thưởng của ngành trong năm qua, thảo luận phương hướng và "
    "nhiệm vụ năm tới với nhiều ý kiến tâm huyết của các đại biểu đến từ khắp các đơn vị trong toàn tỉnh nhà."
)
TITLE = "Xã Đồng Tâm đón nhận Cờ thi đua"
API = Api(
    url="https://api.bao.example/list",
    link="https://bao.example/tin/{slug}",
    title="data.title",
    date="data.at",
    author="data.by.name",
    lead="data.lead",
    body="data.html",
)


def read(**values: object) -> Article:
    data = {"title": TITLE, "at": "2020-07-27T09:52:00", "html": f"<p>{LONG}</p>"} | values
    source = Source(name="bao", title="Báo", family="json-spa", apis=(API,), article_pattern="/tin/")
    body = json.dumps({"data": data}).encode()
    return article_from_json(body, api=API, url=URL, doc="bai-1", source=source)


def test_all_that_an_article_has() -> None:
    table = "<table><tr><td>1</td><td>Ông Lê A</td></tr><tr><td>2</td><td>Bà Hà B</td></tr></table>"
    article = read(by={"name": "Thu Hà"}, lead="Chiều 27/7, xã tổ chức lễ đón nhận.", html=f"<p>{LONG}</p>{table}")
    assert (article.title, article.author, article.published) == (TITLE, "Thu Hà", date(2020, 7, 27))
    assert (article.url, article.layout, article.source) == (URL, "json-spa/json", "bao")
    assert article.text.split("\n") == [
        TITLE,
        "Chiều 27/7, xã tổ chức lễ đón nhận.",
        LONG,
        "1 | Ông Lê A",
        "2 | Bà Hà B",
    ]
    assert article.blocks[-1].kind is BlockKind.TABLE_ROW


@pytest.mark.parametrize(
    "written",
    [
        f"<p>{LONG}</p><p>Giấy khen &amp; thưởng.</p>",
        f"&lt;p&gt;{LONG}&lt;/p&gt;&lt;p&gt;Giấy khen &amp;amp; thưởng.&lt;/p&gt;",
        f"{LONG}\r\n\r\nGiấy khen & thưởng.",
        f"{LONG}\nGiấy khen &amp; thưởng.",
        f"<p>{LONG}</div></article><p>Giấy khen &amp; thưởng.</p>",
    ],
)
def test_texts_are_html_escaped_html_or_lines(written: str) -> None:
    assert read(html=written).text.split("\n") == [TITLE, LONG, "Giấy khen & thưởng."]


@pytest.mark.parametrize("moment", [1595817120, 1595817120000, "/Date(1595817120000+0700)/", "27/07/2020 09:52"])
def test_days_are_read_however_written(moment: object) -> None:
    assert read(at=moment).published == date(2020, 7, 27)


def test_a_day_in_the_text_below_does_not_stand_in_for_one_that_is_given() -> None:
    assert read(html=f"<p>Thứ Hai, 05/01/2026</p><p>{LONG}</p>").published == date(2020, 7, 27)


def test_titles_are_plain_text() -> None:
    assert read(title="Xã <i>Đồng Tâm</i> &amp; xã {Hòa Bình}").title == "Xã Đồng Tâm & xã {Hòa Bình}"


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b'{"data": {}}', b'{"data": {"html": " "}}', b'{"data": {"html": 5}}']
)
def test_json_without_an_article_is_called_so(body: bytes) -> None:
    source = Source(name="bao", title="Báo", family="json-spa", apis=(API,), article_pattern="/tin/")
    with pytest.raises(UnreadableInput, match="source's file"):
        article_from_json(body, api=API, url=URL, doc="bai-1", source=source)


@given(st.text(max_size=80), st.text(max_size=20))
def test_any_text_makes_an_article_or_is_refused(html: str, title: str) -> None:
    try:
        article = read(html=html, title=title)
    except UnreadableInput as error:
        assert error.path == URL
    else:
        assert article.published == date(2020, 7, 27)
