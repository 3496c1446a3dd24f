import pytest
from reading import orgs, printed, records

from data import read_lines
from extractors import lexicon
from schemas import Level

NAMES = [
    "Vụ Pháp chế và Quản lý khoa học",
    "Cục Kế hoạch - Tài chính",
    "Phòng Kế hoạch - Tài chính - Tổng hợp",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Lao động - Thương binh và Xã hội",
    "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp",
    "Phòng Nghiệp vụ và Tổ chức thi hành án",
    "Ban Quản lý các khu công nghiệp",
    "Chi cục Dân số - Kế hoạch hóa gia đình",
    "Cục Thi hành án dân sự tỉnh Sơn La",
    "Tòa án nhân dân huyện Vĩnh Bảo, thành phố Hải Phòng",
    "Bảo hiểm xã hội tỉnh Yên Bái",
    "Công ty TNHH MTV Cà phê Đăk Hòa",
    "Công ty Cổ phần Thủy sản Sao Biển",
    "Trường THPT Đông Mỹ",
    "Trường Tiểu học Sen Hồng, thành phố Sa Đéc",
    "Bệnh viện Đa khoa tỉnh Tây Ninh",
    "Bệnh viện Chợ Rẫy (Bộ Y tế)",
    "Phòng Tư pháp huyện Ninh Hòa",
    "Phòng Giáo dục và Đào tạo huyện Tân Hồng",
    "Liên đoàn Lao động tỉnh Sóc Trăng",
    "Hội Khuyến học huyện Tứ Kỳ",
    "Tỉnh đoàn Bến Tre",
    "Huyện đoàn Mỏ Cày Bắc",
    "Huyện ủy Lục Yên",
    "Ban Nội chính Tỉnh ủy",
    "Công an thị xã Sa Pa",
    "Đồn Biên phòng Cửa khẩu Na Hiêng",
    "UBND xã Xuân Lãnh",
    "Đảng bộ xã Minh Xuân",
    "Cục Thuế tỉnh",
    "Cục Hải quan tỉnh Lạng Sơn",
    "Tổng cục Hải quan",
    "Tập đoàn Điện lực Việt Nam",
    "Trung tâm Văn hóa - Thông tin và Thể thao huyện",
    "Đội Quản lý thị trường số 4",
    "Ban Quản lý dự án đầu tư xây dựng huyện",
    "Phòng giao dịch Ngân hàng Chính sách xã hội huyện Tân Yên",
    "Vườn Quốc gia Cúc Phương",
    "VNPT Thái Nguyên",
    "Trung ương Hội Nông dân Việt Nam",
    "Tổng Liên đoàn Lao động Việt Nam",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "frame", ["{} được tặng Bằng khen.", "Năm 2020, {} vinh dự đón nhận Cờ thi đua.", "gồm: {}; và"]
)
def test_a_name_is_found_whole(name: str, frame: str) -> None:
    assert printed(frame.format(name)) == [name]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(
            "Vụ Thực hành quyền công tố và kiểm sát điều tra án kinh tế",
            marks=pytest.mark.xfail(strict=True, reason="a listed function ends the name although it goes on"),
        ),
        "Phòng Cảnh sát điều tra tội phạm về ma túy",
        "Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ",
        "Trường Phổ thông dân tộc bán trú Tiểu học và THCS (PTDTBT TH&THCS) Tả Van",
        "Đội tuyển U-23 Việt Nam",
        "Trường THPT Lấp Vò 5",
        "Công đoàn cơ sở Công ty Điện lực Sóc Trăng",
    ],
)
def test_a_long_name_is_found_whole(name: str) -> None:
    assert printed(f"{name} được tặng Bằng khen.") == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sở Y tế và Sở Xây dựng được tặng", ["Sở Y tế", "Sở Xây dựng"]),
        ("Sở Tài chính, Sở Nội vụ, Cục Thuế tỉnh đạt", ["Sở Tài chính", "Sở Nội vụ", "Cục Thuế tỉnh"]),
        ("huyện Càng Long và huyện Cầu Kè được", ["huyện Càng Long", "huyện Cầu Kè"]),
        ("UBND xã Xuân Lãnh và UBND xã An Hiệp.", ["UBND xã Xuân Lãnh", "UBND xã An Hiệp"]),
        ("Trường THPT Hàm Yên; Trường Tiểu học Kim Phú", ["Trường THPT Hàm Yên", "Trường Tiểu học Kim Phú"]),
    ],
)
def test_listed_names_are_kept_apart(text: str, names: list[str]) -> None:
    assert printed(text) == names


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Chủ tịch nước", Level.NHA_NUOC),
        ("Thủ tướng Chính phủ", Level.NHA_NUOC),
        ("Chính phủ", Level.NHA_NUOC),
        ("Bộ trưởng Bộ Tư pháp", Level.BO_NGANH),
        ("Chánh án Tòa án nhân dân tối cao", Level.BO_NGANH),
        ("Trung ương Hội Nông dân Việt Nam", Level.BO_NGANH),
        ("Tổng Liên đoàn Lao động Việt Nam", Level.BO_NGANH),
        ("Trung ương Đoàn", Level.BO_NGANH),
        ("Chủ tịch UBND tỉnh Hà Nam", Level.TINH),
        ("UBND thành phố Hải Phòng", Level.TINH),
        ("Tỉnh ủy", Level.TINH),
        ("UBND thành phố Sa Đéc", Level.CO_SO),
        ("Chủ tịch UBND huyện Bảo Lạc", Level.CO_SO),
        ("Giám đốc Sở Y tế", Level.CO_SO),
        ("Tổng cục trưởng Tổng cục Thi hành án dân sự", Level.CO_SO),
        ("Công an tỉnh Lào Cai", Level.CO_SO),
        ("Liên đoàn Lao động tỉnh Sóc Trăng", Level.CO_SO),
        ("Tỉnh đoàn Bến Tre", Level.CO_SO),
        ("Hiệu trưởng Trường THPT Đông Mỹ", Level.CO_SO),
    ],
)
def test_the_level_of_a_body_follows_the_table(name: str, level: Level) -> None:
    (org,) = orgs(f"được {name} tặng Bằng khen")
    assert org.level is level


@pytest.mark.parametrize("phrase", sorted(read_lines("not_orgs.txt")))
def test_a_phrase_listed_as_no_organisation_names_none(phrase: str) -> None:
    text = f"Nội dung {phrase} được quan tâm."
    start = text.index(phrase)
    assert not [org for org in orgs(text) if org.start == start and not org.council and not org.post]


@pytest.mark.parametrize(
    "text", ["Hội đồng Thi đua - Khen thưởng tỉnh họp", "Hội đồng Thi đua - Khen thưởng Sở họp xét"]
)
def test_a_council_neither_gives_nor_receives(text: str) -> None:
    assert orgs(text) == []


@pytest.mark.parametrize("province", sorted({row.name for row in lexicon.provinces().values()}))
def test_the_committee_of_every_province_is_of_province_level(province: str) -> None:
    row = next(row for row in lexicon.provinces().values() if row.name == province)
    (org,) = orgs(f"được UBND {row.kind} {province} tặng Bằng khen")
    assert (org.name, org.level) == (f"UBND {row.kind} {province}", Level.TINH)


def test_an_abbreviation_that_the_text_spells_out_is_spelled_out_in_the_record() -> None:
    text = (
        "Viện Nghiên cứu Giống cây trồng (NCGCT) tỉnh Hà Nam tổng kết năm 2020\n10/01/2021\n\n"
        "Năm 2020, Trung tâm Khảo nghiệm thuộc Viện NCGCT được Bộ trưởng Bộ Y tế tặng Bằng khen."
    )
    (record,) = records(text)
    assert record.unit is not None
    assert "Nghiên cứu Giống cây trồng" in record.unit


def test_a_short_name_of_the_texts_own_body_is_completed() -> None:
    text = (
        "Sở Xây dựng tỉnh Hà Nam tổng kết năm 2020\n10/01/2021\n\n"
        "Sở Xây dựng tỉnh Hà Nam tổ chức hội nghị. Năm 2020, Giám đốc Sở tặng Giấy khen cho 12 cá nhân."
    )
    (record,) = records(text)
    assert (record.unit, record.issuer) == ("Sở Xây dựng tỉnh Hà Nam", "Giám đốc Sở Xây dựng tỉnh Hà Nam")
