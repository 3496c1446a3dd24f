"""How portals report: headlines in capitals, years in brackets, givers one after the other."""

from reading import records

DATED = "\n24/01/2024\n\n"
TOWN = f"UBND THỊ XÃ AN NHƠN TỔNG KẾT CÔNG TÁC THI ĐUA NĂM 2023{DATED}"


def test_a_place_in_a_headline_of_capitals_ends_after_its_name() -> None:
    (fact,) = records(f"{TOWN}Toàn thị xã có 12 tập thể được công nhận Tập thể lao động xuất sắc.")
    assert fact.unit == "THỊ XÃ AN NHƠN"


def test_an_office_of_a_bare_territory_is_completed_by_the_articles_own() -> None:
    (fact,) = records(f"{TOWN}Chủ tịch UBND thị xã tặng Giấy khen cho 12 tập thể.")
    assert fact.issuer == "Chủ tịch UBND THỊ XÃ AN NHƠN"


def test_persons_counted_right_before_a_title_are_counted() -> None:
    facts = records(f"{TOWN}UBND thị xã đã công nhận 45 tập thể lao động tiên tiến, 1.250 cá nhân lao động tiên tiến.")
    assert [(fact.title, fact.count) for fact in facts] == [
        ("tap-the-lao-dong-tien-tien", 45),
        ("lao-dong-tien-tien", 1250),
    ]


def test_years_listed_in_brackets_are_a_record_each() -> None:
    facts = records(
        f"Thành tích của Phòng Nội vụ huyện Ba Tơ{DATED}"
        "Phòng Nội vụ 3 năm liền đạt danh hiệu Tập thể lao động xuất sắc (2018, 2019, 2020)."
    )
    assert [(fact.year_from, fact.count) for fact in facts] == [(2018, 1), (2019, 1), (2020, 1)]
    assert {fact.unit for fact in facts} == {"Phòng Nội vụ huyện Ba Tơ"}


def test_a_second_giver_gives_to_the_same_body() -> None:
    facts = records(
        f"Thành tích của Phòng Nội vụ huyện Ba Tơ{DATED}"
        "Phòng Nội vụ được Chủ tịch UBND tỉnh tặng Bằng khen năm 2019; Bộ Nội vụ tặng Bằng khen năm 2020."
    )
    assert [(fact.year_from, fact.recipient_kind.value if fact.recipient_kind else None) for fact in facts] == [
        (2019, "tap_the"),
        (2020, "tap_the"),
    ]


def test_the_motto_beside_a_letterhead_is_no_part_of_the_name() -> None:
    (fact,) = records(
        "UBND TỈNH LAI CHÂU CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/BC-SYT Lai Châu, ngày 20 tháng 12 năm 2022\nBÁO CÁO\nKết quả công tác thi đua, khen thưởng năm 2022\n\n"
        "Giám đốc Sở tặng Giấy khen cho 12 tập thể."
    )
    assert fact.unit is not None
    assert "Độc" not in fact.unit
