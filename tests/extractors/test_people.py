import pytest

from extractors import lexicon
from extractors.fold import fold
from extractors.mentions import PersonMention
from extractors.orgs import find_orgs
from extractors.people import find_people


def _people(text: str) -> list[PersonMention]:
    folded = fold(text)
    return find_people(text, folded, find_orgs(text, folded))


def _names(text: str) -> list[str]:
    return [person.name for person in _people(text) if not person.pronoun]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ông Phan Bá Hoạch được tặng Bằng khen", ["Phan Bá Hoạch"]),
        ("đồng chí Trần Quốc Đạm đạt Chiến sĩ thi đua", ["Trần Quốc Đạm"]),
        ("Cô giáo Đàm Thị Lệ Thu được khen", ["Đàm Thị Lệ Thu"]),
        ("cho NSƯT Tạ Thúy Hạnh và NSƯT Phạm Quang Thập", ["Tạ Thúy Hạnh", "Phạm Quang Thập"]),
        ("cho NSƯT Đoàn Thúy Hạnh", ["Đoàn Thúy Hạnh"]),
        ("mẹ Nguyễn Thị Lèo, cụ Hoàng Văn Pảo", ["Nguyễn Thị Lèo", "Hoàng Văn Pảo"]),
        ("đ/c Rơ Mah H'Lan được tặng", ["Rơ Mah H'Lan"]),
        ("bà Y Hồng Diệp", ["Y Hồng Diệp"]),
        ("Thiếu tá Lộc Văn Thành được tặng", ["Lộc Văn Thành"]),
        ("Giám đốc Sở Y tế Nguyễn Văn An phát biểu", ["Nguyễn Văn An"]),
        ("tặng Bằng khen cho: Trương Hoàng Mến; Thạch Thị Sương", ["Trương Hoàng Mến", "Thạch Thị Sương"]),
        ("tặng Bằng khen cho: Lý Hoàng Mến", ["Lý Hoàng Mến"]),
    ],
)
def test_names_are_found_without_honorifics_and_posts(text: str, names: list[str]) -> None:
    assert _names(text) == names


PROVINCES = sorted({row.name for row in lexicon.provinces().values()} - {"Bà Rịa - Vũng Tàu"})


@pytest.mark.parametrize("province", PROVINCES)
@pytest.mark.parametrize("frame", ["Hội nghị tại {} kết thúc.", "{} được tặng Cờ thi đua.", "tặng Bằng khen cho {}."])
def test_a_province_is_nobody(province: str, frame: str) -> None:
    assert _names(frame.format(province)) == []


@pytest.mark.xfail(strict=True, reason="bà is taken for an honorific")
def test_ba_ria_is_nobody() -> None:
    assert _names("Hội nghị tại Bà Rịa - Vũng Tàu kết thúc.") == []


@pytest.mark.parametrize(
    "text",
    [
        "học tập tấm gương Hồ Chí Minh",
        "Trường THPT Lý Thường Kiệt đạt giải",
        "Công ty TNHH Trần Phú được tặng",
        "Việt Nam được xếp hạng",
        "Bộ Chỉ huy Quân sự tỉnh được tặng",
        "huyện Lương Sơn được tặng",
    ],
)
def test_places_bodies_and_their_namesakes_are_nobody(text: str) -> None:
    assert _names(text) == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Võ Minh Triết, Hiệu trưởng Trường THPT Lấp Vò", "Trường THPT Lấp Vò"),
        ("Trương Vĩnh Lạc (Bệnh viện Đa khoa tỉnh)", "Bệnh viện Đa khoa tỉnh"),
        ("Ngô Văn Tâm, Phó Giám đốc Sở Y tế", "Sở Y tế"),
        ("Ngô Văn Tâm - Trưởng phòng Kế toán", "Phòng Kế toán"),
        ("Ngô Văn Tâm, giáo viên Trường THCS Lộc Tân", "Trường THCS Lộc Tân"),
    ],
)
def test_the_body_beside_a_name_is_the_persons_unit(text: str, unit: str) -> None:
    (person,) = _people(f"Ông {text} được tặng Bằng khen.")
    assert person.unit is not None
    assert (person.unit.org or person.unit).name == unit


def test_where_a_person_lives_is_no_unit() -> None:
    (person,) = _people("Ông Ngô Văn Tâm, trú tại xã Duy Hải, được tặng Bằng khen.")
    assert person.unit is None


@pytest.mark.parametrize("pronoun", ["ông", "bà", "anh", "chị", "cô", "thầy"])
def test_a_pronoun_before_a_verb_stands_for_a_person(pronoun: str) -> None:
    (person,) = _people(f"Năm 2021, {pronoun} được tặng Bằng khen.")
    assert person.pronoun


def test_a_household_is_told_from_its_head() -> None:
    (person,) = _people("Gia đình ông Lê Văn Trọng đạt Gia đình văn hóa.")
    assert (person.name, person.household) == ("Lê Văn Trọng", True)
