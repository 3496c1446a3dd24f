"""The one entry to documents: what they are told apart by, and what is said of those that are not read."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_maker import make_pdf, pdf_of, table, text
from read_document import read
from test_sheets import HEAD, ONE, book_of
from test_sheets import saved as saved_book
from test_word import saved, with_table

from schemas import Source
from scrapers.documents import pdf, zipped
from scrapers.documents.read import document_article, is_document
from scrapers.errors import NoTextLayer, OcrMissing, UnreadableDocument, UnreadableInput
from scrapers.issues import issue_of

URL = "https://so.example/tep/danh-sach"
TITLE = "Danh sách khen thưởng năm 2021 của Sở Xây dựng"
ROWS = [["TT", "Tên", "Danh hiệu"], ["1", "Lê Mẫu", "Giấy khen"]]
PDF = pdf_of([text(40, 760, TITLE) + table(700, [50, 200, 200], ROWS)])
KEYS = b"<< /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >>" % (b"11" * 32, b"22" * 32)
LOCKED = PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /ID [<00><00>] /Encrypt " + KEYS)
DOCX = saved(with_table([["TT", "Họ và tên"], ["1", "Trần Thị Mẫu"]]))
XLSX = saved_book(book_of([HEAD, ONE]))
WHOLE = {"pdf": PDF, "docx": DOCX, "xlsx": XLSX}


def packed(**parts: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize("data", [PDF, b"\xef\xbb\xbf" + PDF, b"\n\n" + PDF], ids=["pdf", "bom", "blank lines"])
def test_pdf_by_its_first_bytes(data: bytes) -> None:
    assert is_document(data)
    assert read(data).title == TITLE


@pytest.mark.parametrize("data", ["Tệp %PDF-1.4 là gì?".encode(), b"<html><p>%PDF-</p>", b"", "Một bài viết".encode()])
def test_texts_and_pages_are_no_documents(data: bytes) -> None:
    assert not is_document(data)


def test_the_article_knows_its_source_and_the_page_that_it_was_attached_to() -> None:
    site = {"name": "so", "title": "Sở", "hosts": ["so.example"], "article_pattern": "bai-"}
    source = Source.model_validate(site | {"listings": ["https://so.example/tin"]})
    article = document_article(PDF, url=URL, doc="d", source=source, attached_to="https://so.example/bai-1")
    assert (article.source, article.attached_to) == ("so", "https://so.example/bai-1")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "save it as DOCX, XLSX or PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "needs a password"),
        (b"{\\rtf1\\ansi xin ch\\u224?o}", "an RTF file"),
        (packed(**{"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}), "OpenDocument"),
        (packed(**{"danh-sach.docx": DOCX}), "a ZIP archive: unpack it"),
        (packed(**{"ppt/presentation.xml": b"<a/>"}), "slides"),
        (b"PK\x03\x04 and nothing more", "damaged office file"),
        (packed(**{"word/document.xml": b"<w:document"}), "damaged office file"),
        (packed(**{"xl/workbook.xml": b"<workbook"}), "damaged office file"),
        (DOCX[: len(DOCX) // 2], "damaged office file"),
        (XLSX[: len(XLSX) // 2], "damaged office file"),
        (PDF[:200], "not a readable PDF"),
        (PDF.replace(b"/Count 1 ", b"/Count 99999 "), "more than 2000 pages"),
        (LOCKED, "a PDF that needs a password"),
        (b"\x7fELF\0\0", "neither a page, a PDF nor an office file"),
    ],
)
def test_what_is_not_read_says_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableDocument, match=said) as caught:
        document_article(data, url=URL, doc="d")
    assert "\n" not in str(caught.value)
    assert issue_of(caught.value, URL).code == "document-unreadable"


@pytest.mark.parametrize("part", ["word/document.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_bombs_are_refused_before_they_are_unpacked(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed(**{part: b" " * 2_000_000})
    monkeypatch.setattr(zipped, "MOST_XML", 1_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("unpacked"))
    with pytest.raises(UnreadableDocument, match="unpacks to far more"):
        document_article(bomb, url=URL, doc="d")


def test_a_pdf_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    with pytest.raises(UnreadableDocument, match="more than 2 pages"):
        read(make_pdf([[TITLE]] * 3))


def test_pages_that_lead_back_to_themselves_are_read_once() -> None:
    assert read(PDF.replace(b"/Kids [10 0 R]", b"/Kids [2 0 R 10 0 R]")).title == TITLE


def test_each_failure_of_a_scan_has_its_code() -> None:
    codes = [issue_of(error(URL, "x"), URL).code for error in (NoTextLayer, OcrMissing)]
    assert codes == ["pdf-without-text", "ocr-missing"]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.sampled_from(sorted(WHOLE)), st.integers(0, 100_000), st.binary(min_size=1, max_size=12), st.booleans())
def test_damage_is_an_unreadable_input_and_nothing_else(kind: str, place: int, junk: bytes, cut: bool) -> None:
    data = WHOLE[kind]
    at = place % len(data)
    damaged = data[:at] + junk + (b"" if cut else data[at + len(junk) :])
    try:
        document_article(damaged, url=URL, doc="d")
    except UnreadableInput as error:
        assert "\n" not in str(error)
