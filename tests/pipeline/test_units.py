"""One unit for every printed name; two where it is not sure."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.units.article import resolve
from pipeline.units.identity import unit_of
from pipeline.units.measure import measure, read_labels
from pipeline.units.succession import step_of

LABELS = Path(__file__).with_name("gold_units.csv")

SAME = [
    ("Cục THADS tỉnh Bắc Giang", "Cục Thi hành án dân sự tỉnh Bắc Giang", "Cục THADS Bắc Giang"),
    ("Sở GD&ĐT tỉnh Hòa Bình", "Sở Giáo dục và Đào tạo Hoà Bình", "SỞ GD-ĐT TỈNH HÒA BÌNH"),
    ("Phòng Kế toán, Sở Y tế tỉnh Hà Nam", "Phòng Kế toán thuộc Sở Y tế Hà Nam", "Phòng Kế toán (Sở Y tế tỉnh Hà Nam)"),
    ("Công an TP Hà Nội", "Công an thành phố Hà Nội", "Công an Hà Nội"),
    ("Phòng Tư pháp huyện Yên Thế, tỉnh Bắc Giang", "Phòng Tư pháp, UBND huyện Yên Thế, tỉnh Bắc Giang"),
    ("Đồn Biên phòng Cô Tô, tỉnh Quảng Ninh", "Đồn Biên phòng Cô Tô, Bộ đội Biên phòng tỉnh Quảng Ninh"),
    ("Tập thể cán bộ, công chức Sở Y tế tỉnh Hà Nam", "Giám đốc Sở Y tế tỉnh Hà Nam"),
    ("Hội Nông dân Việt Nam tỉnh Gia Lai", "Hội Nông dân tỉnh Gia Lai", "HND tỉnh Gia Lai"),
    ("TAND khu vực 3 - Bắc Ninh", "Tòa án nhân dân khu vực 3, tỉnh Bắc Ninh"),
    ("Trường THCS Lộc Tân, xã Vân Sơn, huyện Triệu Sơn, Thanh Hoá", "Trường THCS Lộc Tân, huyện Triệu Sơn, Thanh Hóa"),
    ("Chi cục THADS TP.Bắc Giang", "Chi cục Thi hành án dân sự thành phố Bắc Giang, tỉnh Bắc Giang"),
    ("Trung ương Hội Nông dân Việt Nam", "BCH Trung ương Hội Nông dân Việt Nam", "Hội Nông dân Việt Nam"),
]  # fmt: skip
APART = [
    ("Công an tỉnh Bắc Giang", "Công an thành phố Bắc Giang"),
    ("UBND tỉnh Hà Nam", "HĐND tỉnh Hà Nam"),
    ("Cục THADS tỉnh Bắc Giang", "Các cơ quan THADS tỉnh Bắc Giang"),
    ("Phòng 1, VKSND tỉnh Cà Mau", "Phòng 9, VKSND tỉnh Cà Mau"),
    ("Hải đội 2, BĐBP tỉnh Quảng Bình", "Hải đội 2, BĐBP tỉnh Quảng Ninh"),
    ("Công an huyện Châu Thành, tỉnh Tiền Giang", "Công an huyện Châu Thành, tỉnh Bến Tre"),
    ("Trường Tiểu học số 2, xã A Ngo, huyện Đakrông, Quảng Trị", "Trường TH số 2, xã Tà Lo, huyện Đakrông, Quảng Trị"),
    ("Phòng Tổ chức, Sở Y tế tỉnh Hà Nam", "Phòng Tổ chức, Sở Tư pháp tỉnh Hà Nam"),
    ("Bản Mường, xã Sín Thầu, tỉnh Điện Biên", "Ban Mường, xã Sín Thầu, tỉnh Điện Biên"),
    ("Chi cục Thuế Bắc Giang", "Chi cục Thuế tỉnh Bắc Giang"),
    ("Văn phòng UBND tỉnh Hà Nam", "Văn phòng HĐND tỉnh Hà Nam"),
    ("Trung đoàn 1, Sư đoàn 3", "Trung đoàn 1, Sư đoàn 5"),
    ("Trường Đại học Sư phạm, Đại học Huế", "Trường Đại học Sư phạm, Đại học Đà Nẵng"),
    ("Ngân hàng CSXH huyện Châu Thành, tỉnh Tiền Giang", "Ngân hàng CSXH huyện Châu Thành, tỉnh Bến Tre"),
    ("Chủ tịch UBND huyện Trần Văn Thời, tỉnh Cà Mau", "Chủ tịch UBND huyện U Minh, tỉnh Cà Mau"),
    ("Chánh Văn phòng Sở Y tế tỉnh Hà Nam", "Giám đốc Sở Y tế tỉnh Hà Nam"),
    ("Công đoàn Sở Y tế tỉnh Hà Nam", "Sở Y tế tỉnh Hà Nam"),
]  # fmt: skip


def _keys(*names: str) -> list[str | None]:
    return [unit.key if (unit := unit_of(name)) else None for name in names]


@pytest.mark.parametrize("names", SAME)
def test_names_that_surely_mean_one_unit_have_one_key(names: tuple[str, ...]) -> None:
    assert len(set(_keys(*names))) == 1


@pytest.mark.parametrize("names", APART)
def test_names_that_may_mean_two_have_two(names: tuple[str, str]) -> None:
    assert len(set(_keys(*names))) == 2


@pytest.mark.parametrize(
    "name", ["UBND các phường", "Hội đồng Thi đua - Khen thưởng tỉnh", "Cụm thi đua số 4", "Giám đốc"]
)
def test_what_names_nobody_is_no_unit(name: str) -> None:
    assert unit_of(name) is None


@pytest.mark.parametrize(
    ("name", "kind", "level", "parent"),
    [
        ("Sở Y tế tỉnh Hà Nam", "so", "tinh", "Ủy ban nhân dân tỉnh Hà Nam"),
        (
            "Chi cục THADS huyện Yên Thế, tỉnh Bắc Giang",
            "thi_hanh_an",
            "huyen",
            "Cục Thi hành án dân sự tỉnh Bắc Giang",
        ),
        ("Vụ Tổng hợp, TANDTC", "phong_ban", "trung_uong", "Tòa án nhân dân tối cao"),
        ("xã Song An, huyện Vũ Thư, tỉnh Thái Bình", "dia_phuong", "xa", "huyện Vũ Thư, tỉnh Thái Bình"),
        ("UBND TP Hà Nội", "chinh_quyen", "tinh", None),
    ],
)
def test_kind_level_and_parent_are_those_of_the_grammar(name: str, kind: str, level: str, parent: str | None) -> None:
    unit = unit_of(name)
    assert unit is not None
    assert (unit.kind, unit.level, unit.parent) == (kind, level, parent)


def test_a_short_name_means_the_one_unit_that_its_article_names_in_full() -> None:
    found = resolve(["Cục", "Cục THADS tỉnh Bắc Giang", "UBND tỉnh Bắc Giang"], "a")
    assert found["Cục"].key == found["Cục THADS tỉnh Bắc Giang"].key
    assert found["Cục"].by_context


def test_a_short_name_that_two_units_may_mean_stands_apart_in_its_article() -> None:
    names = ["Chi cục", "Chi cục THADS huyện Yên Thế, tỉnh Bắc Giang", "Chi cục Thuế tỉnh Bắc Giang"]
    assert resolve(names, "a")["Chi cục"].key == "chi cục @a"
    assert resolve(names, "b")["Chi cục"].key != resolve(names, "a")["Chi cục"].key


def test_a_place_that_the_article_tells_completes_a_name() -> None:
    found = resolve(["UBND huyện Vũ Thư", "xã Song An, huyện Vũ Thư, tỉnh Thái Bình"], "a")
    assert found["UBND huyện Vũ Thư"].key == "ủy ban nhân dân huyện vũ thư tỉnh thái bình"


def test_the_measure_on_the_labelled_names_is_what_is_promised() -> None:
    found = measure(read_labels(LABELS))
    assert found.labelled > 1000
    assert found.precision >= 0.98
    assert found.recall >= 0.90


def test_a_part_of_a_body_named_in_short_is_a_part_of_that_body() -> None:
    found = resolve(["Phòng Kế toán, Sở Y tế", "Sở Y tế tỉnh Hà Nam"], "a")
    assert found["Phòng Kế toán, Sở Y tế"].unit.parent == "Sở Y tế tỉnh Hà Nam"


@pytest.mark.parametrize(
    ("name", "successor", "since"),
    [
        ("Cục THADS tỉnh Bắc Giang", "Thi hành án dân sự tỉnh Bắc Ninh", date(2025, 7, 1)),
        ("Sở GTVT tỉnh Hà Tĩnh", "Sở Xây dựng tỉnh Hà Tĩnh", date(2025, 3, 1)),
        ("UBND tỉnh Sóc Trăng", "Ủy ban nhân dân thành phố Cần Thơ", date(2025, 7, 1)),
        ("Bộ NN&PTNT", "Bộ Nông nghiệp và Môi trường", date(2025, 3, 1)),
        ("TAND huyện Vũ Thư, tỉnh Thái Bình", None, date(2025, 7, 1)),
    ],
)
def test_what_came_after_a_unit_is_told_with_its_law(name: str, successor: str | None, since: date) -> None:
    unit = unit_of(name)
    step = step_of(unit) if unit else None
    assert step is not None
    assert (step.successor and step.successor.name, step.since) == (successor, since)
    assert step.because


@pytest.mark.parametrize("name", ["UBND tỉnh Bắc Ninh", "Trường THCS Lộc Tân, huyện Bảo Lâm, tỉnh Lâm Đồng", "Bộ Y tế"])
def test_a_unit_that_goes_on_has_no_successor(name: str) -> None:
    unit = unit_of(name)
    assert unit and step_of(unit) is None


@pytest.mark.parametrize("name", ["- Sở Y tế tỉnh Hà Nam", "(tỉnh Hà Nam)", ", nhân dân", "-0.5"])
def test_a_name_that_opens_with_a_mark_is_read_to_its_end(name: str) -> None:
    unit = unit_of(name)
    assert unit is None or unit.key
