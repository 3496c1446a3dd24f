"""Wordings that nearly every report has: who is counted, whose they are, and inline lists with numbers."""

import pytest
from reading import facts, records


def told(text: str) -> list[tuple[str | None, int | None, str | None, str | None]]:
    return [(fact.recipient_kind, fact.count, fact.unit, fact.person) for fact in records(text)]


@pytest.mark.parametrize(
    ("members", "body"),
    [
        ("cán bộ, chiến sĩ", "Công an tỉnh"),
        ("cán bộ, công chức", "Sở Nội vụ"),
        ("giáo viên, học sinh", "Trường THPT Lê Lợi"),
        ("y, bác sĩ", "Bệnh viện Đa khoa tỉnh Bắc Giang"),
    ],
)
def test_a_comma_within_what_is_counted_parts_nothing(members: str, body: str) -> None:
    text = f"Chủ tịch UBND tỉnh tặng Bằng khen cho 12 {members} {body}."
    assert told(text) == [("ca_nhan", 12, body, None)]


def test_a_person_named_behind_counted_collectives_is_a_recipient_of_its_own() -> None:
    text = "Sở Y tế tặng Giấy khen cho 03 tập thể, 5 cá nhân và bác sĩ Trần Thị Hạnh."
    assert [(kind, n, person) for kind, n, _, person in told(text)] == [
        ("tap_the", 3, None),
        ("ca_nhan", 5, None),
        ("ca_nhan", 1, "Trần Thị Hạnh"),
    ]


def test_a_family_name_that_opens_a_body_names_no_person() -> None:
    text = "UBND huyện tặng Giấy khen cho 05 cán bộ, đoàn viên Đoàn Thanh niên xã Tân Lập."
    assert told(text) == [("ca_nhan", 5, "Đoàn Thanh niên xã Tân Lập", None)]


@pytest.mark.parametrize("whom", ["", " các ông, bà có tên sau"])
def test_items_numbered_within_a_line_are_recipients(whom: str) -> None:
    text = (
        f"Chủ tịch UBND tỉnh tặng Bằng khen cho{whom}: 1. Ông Nguyễn Văn Thành, Phó Giám đốc Sở Công Thương; "
        "2. Bà Lê Thị Thu, Phó Giám đốc Sở Y tế."
    )
    assert told(text) == [
        ("ca_nhan", 1, "Sở Công Thương", "Nguyễn Văn Thành"),
        ("ca_nhan", 1, "Sở Y tế", "Lê Thị Thu"),
    ]


def test_the_union_of_a_body_and_the_union_of_civil_servants_are_named_whole() -> None:
    text = "Công đoàn cơ sở Sở Tư pháp 3 năm liền được Công đoàn Viên chức tỉnh tặng Giấy khen."
    assert [(fact["unit"], fact["issuer"]) for fact in facts(text)] == [
        ("Công đoàn cơ sở Sở Tư pháp", "Công đoàn Viên chức tỉnh")
    ]
