"""Who a title goes to, where lists, parts of a total, ranks and families make it less than plain."""

import pytest
from reading import records

from schemas import Status


def told(text: str) -> list[tuple[str | None, str | None, int | None]]:
    return [(fact.unit, fact.person, fact.count) for fact in records(text)]


def test_parts_of_a_total_with_verbs_of_their_own_take_its_place_and_its_giver() -> None:
    facts = records(
        "Thủ tướng Chính phủ tặng Bằng khen cho 12 thành viên đội cứu hộ, trong đó 9 chiến sĩ được tặng Bằng khen "
        "do thành tích đột xuất; 3 cán bộ được tặng Bằng khen do có thành tích trong chỉ huy."
    )
    assert [(fact.count, fact.issuer) for fact in facts] == [(9, "Thủ tướng Chính phủ"), (3, "Thủ tướng Chính phủ")]


def test_as_many_ranks_as_persons_are_theirs_in_turn() -> None:
    facts = records(
        "Thừa ủy quyền của Chủ tịch nước, ông Lê Văn Bảy trao Huân chương Lao động hạng Nhì, hạng Ba "
        "cho bà Trần Thị Mận và ông Phạm Văn Tám."
    )
    assert [(fact.rank, fact.person) for fact in facts] == [(2, "Trần Thị Mận"), (3, "Phạm Văn Tám")]


def test_a_family_that_stands_in_for_somebody_receives_nothing_itself() -> None:
    text = "Giám đốc Sở trao Bằng khen của Thủ tướng Chính phủ cho đại diện gia đình anh Đỗ Văn Chín."
    assert [(fact.person, fact.recipient_kind) for fact in records(text)] == [("Đỗ Văn Chín", "ca_nhan")]


def test_badges_of_several_tiers_with_one_number_are_several_facts() -> None:
    text = (
        "Huyện có 6 đảng viên nhận Huy hiệu 60 năm tuổi Đảng; 2 đảng viên nhận Huy hiệu 55 năm; "
        "2 đảng viên nhận Huy hiệu 50 năm."
    )
    assert [fact.count for fact in records(text)] == [6, 2, 2]


def test_all_members_of_a_body_are_the_body() -> None:
    text = "UBND tỉnh tặng Bằng khen cho toàn bộ thành viên Đội cứu hộ sông Lô."
    assert told(text) == [("Đội cứu hộ sông Lô", None, 1)]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (
            "Chủ tịch nước tặng Huân chương Chiến công hạng Nhì cho Lữ đoàn Công binh 229, Quân khu 4; "
            "Tiểu đoàn 7, Bộ Tư lệnh Hóa học.",
            ["Lữ đoàn Công binh 229, Quân khu 4", "Tiểu đoàn 7, Bộ Tư lệnh Hóa học"],
        ),
        (
            "Chủ tịch nước tặng Huân chương Chiến công hạng Nhì cho: Cục Cứu hộ (Bộ Tổng Tham mưu), "
            "Binh đoàn 15 (Bộ Quốc phòng); Thanh tra Bộ Công an.",
            ["Cục Cứu hộ, Bộ Tổng Tham mưu", "Binh đoàn 15, Bộ Quốc phòng", "Thanh tra Bộ Công an"],
        ),
    ],
)
def test_in_a_list_parted_by_semicolons_the_body_behind_a_comma_is_the_parent(text: str, units: list[str]) -> None:
    assert [fact.unit for fact in records(text)] == units


def test_a_former_post_behind_a_name_is_no_recipient() -> None:
    text = (
        "Hội đồng hủy bỏ quyết định tặng Huân chương Lao động hạng Ba đối với ông Lê Văn Bảy, nguyên Xã đội xã Tân An."
    )
    assert [(fact.person, fact.status) for fact in records(text)] == [("Lê Văn Bảy", Status.REVOKED)]


def test_a_stage_name_told_with_its_honorific_is_known_where_it_stands_alone() -> None:
    text = "Ca sĩ Hạ Mây trở lại sân khấu.\n\nTháng trước, Hạ Mây được Trung ương Đoàn tặng Bằng khen."
    assert [fact.person for fact in records(text)] == ["Hạ Mây"]


def test_a_rank_is_no_given_name() -> None:
    text = (
        "Hai cá nhân được trao Huân chương Bảo vệ Tổ quốc hạng Ba, gồm: Trung tướng Lê Văn Bảy, Tư lệnh Quân khu 4; "
        "Thiếu tướng Phạm Thành Trung, Phó Tư lệnh Quân khu 4."
    )
    assert [fact.person for fact in records(text)] == ["Lê Văn Bảy", "Phạm Thành Trung"]


def test_nominees_before_the_second_verb_of_a_proposal_are_put_up() -> None:
    text = (
        "Khối đã bình xét, suy tôn 02 đơn vị đề nghị nhận Cờ thi đua của Chính phủ và "
        "03 đơn vị đề nghị UBND tỉnh tặng Bằng khen."
    )
    assert [(fact.title, fact.count, fact.status) for fact in records(text)] == [
        ("co-thi-dua", 2, Status.PROPOSED),
        ("bang-khen", 3, Status.PROPOSED),
    ]


def test_the_line_under_a_lone_person_of_a_comment_list_names_him() -> None:
    text = (
        "Sở Nội vụ lấy ý kiến nhân dân trước khi trình khen thưởng:\n\n1. Huân chương Lao động hạng Ba: 01 cá nhân\n\n"
        "Ông Nguyễn Văn Sáu, Hiệu trưởng Trường THPT Lê Lợi."
    )
    assert [(fact.person, fact.status) for fact in records(text)] == [("Nguyễn Văn Sáu", Status.PROPOSED)]


def test_what_a_body_aims_at_is_registered() -> None:
    text = "Giai đoạn 2020 - 2025, huyện phấn đấu có 85% cơ quan, đơn vị đạt danh hiệu Tập thể lao động tiên tiến."
    facts = [(fact.status, fact.count, fact.year_from, fact.year_to) for fact in records(text)]
    assert facts == [(Status.REGISTERED, None, 2020, 2025)]


@pytest.mark.parametrize(
    "name",
    ["Công ty cổ phần Xây dựng Hoàng Long", "Công ty cổ phần Thủy sản Lam Sơn", "Công ty TNHH May mặc Bình Minh"],
)
def test_a_legal_form_before_the_line_of_business_does_not_end_a_companys_name(name: str) -> None:
    assert told(f"Năm 2022, {name} được Chủ tịch UBND tỉnh Thanh Hóa tặng Bằng khen.") == [(name, None, 1)]


def test_an_officer_behind_a_body_is_a_recipient_of_his_own() -> None:
    text = "UBND tỉnh tặng Bằng khen cho Phòng Hậu cần và Thượng tá Lê Văn Hùng, Trưởng Công an huyện Tân An."
    assert told(text) == [("Phòng Hậu cần", None, 1), ("Công an huyện Tân An", "Lê Văn Hùng", 1)]


def test_degrees_of_specialists_are_no_part_of_a_name() -> None:
    text = "UBND tỉnh tặng Bằng khen cho PGS.TS Lê Quang Dũng và BSCKI. Trần Thị Bình, Bệnh viện Phổi."
    assert [fact.person for fact in records(text)] == ["Lê Quang Dũng", "Trần Thị Bình"]


def test_what_was_given_before_is_revoked_with_its_holder_and_year() -> None:
    text = "Chủ tịch nước thu hồi Huân chương Lao động hạng Ba đã tặng cho ông Phạm Văn Khải năm 2014."
    facts = [(fact.person, fact.status, fact.year_from) for fact in records(text)]
    assert facts == [("Phạm Văn Khải", Status.REVOKED, 2014)]


def test_an_award_of_which_the_withdrawal_is_only_asked_for_stays_awarded() -> None:
    text = "UBND tỉnh kiến nghị tước danh hiệu Anh hùng Lao động của Công ty Hoàng Long."
    assert [(fact.unit, fact.status) for fact in records(text)] == [("Công ty Hoàng Long", Status.AWARDED)]
