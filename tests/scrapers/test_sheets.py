"""XLSX files and how their values are printed."""

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO

import pytest
from openpyxl import Workbook
from read_document import read, rows, texts

from schemas import BlockKind
from scrapers.documents import sheets
from scrapers.documents.cells import shown
from scrapers.errors import UnreadableDocument

TITLE = "Danh sách khen thưởng năm 2021 của Sở Xây dựng"
HEAD: list[object] = ["STT", "Họ và tên", "Chức vụ", "Danh hiệu"]
ONE = [1, "Nguyễn Văn Thử", "Trưởng phòng", "Chiến sĩ thi đua cơ sở"]
TWO = [2, "Trần Thị Mẫu", None, "Lao động tiên tiến"]


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def book_of(lines: Sequence[Sequence[object]], name: str = "Sheet1") -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for line in lines:
        sheet.append(list(line))
    return book


def test_the_table_of_a_sheet_stands_between_its_title_and_its_signature() -> None:
    lines: Sequence[Sequence[object]] = [
        ["UBND TỈNH BÌNH AN"],
        [None, TITLE],
        [],
        HEAD,
        ONE,
        TWO,
        [],
        [None, None, None, "GIÁM ĐỐC"],
    ]
    article = read(saved(book_of(lines)))
    assert rows(article) == [HEAD, ["1", *ONE[1:]], ["2", "Trần Thị Mẫu", "", "Lao động tiên tiến"]]
    assert (article.title, article.layout) == (TITLE, "xlsx")
    assert article.text.endswith("\nGIÁM ĐỐC")


def test_a_letterhead_is_no_header_even_of_a_narrow_table() -> None:
    head = ["Đơn vị", "Danh hiệu", "Ghi chú"]
    above: list[list[object]] = [
        ["UBND TỈNH BÌNH AN", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["SỞ XÂY DỰNG", None, "Độc lập - Tự do - Hạnh phúc"],
        ["Số: 12/DS-SXD", None, "Bình An, ngày 28 tháng 12 năm 2021"],
        [TITLE],
    ]
    article = read(saved(book_of([*above, head, ["Phòng Quy hoạch", "Cờ thi đua", "x"]])))
    assert rows(article) == [head, ["Phòng Quy hoạch", "Cờ thi đua", "x"]]
    assert (article.title, str(article.published)) == (TITLE, "2021-12-28")


def test_blank_columns_and_rows_are_dropped_and_groups_stay_in_the_table() -> None:
    lines: Sequence[Sequence[object]] = [[None, *HEAD], [], [None, None, "Phòng Quy hoạch"], [None, *ONE], [None, *TWO]]
    assert rows(read(saved(book_of([[TITLE], *lines]))))[:2] == [HEAD, ["", "Phòng Quy hoạch", "", ""]]


def test_each_visible_sheet_has_its_name_for_a_heading() -> None:
    book = book_of([HEAD, ONE], "Cá nhân tiêu biểu")
    other, hidden = book.create_sheet("Tập thể tiêu biểu"), book.create_sheet("Nháp")
    for sheet in (other, hidden):
        sheet.append(["Đơn vị", "Danh hiệu"])
        sheet.append([f"Phòng {sheet.title}", "Cờ thi đua"])
    hidden.sheet_state = "hidden"
    article = read(saved(book))
    assert "Nháp" not in article.text
    assert "Tập thể tiêu biểu" in texts(article, BlockKind.HEADING)


def test_merged_cells_are_followed_by_blank_ones() -> None:
    book = book_of([HEAD, ONE, [2, "Trần Thị Mẫu", "Kế toán", "Giấy khen"]])
    book.active.merge_cells("C2:C3")
    assert rows(read(saved(book)))[2] == ["2", "Trần Thị Mẫu", "", "Giấy khen"]


@pytest.mark.parametrize(
    ("value", "number_format", "said"),
    [
        (12.0, "General", "12"),
        (1500, "#,##0", "1500"),
        (1.5, "General", "1,5"),
        (0.1 + 0.2, "General", "0,3"),
        (0.15, "0%", "15%"),
        (0.125, "0.0%", "12,5%"),
        (3, "00", "03"),
        (-2.0, "General", "-2"),
        (0, "General", "0"),
        (datetime(2021, 11, 20), None, "20/11/2021"),
        (datetime(2021, 11, 20, 8, 30), None, "20/11/2021 08:30"),
        (date(2021, 1, 2), None, "02/01/2021"),
        (time(8, 5), None, "08:05"),
        ("#REF!", None, ""),
        ("#1 của ngành", None, "#1 của ngành"),
        (None, None, ""),
    ],
)
def test_values_are_printed_as_people_write_them(value: object, number_format: str | None, said: str) -> None:
    assert shown(value, number_format) == said


def test_formulas_are_not_computed() -> None:
    """A file that no office program has saved holds no values for them."""
    assert rows(read(saved(book_of([[TITLE], HEAD, ONE, ["=1+1", "Trần Thị Mẫu", "=WEBSERVICE(1)", "x"]]))))[2] == [
        "", "Trần Thị Mẫu", "", "x",
    ]  # fmt: skip


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    with pytest.raises(UnreadableDocument, match="more than 3 rows"):
        read(saved(book_of([HEAD, ONE, TWO, ONE])))


def test_a_workbook_of_blank_sheets_says_so() -> None:
    with pytest.raises(UnreadableDocument, match="no text in the sheets"):
        read(saved(book_of([], "Danh sách")))
