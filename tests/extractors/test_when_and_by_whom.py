"""The year of a fact and who gave it, where more than one year or body stands around the title."""

import pytest
from reading import extraction, records

BEFORE = "Trường THCS Lê Lợi đón nhận Huân chương\n20/05/2022 08:00\n\n"


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        (
            "Năm học 2020 - 2021, tập thể Trường THCS Lê Lợi được Chủ tịch nước tặng Huân chương Lao động hạng Ba.",
            (2020, 2021),
        ),
        (
            "Tại lễ tổng kết năm học 2020 - 2021, Trường THCS Lê Lợi đón nhận Huân chương Lao động hạng Ba.",
            (2022, 2022),
        ),
    ],
)
def test_a_state_order_is_of_the_year_summed_up_only_where_it_was_given_in_it(
    sentence: str, years: tuple[int, int]
) -> None:
    facts = records(f"{BEFORE}{sentence}")
    assert [(fact.year_from, fact.year_to) for fact in facts] == [years]


def test_a_year_inside_the_name_of_a_prize_opens_no_new_clause() -> None:
    text = (
        "Nhạc sĩ Lê Văn Bảy được trao Giải thưởng Nhà nước về văn học, nghệ thuật năm 2001, "
        "Huân chương Kháng chiến hạng Nhì."
    )
    assert [(fact.title, fact.year_from) for fact in records(text)] == [
        ("giai-thuong-nha-nuoc", 2001),
        ("huan-chuong-khang-chien", None),
    ]


def test_a_period_that_closes_the_reason_is_that_of_all_in_the_sentence() -> None:
    text = (
        "UBND tỉnh tặng Bằng khen cho 5 cá nhân, Giám đốc Sở Y tế tặng Giấy khen cho 8 tập thể có thành tích "
        "trong phong trào thi đua giai đoạn 2011 - 2015."
    )
    assert [(fact.issuer, fact.year_from, fact.year_to) for fact in records(text)] == [
        ("UBND tỉnh", 2011, 2015),
        ("Giám đốc Sở Y tế", 2011, 2015),
    ]


def test_who_signed_the_decision_that_a_sentence_cites_has_given() -> None:
    text = "Theo Quyết định của Chủ tịch nước, đợt này có 4 cán bộ được nhận Huân chương Chiến công hạng Ba."
    assert [fact.issuer for fact in records(text)] == ["Chủ tịch nước"]


def test_where_it_happens_is_no_giver() -> None:
    text = (
        "Tại Trường THPT Lê Lợi, huyện Tân An, tỉnh Long An, Bộ Giáo dục và Đào tạo tổ chức lễ biểu dương và "
        "tặng Bằng khen cho em Đỗ Văn Chín."
    )
    assert [fact.issuer for fact in records(text)] == ["Bộ Giáo dục và Đào tạo"]


def test_an_official_only_hands_over_what_the_title_says_another_gives() -> None:
    text = "Lãnh đạo xã Tân An trao Bằng khen của Thủ tướng Chính phủ cho ông Đỗ Văn Chín."
    assert [fact.issuer for fact in records(text)] == ["Thủ tướng Chính phủ"]


def test_times_behind_a_body_are_no_part_of_its_name() -> None:
    facts = records("Công đoàn cơ sở 3 lần được Liên đoàn Lao động tỉnh tặng Bằng khen.")
    assert [(fact.unit, fact.count) for fact in facts] == [(None, 3)]


def test_dots_of_short_words_end_no_sentence() -> None:
    text = (
        "2 điển hình được nhận Bằng khen của Trung ương Đoàn gồm: anh Lê Văn Bảy, Bí thư Chi đoàn Trường THCS Tân An "
        "(TX.Bến Lức); chị Trần Thị Mận, Bí thư Đoàn xã Mỹ Lộc."
    )
    assert [fact.person for fact in records(text)] == ["Lê Văn Bảy", "Trần Thị Mận"]


def test_a_medal_may_have_its_name_in_quotation_marks() -> None:
    text = 'Năm 2022 có 12 người được Chủ tịch nước tặng Huy chương "Thanh niên xung phong vẻ vang".'
    assert [(fact.title, fact.count) for fact in records(text)] == [("huy-chuong-thanh-nien-xung-phong-ve-vang", 12)]


def test_households_that_are_praised_are_counted_as_recipients() -> None:
    text = "Chủ tịch UBND huyện tặng Giấy khen cho 16 thôn, 54 hộ gia đình văn hóa tiêu biểu và 9 cá nhân."
    assert [(fact.title, fact.count) for fact in records(text)] == [
        ("giay-khen", 16),
        ("giay-khen", 54),
        ("giay-khen", 9),
    ]


def test_a_wish_is_no_award() -> None:
    text = "Hỏi có mong được tặng gì nữa không, bà Trần Thị Mận cười: “Còn mong gì Huân chương Lao động nữa”."
    assert extraction(text).records == ()
