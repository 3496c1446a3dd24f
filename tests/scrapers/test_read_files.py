"""Files: what they are read as, and what is said of those that cannot be read."""

from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from pdf_maker import make_pdf

from scrapers.discover.identity import article_id
from scrapers.errors import NotVietnamese, UnreadableInput
from scrapers.files import read_article

TEXT = (
    "Sở Xây dựng tổng kết công tác thi đua\nNăm 2021, ngành Xây dựng có 12 tập thể được tặng Giấy khen của Giám đốc Sở."
)


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(
    "data",
    [TEXT.encode(), b"\xef\xbb\xbf" + TEXT.encode(), TEXT.encode("utf-16"), TEXT.replace("\n", "\r\n").encode()],
    ids=["utf-8", "bom", "utf-16", "crlf"],
)
def test_text(tmp_path: Path, data: bytes) -> None:
    path = write(tmp_path, "bai.1.txt", data)
    article = read_article(path)
    assert article.text == TEXT
    assert article.doc == "bai.1"
    assert article.article_id == article_id(path.resolve().as_uri())


def test_windows_1258(tmp_path: Path) -> None:
    legacy = (
        "Kê\u0301t qua\u0309 thi đua cu\u0309a nga\u0300nh, khen thươ\u0309ng "
        "ca\u0301c tâ\u0323p thê\u0309 xuâ\u0301t să\u0301c"
    )
    article = read_article(write(tmp_path, "cu.txt", legacy.encode("cp1258")))
    assert article.text == "Kết quả thi đua của ngành, khen thưởng các tập thể xuất sắc"


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml", "no-suffix"])
def test_html_by_suffix_or_content(tmp_path: Path, name: str) -> None:
    html = f"<!DOCTYPE html><html><body><h1>Sở Xây dựng tổng kết</h1><p>{TEXT}</p></body></html>"
    assert read_article(write(tmp_path, name, html)).title == "Sở Xây dựng tổng kết"


def test_pdf_by_content(tmp_path: Path) -> None:
    assert "12 tập thể" in read_article(write(tmp_path, "bao-cao", make_pdf([TEXT.split("\n")]))).text


def test_docx_and_xlsx_by_content(tmp_path: Path) -> None:
    document, book = docx.Document(), Workbook()
    for line in TEXT.split("\n"):
        document.add_paragraph(line)
        book.active.append([line])
    for name, made in (("bao-cao.txt", document), ("danh-sach", book)):
        made.save(str(tmp_path / name))
        assert read_article(tmp_path / name).text == TEXT


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t", "empty"),
        ("a.txt", "\u00a0\n\ufeff".encode(), "no text"),
        ("a.txt", b"\x7fELF\0\0\1", "binary"),
        ("a.txt", b"\xff\xfe\xfd caf\xe9 \x81\x8d", "iconv"),
        ("a.txt", "Le prix a été remis à trois élèves méritants de l'école.", "does not look like Vietnamese"),
        ("a.txt", "The prize was given to three people of the school yesterday.", "does not look like Vietnamese"),
        ("a.pdf", TEXT, "not such a file"),
        ("a.docx", TEXT, "not such a file"),
        ("a.xlsx", f"<html><p>{TEXT}</p></html>", "not such a file"),
        ("a.pdf", make_pdf([[]]), "scanned PDF"),
        ("a.html", "<html><body></body></html>", "no article text"),
    ],
)
def test_unreadable(tmp_path: Path, name: str, data: bytes | str, said: str) -> None:
    path = write(tmp_path, name, data)
    with pytest.raises(UnreadableInput, match=said) as caught:
        read_article(path)
    assert caught.value.path == path
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_missing_and_directory(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no such file"):
        read_article(tmp_path / "none.txt")
    with pytest.raises(UnreadableInput, match="a directory"):
        read_article(tmp_path)


def test_short_texts_are_not_judged_by_language(tmp_path: Path) -> None:
    assert read_article(write(tmp_path, "a.txt", "Bang khen nam 2021")).text
    with pytest.raises(NotVietnamese):
        read_article(write(tmp_path, "b.txt", "Bang khen nam 2021 cua Chu tich tinh Binh An tang cho don vi"))
