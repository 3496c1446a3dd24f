"""Which body a person, a bare word or a list belongs to, when the sentence of the award does not say."""

import pytest
from reading import records

HEAD = "Cô giáo vùng cao\n19/11/2022 8:15\n\n"
SCHOOL = "Trường Tiểu học và THCS Nậm Pồ, huyện Sìn Hồ, tỉnh Lai Châu"


@pytest.mark.parametrize(
    "told",
    [
        f"Cô giáo Lò Thị Sen quê ở Phú Thọ. Từ năm 2013, cô là Hiệu trưởng {SCHOOL}.",
        f"Cô giáo Lò Thị Sen lên Lai Châu đã lâu. Cô hiện công tác tại {SCHOOL}.",
    ],
)
def test_a_person_belongs_to_the_body_that_another_sentence_says_she_serves(told: str) -> None:
    (fact,) = records(f"{HEAD}{told}\n\nNăm 2020, cô được công nhận Chiến sĩ thi đua cơ sở.")
    assert (fact.person, fact.unit) == ("Lò Thị Sen", SCHOOL)


def test_a_bare_school_is_the_one_that_the_lead_names() -> None:
    (fact,) = records(
        f"{HEAD}Cô giáo Lò Thị Sen là Hiệu trưởng {SCHOOL}.\n\nNăm 2020, nhà trường được tặng Cờ thi đua của UBND tỉnh."
    )
    assert fact.unit == SCHOOL


def test_a_short_name_in_brackets_stands_for_the_full_one() -> None:
    (fact,) = records(
        "PC Hòa An tổng kết năm 2022\n10/01/2023 10:00\n\nCông ty Điện lực Hòa An (PC Hòa An) tổng kết năm 2022.\n\n"
        "PC Hòa An được Bộ Công Thương tặng Bằng khen năm 2022."
    )
    assert fact.unit == "Công ty Điện lực Hòa An"


REPORT = "Báo cáo công tác thi đua, khen thưởng năm 2021\n10/01/2022 10:00\n\n"


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Thực hiện Công văn số 12 của Sở Nội vụ, Sở Y tế tỉnh Lai Châu báo cáo như sau:", "Sở Y tế tỉnh Lai Châu"),
        ("Thành tích của Sở Y tế tỉnh Lai Châu:", "Sở Y tế tỉnh Lai Châu"),
    ],
)
def test_a_heading_governs_by_the_body_that_it_is_about(heading: str, unit: str) -> None:
    (fact,) = records(f"{REPORT}{heading}\n- Tập thể lao động xuất sắc: 03 tập thể.")
    assert fact.unit == unit


def test_a_level_is_no_recipient() -> None:
    facts = records(f"{REPORT}Sở Y tế tỉnh Lai Châu báo cáo.\n1. Cấp Nhà nước\n- Cờ thi đua của Chính phủ: 05 tập thể;")
    assert [fact.unit for fact in facts] == ["Sở Y tế tỉnh Lai Châu"]


def test_awards_won_several_times_take_no_year_from_an_earlier_sentence() -> None:
    facts = records(
        f"{HEAD}Cô giáo Lò Thị Sen dạy ở {SCHOOL}. Năm 2011, cô được công nhận Chiến sĩ thi đua cơ sở. "
        "Cô 2 lần được Liên đoàn Lao động tỉnh tặng Bằng khen."
    )
    assert [(fact.title, fact.year_from) for fact in facts] == [("chien-si-thi-dua", 2011), ("bang-khen", None)]
