"""PDF reports."""

import pytest
from pdf_maker import make_pdf

from schemas import BlockKind
from scrapers.documents.read import document_article
from scrapers.errors import NoTextLayer, UnreadableInput

FIRST = [
    "Sở Xây dựng tỉnh Bình An - Báo cáo",
    "Kết quả thi đua, khen thưởng năm 2021 của ngành",
    "Năm 2021 toàn ngành có nhiều tập thể và cá nhân đạt thành tích xuất sắc trong các phong trào",
    "thi đua do Chủ tịch UBND tỉnh phát động.",
    "I. Kết quả",
    "- Giấy khen: 12 tập thể;",
    "- Cờ thi đua: 01 tập thể.",
    "Trang 1/2",
]
SECOND = [
    "Sở Xây dựng tỉnh Bình An - Báo cáo",
    "Trên đây là báo cáo kết quả công tác thi đua, khen thưởng của ngành Xây dựng tỉnh Bình An.",
    "Trang 2/2",
]


def test_lines_become_paragraphs_without_running_heads() -> None:
    article = document_article(make_pdf([FIRST, SECOND]), url="file:///b.pdf", doc="b")
    assert article.title == FIRST[1]
    assert f"{FIRST[2]} {FIRST[3]}" in article.text.split("\n")
    assert "Trang" not in article.text
    assert "Báo cáo" not in article.text
    items = [article.text[b.start : b.end] for b in article.blocks if b.kind is BlockKind.LIST_ITEM]
    assert items == FIRST[5:7]


def test_a_scan_says_that_it_has_no_text() -> None:
    with pytest.raises(NoTextLayer, match="no text layer"):
        document_article(make_pdf([[], []]), url="file:///b.pdf", doc="b")


def test_damaged_pdf() -> None:
    with pytest.raises(UnreadableInput, match="not a readable PDF"):
        document_article(b"%PDF-1.4 and then nothing", url="file:///b.pdf", doc="b")


def test_a_letterhead_in_two_columns_is_no_title_and_holds_the_date() -> None:
    head = [
        "UBND TỈNH BÌNH AN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ XÂY DỰNG Độc lập - Tự do - Hạnh phúc",
        "Số: 12/BC-SXD Bình An, ngày 28 tháng 12 năm 2021",
        "BÁO CÁO",
        "Kết quả thi đua, khen thưởng năm 2021",
    ]
    article = document_article(make_pdf([[*head, *FIRST[2:7]]]), url="file:///b.pdf", doc="b")
    assert article.title == head[4]
    assert str(article.published) == "2021-12-28"
