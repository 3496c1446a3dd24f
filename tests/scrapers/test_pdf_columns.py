"""Pages in two columns, and lines that pages break."""

from pdf_maker import make_pdf, pdf_of, text
from read_document import read

LEFT = [
    "Phong trào thi đua của ngành Xây dựng",
    "tỉnh Bình An trong năm 2021 đã có nhiều",
    "chuyển biến tích cực, các đơn vị đều đạt",
    "và vượt chỉ tiêu được giao. Toàn ngành có",
    "12 tập thể đạt danh hiệu Tập thể lao động",
    "xuất sắc, 34 cá nhân được công nhận là",
]
RIGHT = [
    "Chiến sĩ thi đua cơ sở. Chủ tịch UBND tỉnh",
    "tặng Bằng khen cho 05 tập thể, 08 cá nhân",
    "có thành tích tiêu biểu trong phong trào",
    "chung sức xây dựng nông thôn mới của tỉnh",
    "và trong công tác phòng, chống thiên tai,",
    "tìm kiếm cứu nạn giai đoạn vừa qua.",
]
NAMES = ["Nguyễn Văn Thử", "Trần Thị Mẫu", "Lê Văn Ví", "Phạm Thị Dụ", "Hoàng Văn Đặt", "Vũ Thị Tên"]
TITLE = "Kết quả phong trào thi đua của ngành Xây dựng tỉnh Bình An trong năm 2021 và phương hướng năm 2022"


def test_two_columns_are_read_one_after_the_other() -> None:
    """Even where the file draws line by line across both."""
    lines = b"".join(
        text(40, 700 - 14 * n, left) + text(290, 700 - 14 * n, right)
        for n, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True))
    )
    foot = text(40, 560, "Hội nghị đã thống nhất các chỉ tiêu thi đua của năm 2022 và phát động thi đua.")
    article = read(pdf_of([text(40, 760, TITLE) + lines + foot]))
    lines_read = article.text.split("\n")
    assert lines_read[0] == TITLE
    assert lines_read[1] == " ".join([*LEFT, *RIGHT])
    assert lines_read[2].startswith("Hội nghị")


def test_a_list_with_wide_gaps_is_read_line_by_line() -> None:
    lines = b"".join(
        text(40, 700 - 20 * n, name) + text(300, 700 - 20 * n, "Giấy khen") for n, name in enumerate(NAMES)
    )
    assert "Nguyễn Văn Thử Giấy khen" in read(pdf_of([text(40, 760, TITLE) + lines])).text.split("\n")


def test_broken_titles_and_years_are_put_together() -> None:
    lines = [
        "Trong giai đoạn vừa qua, Sở Xây dựng có 12 đơn vị đạt danh hiệu Tập thể lao động",
        "xuất sắc, 05 đơn vị được tặng Cờ thi đua của Chính phủ trong phong trào năm 2016-",
        "2020 và nhiều hình thức khen thưởng khác.",
    ]
    assert read(make_pdf([lines])).text == (
        f"{lines[0]} xuất sắc, 05 đơn vị được tặng Cờ thi đua của Chính phủ trong phong trào năm 2016-{lines[2]}"
    )


def test_running_heads_are_cut_between_which_a_sentence_goes_on() -> None:
    parts = enumerate((LEFT[:4], LEFT[4:], RIGHT), start=1)
    pages = [["Sở Xây dựng - Báo cáo tổng kết", *part, f"Trang {n}"] for n, part in parts]
    assert read(make_pdf(pages)).text == " ".join([*LEFT, *RIGHT])


def test_a_semicolon_ends_a_line_only_where_the_line_ends_or_a_new_item_begins() -> None:
    lines = [
        "Năm 2021, Sở Xây dựng tỉnh Bình An đã phát động nhiều phong trào thi đua sôi nổi;",
        "kết quả có 12 tập thể được tặng Giấy khen;",
        "05 cá nhân được công nhận Chiến sĩ thi đua cơ sở.",
    ]
    assert read(make_pdf([lines])).text.split("\n") == [" ".join(lines[:2]), lines[2]]
