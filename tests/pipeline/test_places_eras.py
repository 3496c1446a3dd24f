"""What a province's name meant at a time: the 63, the 34, and those before the splits."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from pipeline.catalogue import provinces
from pipeline.places import MERGED, era_of, eras, province_today, provinces_at, today
from pipeline.places.catalogue import past

LAST = date(2025, 6, 30)

# The new province and those that went into it, by resolution 202/2025/QH15: typed here apart from data/.
MERGERS = {
    "Tuyên Quang": "Hà Giang", "Lào Cai": "Yên Bái", "Thái Nguyên": "Bắc Kạn", "Phú Thọ": "Vĩnh Phúc, Hòa Bình",
    "Bắc Ninh": "Bắc Giang", "Hưng Yên": "Thái Bình", "Hải Phòng": "Hải Dương", "Ninh Bình": "Hà Nam, Nam Định",
    "Quảng Trị": "Quảng Bình", "Đà Nẵng": "Quảng Nam", "Quảng Ngãi": "Kon Tum", "Gia Lai": "Bình Định",
    "Khánh Hòa": "Ninh Thuận", "Lâm Đồng": "Đắk Nông, Bình Thuận", "Đắk Lắk": "Phú Yên",
    "Hồ Chí Minh": "Bình Dương, Bà Rịa - Vũng Tàu", "Đồng Nai": "Bình Phước", "Tây Ninh": "Long An",
    "Cần Thơ": "Sóc Trăng, Hậu Giang", "Vĩnh Long": "Bến Tre, Trà Vinh", "Đồng Tháp": "Tiền Giang",
    "Cà Mau": "Bạc Liêu", "An Giang": "Kiên Giang",
}  # fmt: skip
UNCHANGED = "Hà Nội, Huế, Cao Bằng, Điện Biên, Hà Tĩnh, Lai Châu, Lạng Sơn, Nghệ An, Quảng Ninh, Sơn La, Thanh Hóa"
ROWS = [
    *((old, new) for new, olds in MERGERS.items() for old in (new, *olds.split(", "))),
    *((name, name) for name in UNCHANGED.split(", ")),
]


def test_the_63_rows_are_those_of_the_resolution() -> None:
    assert dict(ROWS) == {row.name: row.today for row in provinces()} == today()
    assert (len(ROWS), len(set(today().values()))) == (63, 34)


@pytest.mark.parametrize(("old", "new"), ROWS)
def test_each_of_the_63_is_in_its_province_of_today_and_found_by_it(old: str, new: str) -> None:
    assert province_today(old) == new
    assert old in provinces_at(new, MERGED)
    assert provinces_at(old, LAST) - {"Hà Tây"} == {old}


@pytest.mark.parametrize("new", sorted(set(dict(ROWS).values())))
def test_each_of_the_34_means_all_that_went_into_it_and_nothing_else(new: str) -> None:
    assert provinces_at(new, MERGED) - {"Hà Tây"} == {old for old, its in ROWS if its == new}


@pytest.mark.parametrize(
    ("name", "on", "meant"),
    [
        ("Hà Bắc", "1990-01-01", "Hà Bắc, Bắc Giang, Bắc Ninh"),
        ("Hà Bắc", "2020-01-01", "Hà Bắc, Bắc Giang, Bắc Ninh"),
        ("Vĩnh Phú", "1996-12-31", "Vĩnh Phú, Vĩnh Phúc, Phú Thọ"),
        ("Hải Hưng", "1980-01-01", "Hải Hưng, Hải Dương, Hưng Yên"),
        ("Nam Hà", "1994-01-01", "Nam Hà, Hà Nam, Nam Định"),
        ("Hà Nam Ninh", "1985-01-01", "Hà Nam Ninh, Hà Nam, Nam Định, Ninh Bình"),
        ("Minh Hải", "1990-01-01", "Minh Hải, Cà Mau, Bạc Liêu"),
        ("Sông Bé", "1990-01-01", "Sông Bé, Bình Dương, Bình Phước"),
        ("Thuận Hải", "1990-01-01", "Thuận Hải, Ninh Thuận, Bình Thuận"),
        ("Lai Châu", "2003-12-31", "Lai Châu, Điện Biên"),
        ("Lai Châu", "2004-01-01", "Lai Châu"),
        ("Đắk Lắk", "2003-12-31", "Đắk Lắk, Đắk Nông"),
        ("Cần Thơ", "2003-12-31", "Cần Thơ, Hậu Giang"),
        ("Hậu Giang", "1990-01-01", "Cần Thơ, Hậu Giang, Sóc Trăng"),
        ("Hà Nội", "2008-07-31", "Hà Nội"),
        ("Hà Nội", "2008-08-01", "Hà Nội, Hà Tây"),
        ("Hà Tây", "2000-01-01", "Hà Tây"),
        ("Thừa Thiên Huế", "2020-01-01", "Huế"),
        ("Atlantis", "2020-01-01", ""),
    ],
)
def test_a_name_means_what_it_meant_that_day(name: str, on: str, meant: str) -> None:
    assert provinces_at(name, date.fromisoformat(on)) == {*filter(None, meant.split(", "))}


@pytest.mark.parametrize(
    ("name", "on", "now"),
    [
        ("Hà Bắc", "1990-01-01", "Bắc Ninh"),
        ("Hà Nam Ninh", "1985-01-01", "Ninh Bình"),
        ("Vĩnh Phú", "1990-01-01", "Phú Thọ"),
        ("Hà Tây", "2000-01-01", "Hà Nội"),
        ("Hải Hưng", "1990-01-01", None),
        ("Lai Châu", "2001-01-01", None),
        ("Lai Châu", "2011-01-01", "Lai Châu"),
        ("Atlantis", "2011-01-01", None),
    ],
)
def test_what_was_divided_between_several_of_today_has_none(name: str, on: str, now: str | None) -> None:
    assert province_today(name, date.fromisoformat(on)) == now


def test_a_province_knows_when_it_began_and_ended() -> None:
    assert [(era.valid_from, era.valid_until) for era in eras() if era.name == "Bắc Ninh"] == [
        (date(1997, 1, 1), LAST),
        (MERGED, None),
    ]
    hue = era_of("Huế", LAST)
    assert hue and (hue.kind, hue.valid_from) == ("thành phố", date(2025, 1, 1))


def test_no_two_provinces_of_one_name_are_there_at_once() -> None:
    for name, often in Counter(era.name for era in eras()).items():
        named = [era for era in eras() if era.name == name]
        days = [(before.valid_until, after.valid_from) for before, after in pairwise(named)]
        assert all(until and since and until < since for until, since in days), (name, often)


def test_every_part_of_a_past_province_is_one_of_the_63_or_ha_tay() -> None:
    assert {part for row in past() for part in row.parts} <= {*today(), "Hà Tây"}
