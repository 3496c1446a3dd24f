"""What news stories do that reports do not: proposals laid open, national totals, offices beside a name."""

from reading import orgs, records

from schemas import Status

DATED = "\n18/11/2023\n\n"


def test_a_list_laid_open_to_comments_is_proposed() -> None:
    facts = records(
        f"Sở Y tế tỉnh Lai Châu lấy ý kiến nhân dân trước khi trình khen thưởng{DATED}Cụ thể:\n\n"
        "I. Huân chương Lao động hạng Nhì cho ông Lò Văn Pản, Phó Giám đốc Sở Y tế.\n"
        "II. Huân chương Lao động hạng Ba cho bà Vàng Thị Mỷ, Chánh Thanh tra Sở Y tế."
    )
    assert [(fact.person, fact.status) for fact in facts] == [
        ("Lò Văn Pản", Status.PROPOSED),
        ("Vàng Thị Mỷ", Status.PROPOSED),
    ]


def test_the_office_behind_a_seat_on_a_committee_tells_the_unit() -> None:
    (fact,) = records(
        f"Trao Huân chương{DATED}Chủ tịch nước tặng Huân chương Lao động hạng Ba cho ông Lò Văn Pản, "
        "Ủy viên Ban Chấp hành Đảng bộ tỉnh, Giám đốc Sở Y tế tỉnh Lai Châu."
    )
    assert (fact.person, fact.unit) == ("Lò Văn Pản", "Sở Y tế tỉnh Lai Châu")


def test_a_national_total_belongs_to_no_unit() -> None:
    facts = records(
        f"3 giáo viên Lai Châu được Bộ Giáo dục và Đào tạo tặng Bằng khen{DATED}"
        "Bộ trưởng Bộ Giáo dục và Đào tạo tặng Bằng khen cho 200 giáo viên tiêu biểu trong cả nước. "
        "Tỉnh Lai Châu có 3 giáo viên được tặng Bằng khen."
    )
    assert [(fact.count, fact.unit) for fact in facts] == [(200, None), (3, "Tỉnh Lai Châu")]


def test_recipients_joined_by_voi_are_counted() -> None:
    facts = records(
        f"Họp xét khen thưởng ngành Y tế{DATED}Có 7 trường hợp đề nghị khen thưởng (Huân chương Lao động hạng Nhất đối "
        "với 1 tập thể; Huân chương Lao động hạng Ba với 2 cá nhân)."
    )
    assert [(fact.rank, fact.count) for fact in facts] == [(1, 1), (3, 2)]


def test_a_committee_without_a_place_is_no_unit() -> None:
    (fact,) = records(
        f"Chủ tịch UBND tỉnh khen thưởng{DATED}Sáng 17/11, Chủ tịch UBND tỉnh trao Bằng khen cho 5 giáo viên."
    )
    assert (fact.count, fact.unit) == (5, None)


def test_a_small_number_may_end_a_name() -> None:
    def named(text: str) -> list[str]:
        return [text[org.start : org.end] for org in orgs(text)]

    assert named("Hiệu trưởng Trường Tiểu học Vĩnh Hưng 3, được") == ["Hiệu trưởng Trường Tiểu học Vĩnh Hưng 3"]
    assert named("Trường Tiểu học Vĩnh Hưng 3 năm liền đạt") == ["Trường Tiểu học Vĩnh Hưng"]


def test_bodies_in_brackets_behind_persons_receive_nothing() -> None:
    facts = records(
        f"Khen thưởng hai chiến sĩ{DATED}Hai chiến sĩ Lê Văn Bền và Trần Văn Lượng (Đội An Hòa - Phòng Cảnh sát "
        "giao thông, Công an tỉnh Gia Lai) đã được Tỉnh đoàn Gia Lai trao Bằng khen."
    )
    assert [fact.person for fact in facts] == ["Lê Văn Bền", "Trần Văn Lượng"]


def test_persons_whom_the_next_sentence_names_take_the_place_of_their_number() -> None:
    facts = records(
        f"Giáo viên Lai Châu được tặng Bằng khen{DATED}Tỉnh Lai Châu có 2 giáo viên được tặng Bằng khen dịp này. "
        "2 giáo viên gồm cô giáo Lò Thị Sen, Trường Mầm non Bình Lư; thầy giáo Vàng A Páo, Trường Tiểu học Khun Há."
    )
    assert [(fact.person, fact.count) for fact in facts] == [("Lò Thị Sen", 1), ("Vàng A Páo", 1)]


def test_a_call_to_strive_for_a_title_is_no_award() -> None:
    facts = records(
        f"Công an huyện tổng kết{DATED}Đồng chí đề nghị các đơn vị phấn đấu năm 2024 đạt danh hiệu Đơn vị quyết thắng."
    )
    assert facts == []


def test_a_bare_territory_is_completed_by_the_body_of_the_title() -> None:
    (fact,) = records(
        f"Công an huyện Tam Đường tổng kết công tác năm 2022{DATED}"
        "Năm 2022, Công an huyện có 15 đồng chí đạt danh hiệu Chiến sĩ thi đua cơ sở."
    )
    assert fact.unit == "Công an huyện Tam Đường"


def test_totals_after_a_part_of_the_body_are_the_bodys_again() -> None:
    facts = records(
        f"Trường THCS Bản Bo đón Cờ thi đua{DATED}Liên đội nhà trường được Trung ương Đoàn tặng Bằng khen. "
        "Có 5 giáo viên đạt danh hiệu Chiến sĩ thi đua cơ sở."
    )
    assert [fact.unit for fact in facts] == ["Liên đội nhà trường, Trường THCS Bản Bo", "Trường THCS Bản Bo"]


def test_a_photographer_is_no_recipient() -> None:
    facts = records(
        f"Thư khen{DATED}Bộ trưởng Bộ Công an trao thư khen của Thủ tướng Chính phủ "
        "cho Công an tỉnh Sơn La - Ảnh: ĐOÀN NHẠN"
    )
    assert [fact.unit for fact in facts] == ["Công an tỉnh Sơn La"]


def test_a_name_with_a_prefix_of_the_highlands_is_a_full_name() -> None:
    facts = records(
        f"Tòa án tỉnh Lâm Đồng được khen{DATED}Chánh án Tòa án nhân dân tối cao tặng Bằng khen "
        "cho bà Rơ Mah H'Lan và ông K'Brểu."
    )
    assert [fact.person for fact in facts] == ["Rơ Mah H'Lan", "K'Brểu"]
