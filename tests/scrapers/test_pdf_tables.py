"""Ruled tables in PDFs."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_maker import pdf_of, rule, table, text
from read_document import read, rows

WIDTHS: list[float] = [40, 200, 200, 200]
HEAD = ["STT", "Họ và tên", "Chức vụ, đơn vị", "Danh hiệu"]
ONE = ["1", "Nguyễn Văn Thử", "Phó Giám đốc\nSở Xây dựng", "Chiến sĩ thi đua\ncấp tỉnh"]
TWO = ["2", "Trần Thị Mẫu", "Chuyên viên", "Lao động tiên tiến"]
THREE = ["3", "Lê Văn Ví Dụ", "Kế toán", "Bằng khen của\nBộ Xây dựng"]
TITLE = "Danh sách khen thưởng năm 2021 của Sở Xây dựng"


def as_read(*lines: list[str]) -> list[list[str]]:
    return [[cell.replace("\n", " ") for cell in line] for line in lines]


def test_a_table_stands_between_the_text_above_and_below_it() -> None:
    page = text(40, 760, TITLE) + text(40, 300, "Danh sách này có 02 người.") + table(700, WIDTHS, [HEAD, ONE, TWO])
    article = read(pdf_of([page]))
    assert rows(article) == as_read(HEAD, ONE, TWO)
    lines = article.text.split("\n")
    assert (lines[0], lines[-1]) == (TITLE, "Danh sách này có 02 người.")
    assert (article.title, article.layout) == (TITLE, "pdf")


@pytest.mark.parametrize("head", [[HEAD], []], ids=["header repeated", "header once"])
def test_a_table_goes_on_over_the_page(head: list[list[str]]) -> None:
    first = text(40, 760, TITLE) + table(700, WIDTHS, [HEAD, ONE]) + text(440, 10, "1")
    second = table(760, WIDTHS, [*head, TWO, THREE]) + text(440, 10, "2")
    assert rows(read(pdf_of([first, second]))) == as_read(HEAD, ONE, TWO, THREE)


def test_a_row_that_the_page_breaks_is_one() -> None:
    first = text(40, 760, TITLE) + table(700, WIDTHS, [HEAD, ["1", "Nguyễn Văn Thử", "Kế toán", "Tập thể lao động"]])
    second = table(760, WIDTHS, [HEAD, ["", "", "", "xuất sắc"], TWO])
    assert rows(read(pdf_of([first, second])))[1:] == [
        ["1", "Nguyễn Văn Thử", "Kế toán", "Tập thể lao động xuất sắc"],
        TWO,
    ]


@pytest.mark.parametrize(
    ("turn", "box", "matrix"),
    [
        (90, "0 0 900 800", "0 1 -1 0 900 0"),
        (90, "-50 -20 900 800", "0 1 -1 0 900 -20"),
        (180, "-50 -20 900 800", "-1 0 0 -1 900 800"),
        (270, "-50 -20 900 800", "0 -1 1 0 -50 800"),
        (0, "-50 -20 900 850", "1 0 0 1 0 0"),
    ],
)
def test_turned_pages_and_shifted_boxes(turn: int, box: str, matrix: str) -> None:
    page = f"q {matrix} cm\n".encode() + text(40, 760, TITLE) + table(700, WIDTHS, [HEAD, ONE, TWO]) + b"Q"
    assert rows(read(pdf_of([page], turn=turn, box=box))) == as_read(HEAD, ONE, TWO)


def test_merged_cells_are_followed_by_blank_ones() -> None:
    """A unit with two awards, and a last row that is one cell."""
    down = b"".join(rule(x, 730, x, 640) for x in (40, 240, 440)) + b"".join(rule(x, 640, x, 610) for x in (40, 440))
    across = b"".join(rule(40, y, 440, y) for y in (730, 700, 640, 610)) + rule(240, 670, 440, 670)
    words = [(45, 710, "Đơn vị"), (245, 710, "Danh hiệu"), (45, 680, "Sở Xây dựng"), (245, 680, "Cờ thi đua")]
    words += [(245, 650, "Bằng khen"), (45, 620, "Cộng: 2"), (40, 760, TITLE)]
    article = read(pdf_of([down + across + b"".join(text(*word) for word in words)]))
    assert rows(article) == [["Đơn vị", "Danh hiệu"], ["Sở Xây dựng", "Cờ thi đua"], ["", "Bằng khen"], ["Cộng: 2", ""]]


def test_a_frame_round_text_and_a_framed_letterhead_are_no_tables() -> None:
    frame = b"".join([rule(30, 790, 870, 790), rule(30, 20, 870, 20), rule(30, 20, 30, 790), rule(870, 20, 870, 790)])
    head = [["UBND TỈNH BÌNH AN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["SỞ XÂY DỰNG", "Độc lập - Tự do - Hạnh phúc"]]
    article = read(pdf_of([frame + table(780, [300, 400], head) + text(40, 600, TITLE)]))
    assert rows(article) == []
    assert article.title == TITLE


def test_double_rules_make_no_columns() -> None:
    extra = b"".join(rule(x, 700, x, 640) for x in (82, 282))
    page = text(40, 760, TITLE) + table(700, WIDTHS, [HEAD, TWO, TWO]) + extra
    assert rows(read(pdf_of([page])))[1] == TWO


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.lists(st.sampled_from(["", "1", "Trần Thị Mẫu", "Bằng khen", "Tập thể\nlao động"]), min_size=3, max_size=3),
        min_size=2,
        max_size=8,
    )
)
def test_every_filled_row_is_read_cell_by_cell(cells: list[list[str]]) -> None:
    head = ["TT", "Tên", "Hình thức"]
    article = read(pdf_of([text(40, 760, TITLE) + table(700, [100, 200, 200], [head, head, *cells])]))
    assert rows(article) == as_read(head, head, *(row for row in cells if any(row)))
