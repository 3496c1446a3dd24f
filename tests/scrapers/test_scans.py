"""Scanned PDFs: read by OCR where it is installed, and told of where it is not."""

import logging
import shutil
from collections.abc import Sequence
from io import BytesIO

import pytest
from pdf_maker import image, make_pdf, pdf_of, text
from PIL import Image, ImageDraw, ImageFont
from read_document import read, rows

from scrapers.documents import ocr, pdf
from scrapers.documents.scanned_rules import tables_in
from scrapers.errors import NoTextLayer, OcrMissing

FONTS = ("DejaVuSerif.ttf", "DejaVuSans.ttf", "LiberationSerif-Regular.ttf", "NotoSerif-Regular.ttf")
TITLE = "Kết quả công tác thi đua, khen thưởng năm 2021"
LINES = [
    "Năm 2021, Sở Xây dựng tỉnh Bình An có 12 tập thể được tặng",
    "danh hiệu Tập thể lao động xuất sắc, 05 cá nhân được công nhận",
    "Chiến sĩ thi đua cơ sở.",
]
WIDE, HIGH = 1654, 2339  # A4 at 200 dpi
SHOWN = b"q 595 0 0 842 0 0 cm /I0 Do Q\n"
needs_ocr = pytest.mark.skipif(
    shutil.which("tesseract") is None or not ocr.is_installed(), reason="tesseract-ocr-vie or pytesseract is missing"
)


def font() -> ImageFont.FreeTypeFont:
    for name in FONTS:
        try:
            return ImageFont.truetype(name, 34)
        except OSError:
            continue
    pytest.skip(f"none of these fonts is installed: {', '.join(FONTS)}")


def printed_page(lines: list[str], rows: Sequence[Sequence[str]] = (), turn: float = 0) -> Image.Image:
    """A page with lines of text, a ruled table below them, put into the scanner a little askew."""
    page = Image.new("L", (WIDE, HIGH), 255)
    drawn, letters = ImageDraw.Draw(page), font() if lines else None
    for number, line in enumerate(lines):
        drawn.text((150, 150 + 60 * number), line, fill=0, font=letters)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            left, top = 150 + 450 * column, 800 + 80 * row
            drawn.rectangle((left, top, left + 450, top + 80), outline=0, width=3)
            drawn.text((left + 15, top + 20), cell, fill=0, font=letters)
    return page.rotate(turn, fillcolor=255)


def scan(page: Image.Image) -> bytes:
    """A page as an image that a PDF shows."""
    file = BytesIO()
    page.save(file, "JPEG", quality=80)
    return image(WIDE, HIGH, file.getvalue())


def scanned(lines: list[str], *more: bytes, over: bytes = b"") -> bytes:
    return pdf_of([SHOWN + over, *more], box="0 0 595 842", images=(scan(printed_page(lines)),))


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)


@needs_ocr
def test_a_scan_is_read() -> None:
    article = read(scanned([TITLE, "", *LINES]))
    assert (article.title, article.layout) == (TITLE, "ocr")
    assert "12 tập thể được tặng danh hiệu Tập thể lao động xuất sắc" in article.text


@needs_ocr
def test_pages_with_and_without_text_are_read_in_order() -> None:
    article = read(scanned([*LINES], text(40, 700, "Trên đây là báo cáo của Sở.")))
    assert article.text.startswith("Năm 2021")
    assert article.text.endswith("Trên đây là báo cáo của Sở.")
    assert article.layout == "ocr"


TABLE = [
    ["Họ và tên", "Chức vụ", "Danh hiệu"],
    ["Trần Thị Mẫu", "Kế toán", "Giấy khen"],
    ["Lê Văn Thử", "", "Cờ thi đua"],
]


@needs_ocr
def test_a_ruled_table_on_a_scan_is_read_row_by_row() -> None:
    picture = scan(printed_page([TITLE], TABLE, turn=0.4))
    article = read(pdf_of([SHOWN], box="0 0 595 842", images=(picture,)))
    assert rows(article) == TABLE
    assert article.title == TITLE


@pytest.mark.parametrize("turn", [0, 0.5, -1.0])
def test_tables_of_a_scan_are_found_and_their_lines_wiped_out(turn: float) -> None:
    page = printed_page([TITLE], TABLE, turn)
    found = tables_in(page)
    assert [(len(table.rows), len(table.rows[0])) for table in found] == [(3, 3)]
    assert tables_in(page) == []


def test_text_alone_makes_no_table_on_a_scan() -> None:
    assert tables_in(printed_page([TITLE, *LINES])) == []


@needs_ocr
def test_a_blank_scan_has_no_text() -> None:
    with pytest.raises(NoTextLayer, match="no text layer") as caught:
        read(scanned([]))
    assert not isinstance(caught.value, OcrMissing)


@pytest.mark.usefixtures("without_ocr")
def test_what_to_install_is_told() -> None:
    stamp = text(300, 60, "Người ký: Sở Xây dựng")
    with pytest.raises(OcrMissing, match=r"tesseract-ocr-vie.*bangvang\[ocr\]") as caught:
        read(scanned([], over=stamp))
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("without_ocr")
def test_without_ocr_the_pages_with_text_are_read_and_the_others_are_told_of(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        article = read(scanned([], text(40, 700, "Trên đây là báo cáo của Sở.")))
    assert (article.text, article.layout) == ("Trên đây là báo cáo của Sở.", "pdf")
    assert "scanned pages left out: 1" in caplog.text


def test_a_page_of_much_text_over_a_picture_is_no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "lines_of_scan", lambda *_: pytest.fail("read by OCR"))
    drawn = b"".join(text(40, 700 - 20 * number, line) for number, line in enumerate(LINES))
    assert read(scanned([], over=drawn)).layout == "pdf"


def test_a_pdf_of_blank_pages_has_no_text() -> None:
    with pytest.raises(NoTextLayer, match="no text layer"):
        read(make_pdf([[], []]))
