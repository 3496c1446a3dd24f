"""A line that consists of a title governs the years and numbers of the items under it, and nothing else."""

from reading import records

HEAD = "Báo cáo thành tích của Trường THPT Lê Hồng\n10/01/2006 10:00\n\nTrường THPT Lê Hồng báo cáo như sau:\n"
RULE = "under the line of a title"


def test_items_that_tell_a_year_and_a_number_count_the_title_above_them() -> None:
    facts = records(
        f"{HEAD}- Lao động tiên tiến:\n+ Năm học 2001 - 2002: 7 đ/c\n+ Năm học 2004 - 2005: 3 đ/c (1 CSTĐ cấp tỉnh)"
    )
    under = [(fact.title, fact.year_from, fact.count) for fact in facts if fact.rule == RULE]
    assert under == [("lao-dong-tien-tien", 2001, 7), ("lao-dong-tien-tien", 2004, 3)]


def test_a_headline_with_a_title_governs_no_paragraph() -> None:
    facts = records(
        "Sở Y tế tỉnh Hà Nam đón nhận Cờ thi đua\n10/01/2021 10:00\n\nĐại biểu dự đông đủ.\n\n"
        "Năm 2020, 03 tập thể được Bộ trưởng Bộ Y tế tặng Bằng khen."
    )
    assert [(fact.title, fact.count) for fact in facts if fact.count == 3] == [("bang-khen", 3)]
