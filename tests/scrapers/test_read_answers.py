"""An answer of a server becomes an article, whoever asks for it: crawl, replay or a WARC file."""

from datetime import UTC, datetime

import pytest
from pdf_maker import make_pdf

from schemas import Exchange, Source
from scrapers.belonging import Belonging, is_article_address
from scrapers.discover.identity import article_id
from scrapers.errors import NotVietnamese, UnreadableInput
from scrapers.read import article_of

LONG = (
    "Hội nghị đã nghe báo cáo kết quả công tác thi đua, khen thưởng của ngành trong năm qua, thảo luận phương hướng và "
    "nhiệm vụ năm tới với nhiều ý kiến tâm huyết của các đại biểu đến từ khắp các đơn vị trong toàn tỉnh nhà."
)
PAGE = f"<h1>Xã đón nhận Cờ thi đua</h1><p>{LONG}</p>"


def source(name: str, listing: str, **values: object) -> Source:
    given = {"name": name, "title": name, "listings": [listing], "article_pattern": r"/bai-\d+"}
    return Source.model_validate(given | values)


BAO = source("bao", "https://www.bao.example/tin", hosts=["bao-cu.example"], id_pattern=r"/bai-(\d+)")


def exchange(url: str, content_type: str = "text/html", **values: object) -> Exchange:
    given = {"url": url, "final_url": url, "fetched_at": datetime(2024, 1, 2, tzinfo=UTC), "status": 200}
    return Exchange.model_validate(given | {"content_type": content_type} | values)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html; charset=utf-8", PAGE.encode()),
        ("text/html; charset=utf-16", PAGE.encode("utf-16")),
        ("", PAGE.encode()),
        ("text/plain", f"Xã đón nhận Cờ thi đua\n\n{LONG}".encode()),
        ("application/octet-stream", make_pdf([["Xã đón nhận Cờ thi đua", LONG[:80]]])),
    ],
)
def test_pages_texts_and_documents_are_read_under_the_identity_of_their_source(kind: str, body: bytes) -> None:
    url = "https://bao-cu.example/bai-12?utm_source=x"
    article = article_of(exchange(url, kind), body, BAO)
    assert (article.url, article.source) == ("https://bao-cu.example/bai-12", "bao")
    assert article.article_id == article_id("https://www.bao.example/bai-12", BAO)
    assert "Cờ thi đua" in article.text


def test_without_a_source_the_name_in_the_exchange_stays() -> None:
    url = "https://khac.example/bai-1"
    article = article_of(exchange(url, source="khac"), PAGE.encode(), None)
    assert (article.article_id, article.source) == (article_id(url), "khac")


def test_the_address_that_was_asked_for_counts_and_links_start_from_the_final_one() -> None:
    moved = exchange("https://bao.example/bai-1", final_url="https://bao.example/moi/bai-1")
    page = f"{PAGE}<p>Tải về: <a href='ds.pdf'>Danh sách kèm theo</a></p>"
    article = article_of(moved, page.encode(), BAO)
    assert article.url == "https://bao.example/bai-1"
    assert [url for url in article.attachments if not url.startswith("https://bao.example/moi/")] == []


@pytest.mark.parametrize(
    ("kind", "body", "reason"),
    [
        ("text/html", b" \n", "an empty answer"),
        ("application/json", b'{"title": "Co thi dua"}', "neither a page nor a document"),
        ("image/png", b"\x89PNG\0\0", "neither a page nor a document"),
        ("text/plain", b"\x81\x8d" * 40, "no encoding that we know"),
        ("text/html", b"<div id=root></div>", "no article text"),
    ],
)
def test_what_is_no_article_says_so(kind: str, body: bytes, reason: str) -> None:
    with pytest.raises(UnreadableInput, match=reason):
        article_of(exchange("https://bao.example/bai-1", kind), body, BAO)


def test_other_languages_are_named() -> None:
    page = f"<h1>News of the day</h1><p>{'The prize was given to three people. ' * 9}</p>"
    with pytest.raises(NotVietnamese):
        article_of(exchange("https://bao.example/bai-1"), page.encode(), BAO)


def test_addresses_belong_to_the_source_of_their_host() -> None:
    centre = source("trung-uong", "https://thads.example/noidung", article_pattern=r"/noidung/bai-\d+")
    province = source("tinh", "https://thads.example/langson/noidung", article_pattern=r"/langson/noidung/bai-\d+")
    belonging = Belonging([BAO, province, centre])
    assert belonging.source("https://bao.example/bai-1") == BAO
    assert belonging.source("https://m.bao.example/bai-1") == BAO
    assert belonging.source("https://bao-cu.example/bai-1") == BAO
    assert belonging.source("https://thads.example/noidung/bai-1") == centre
    assert belonging.source("https://thads.example/langson/noidung/bai-1") == province
    assert belonging.source("https://khac.example/bai-1") is None
    assert belonging.source("https://khac.example/bai-1", "tinh") == province
    assert belonging.source("http://[khong/") is None


def test_articles_and_documents_are_what_a_crawl_would_read() -> None:
    assert is_article_address("https://bao.example/bai-1?utm_source=x", BAO)
    assert is_article_address("https://bao.example/tep/Danh%20sach.PDF", BAO)
    assert not is_article_address("https://bao.example/tin", BAO)
