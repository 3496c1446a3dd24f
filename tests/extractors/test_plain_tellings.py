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


def test_both_numbers_before_an_owner_are_its_own() -> None:
    text = "Bộ trưởng Bộ Công an tặng Bằng khen cho 3 tập thể và 2 cá nhân thuộc Công an tỉnh."
    assert told(text) == [("tap_the", 3, "Công an tỉnh", None), ("ca_nhan", 2, "Công an tỉnh", None)]


def test_totals_behind_two_named_bodies_are_of_neither() -> None:
    text = (
        "Sáng nay, hội nghị bầu Sở Tài chính, Sở Nội vụ được đề nghị tặng Cờ thi đua của Chính phủ; "
        "5 đơn vị được đề nghị tặng Cờ thi đua của UBND tỉnh."
    )
    title = "Hội đồng Thi đua - Khen thưởng tỉnh Hà Nam họp xét khen thưởng năm 2021"
    units = [fact.unit for fact in records(f"{title}\n{text}") if fact.count == 5]
    assert units == ["tỉnh Hà Nam"]


def test_the_last_of_several_posts_tells_the_body_and_receives_nothing() -> None:
    text = "Ông Lê Văn Tám, Bí thư Đảng ủy, Chủ tịch HĐND xã Đồng Tiến được Chủ tịch UBND tỉnh tặng Bằng khen."
    assert told(text) == [("ca_nhan", 1, "HĐND xã Đồng Tiến", "Lê Văn Tám")]


def test_a_decision_tells_the_year_and_the_giver_of_what_it_grants() -> None:
    text = (
        "UBND tỉnh Bắc Giang ban hành Quyết định số 12/QĐ-UBND ngày 15/6/2023 về việc tặng danh hiệu Tập thể Lao động "
        "xuất sắc năm 2022. Theo đó, tặng danh hiệu Tập thể Lao động xuất sắc cho 45 tập thể, danh hiệu Chiến sĩ "
        "thi đua cấp tỉnh cho 30 cá nhân."
    )
    assert [(fact["count"], fact["year_from"], fact["issuer"]) for fact in facts(text)] == [
        (45, 2022, "UBND tỉnh Bắc Giang"),
        (30, 2022, "UBND tỉnh Bắc Giang"),
    ]


def test_what_was_asked_for_and_given_is_given() -> None:
    text = "Năm 2022, Sở đã trình và được Chủ tịch UBND tỉnh tặng Bằng khen cho 03 tập thể."
    assert [fact.status for fact in records(text)] == ["awarded"]


def test_the_head_of_a_branch_receives_and_not_the_branch() -> None:
    text = "Chị Lò Thị Hoa, Chi hội trưởng Chi hội Phụ nữ bản Nà Tấu được Hội Liên hiệp Phụ nữ tỉnh tặng Bằng khen."
    assert told(text) == [("ca_nhan", 1, "Chi hội Phụ nữ bản Nà Tấu", "Lò Thị Hoa")]


@pytest.mark.parametrize(
    "body",
    [
        "Đảng ủy Khối các cơ quan tỉnh",
        "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh Bắc Giang",
        "Ủy ban Trung ương MTTQ Việt Nam",
        "Liên minh Hợp tác xã Việt Nam",
        "Công đoàn Viên chức tỉnh",
    ],
)
def test_bodies_of_party_front_and_unions_give_under_their_whole_name(body: str) -> None:
    assert [fact["issuer"] for fact in facts(f"Năm 2022, {body} tặng Bằng khen cho 20 chi bộ.")] == [body]


def test_a_team_and_its_school_are_one_recipient() -> None:
    text = "Chủ tịch UBND tỉnh tặng Bằng khen cho Đội tuyển học sinh giỏi Toán Trường THPT chuyên Lê Hồng Phong."
    assert told(text) == [("tap_the", 1, "Đội tuyển học sinh giỏi Toán Trường THPT chuyên Lê Hồng Phong", None)]
