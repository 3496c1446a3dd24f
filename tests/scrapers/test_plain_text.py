"""Plain text: the whole of it is canonical text, and blocks tell what each line is."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Article, BlockKind
from scrapers.errors import UnreadableInput
from scrapers.text.canonical import normalise
from scrapers.text.plain import article_from_text

K = BlockKind
LONG = (
    "Hội nghị đã nghe báo cáo kết quả công tác thi đua, khen thưởng của ngành trong năm qua, thảo luận phương hướng và "
    "nhiệm vụ năm tới với nhiều ý kiến tâm huyết của các đại biểu đến từ khắp các đơn vị trong toàn tỉnh nhà."
)
TITLE = "Sở Xây dựng tỉnh Bình An tổng kết công tác thi đua năm 2021"
LINES = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            [TITLE, LONG, "Các tin khác", "- Tin cũ", "05/07/2022", "Trang chủ » Tin", "», ", "a\tb\tc", "\u00a0"]
        ),
    ),
    max_size=12,
)


def read(text: str) -> Article:
    return article_from_text(text, url="file:///bai.txt", doc="bai")


def kinds(text: str) -> list[tuple[BlockKind, str]]:
    article = read(text)
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def kind_of(text: str, line: str) -> BlockKind:
    return next(kind for kind, said in kinds(text) if said == line)


@given(LINES)
def test_offsets_hold_for_any_text(lines: list[str]) -> None:
    raw = "\n".join(lines)
    if not raw.strip("\u200b\u200c\u200d\u2060\u00ad\ufeff").strip():
        return
    try:
        article = read(raw)
    except UnreadableInput:
        assert not any(char.isalnum() for char in raw)
        return
    assert article.text == normalise(raw)
    position = 0
    for block in article.blocks:
        said = article.text[block.start : block.end]
        assert position <= block.start
        assert said
        assert said == said.strip()
        assert "\n" not in said
        assert all(block.start <= start <= end <= block.end for start, end in block.cells)
        position = block.end
    covered = "".join(article.text[b.start : b.end] for b in article.blocks)
    assert [c for c in article.text if c.isalnum()] == [c for c in covered if c.isalnum()]


@given(LINES)
def test_decomposed_text_gives_the_same_article(lines: list[str]) -> None:
    raw = "Bài\n" + "\n".join(lines)
    assert read(unicodedata.normalize("NFD", raw)) == read(unicodedata.normalize("NFC", raw))


def test_blank_text_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="no text"):
        read(" \n\u00a0\n\ufeff")


def test_title_below_login_boxes_and_menu() -> None:
    text = (
        f"Sign In\n\nTrang chủ » Tin tức\nĐăng nhập\nChính trị\nKinh tế\nXã hội\n{TITLE}\n05/07/2022\n{TITLE}\n{LONG}"
    )
    article = read(text)
    assert article.title == TITLE
    assert article.published == date(2022, 7, 5)
    assert [kind for kind, _ in kinds(text)] == [*[K.BOILERPLATE] * 6, K.TITLE, K.DATELINE, K.TITLE, K.PARAGRAPH]


def test_masthead_of_a_report_is_read_but_is_no_title() -> None:
    text = (
        "UBND TỈNH BÌNH AN\nSỞ XÂY DỰNG\n-----\nSố: 12/BC-SXD\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        f"Độc lập - Tự do - Hạnh phúc\nBình An, ngày 4 tháng 1 năm 2022\nBÁO CÁO\nKết quả khen thưởng năm 2021\n{LONG}"
    )
    article = read(text)
    assert article.title == "Kết quả khen thưởng năm 2021"
    assert article.published == date(2022, 1, 4)
    assert kind_of(text, "SỞ XÂY DỰNG") is K.HEADING


def test_headline_in_capitals_that_names_an_organisation_stays_the_title() -> None:
    assert read(f"SỞ Y TẾ TỈNH BÌNH AN ĐÓN NHẬN HUÂN CHƯƠNG\n12/03/2020 - 08:00\n{LONG}").title == (
        "SỞ Y TẾ TỈNH BÌNH AN ĐÓN NHẬN HUÂN CHƯƠNG"
    )


@pytest.mark.parametrize(
    "header",
    [
        "Các tin khác",
        "Tin liên quan:",
        "Những tin cũ hơn",
        "Bài viết cùng chuyên mục",
        "Các tin đã đưa ngày:",
        "TIN MỚI HƠN",
    ],
)
def test_related_headlines_are_boilerplate(header: str) -> None:
    trailer = f"{header}\n- Xã Đồng Tâm đón nhận Huân chương Lao động\n- Lịch tiếp dân\nLượt xem: 12"
    text = f"{TITLE}\n{LONG}\nHồng Mai\n{trailer}"
    assert [kind for kind, _ in kinds(text)][3:] == [K.BOILERPLATE] * 4
    assert kind_of(text, "Hồng Mai") is not K.BOILERPLATE


def test_related_box_in_the_middle_does_not_swallow_the_text_below() -> None:
    after = "Dịp này, 12 cá nhân được tặng Giấy khen."
    box = "Tin liên quan\n- Xã Đồng Tâm khen thưởng đột xuất"
    text = f"{TITLE}\n{LONG}\n{box}\n{after}\n{LONG}\n- Tập thể: 03 Cờ thi đua;"
    assert kind_of(text, "- Xã Đồng Tâm khen thưởng đột xuất") is K.BOILERPLATE
    assert kind_of(text, after) is not K.BOILERPLATE
    assert kind_of(text, "- Tập thể: 03 Cờ thi đua;") is K.LIST_ITEM


def test_a_sentence_that_starts_like_a_cue_is_text() -> None:
    said = "Các tin khác nhau về vụ việc đã được Sở Xây dựng xác minh và trả lời công khai trước toàn thể hội nghị."
    assert kind_of(f"{TITLE}\n{LONG}\n{said}", said) is K.PARAGRAPH


@pytest.mark.parametrize(
    "line", ["Lượt xem: 874  |  In bài viết", "[Về đầu trang] [Gửi email]", "Ý kiến của bạn", "Bình luận (2)"]
)
def test_counters_tools_and_comment_boxes(line: str) -> None:
    assert kind_of(f"{TITLE}\n{LONG}\n{line}", line) is K.BOILERPLATE


def test_lists_and_their_headings() -> None:
    text = (
        f"{TITLE}\n{LONG}\nI. KẾT QUẢ\n1. Cấp tỉnh\na) Tập thể\n- Cờ thi đua: 02 tập thể;\n- Bằng khen: 05 tập thể.\n"
        "2. Cấp cơ sở\nGiám đốc Sở tặng Giấy khen cho 20 cá nhân.\n"
        f"II. DANH SÁCH\n1. Bà Lê Thị Na\n2. Ông Đỗ Văn Bê\n{LONG}"
    )
    found = {said: kind for kind, said in kinds(text)}
    headings = ["I. KẾT QUẢ", "1. Cấp tỉnh", "a) Tập thể", "2. Cấp cơ sở", "II. DANH SÁCH"]
    assert [found[line] for line in headings] == [K.HEADING] * 5
    assert found["- Cờ thi đua: 02 tập thể;"] is found["1. Bà Lê Thị Na"] is found["2. Ông Đỗ Văn Bê"] is K.LIST_ITEM


def test_captions() -> None:
    twice = "Đại diện các đơn vị ký giao ước thi đua."
    lone = "Giám đốc Sở trao Giấy khen cho các tập thể"
    text = f"{TITLE}\n{LONG}\n{twice}\n\n{twice}\n{LONG}\n{lone}\n{LONG}\nToàn cảnh hội nghị. Ảnh: Minh Tú\n{LONG}"
    assert [kind for kind, said in kinds(text) if said in (twice, lone)] == [K.CAPTION] * 3
    assert kind_of(text, "Toàn cảnh hội nghị. Ảnh: Minh Tú") is K.CAPTION


def test_tabbed_lines_are_rows_whose_cells_keep_their_columns() -> None:
    article = read(f"{TITLE}\n{LONG}\nTT\tHọ tên\tDanh hiệu\n1\t\tChiến sĩ thi đua cơ sở")
    rows = [block for block in article.blocks if block.kind is K.TABLE_ROW]
    assert [[article.text[s:e] for s, e in row.cells] for row in rows] == [
        ["TT", "Họ tên", "Danh hiệu"],
        ["1", "", "Chiến sĩ thi đua cơ sở"],
    ]


def test_date_in_running_text_is_not_that_of_publication() -> None:
    lead = f"Ngày 21/10/2021, Sở Xây dựng tổ chức hội nghị tổng kết. {LONG}"
    assert read(f"{TITLE}\n{lead}\nQuyết định số 3 ngày 12/8/2020").published is None


def test_visit_date_above_the_title_is_not_that_of_publication() -> None:
    head = "Trang chủ\nThứ hai, 05/01/2026 - 08:27"
    assert read(f"{head}\n{TITLE}\n{LONG}").published is None
    dated = read(f"{head}\n{TITLE}\nThứ Sáu, 24/12/2021\n{LONG}")
    assert dated.published == date(2021, 12, 24)
    datelines = [dated.text[b.start : b.end] for b in dated.blocks if b.kind is K.DATELINE]
    assert datelines == ["Thứ Sáu, 24/12/2021"]
