"""In which district and commune an organisation is, by its name, then and today."""

import re
from collections import Counter
from datetime import date

import pytest
from workbench import make_article, rows, run

from pipeline.places import MERGED, place_of, today
from pipeline.places.catalogue import communes, past_districts
from pipeline.places.spelling import spelled
from pipeline.settings import Home

IN_2019 = date(2019, 1, 1)
NOTHING = (None, None, None, None)


def told(name: str, on: date | None = None) -> tuple[str | None, ...]:
    place = place_of(name, on)
    return (place.province, place.district, place.commune, place.commune_today) if place else NOTHING


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("UBND xã Tân Liễu, huyện Yên Dũng, tỉnh Bắc Giang",
         ("Bắc Giang", "huyện Yên Dũng", "xã Tân Liễu", "phường Yên Dũng")),
        ("Đoàn xã Sín Thầu, huyện Mường Nhé, tỉnh Điện Biên",
         ("Điện Biên", "huyện Mường Nhé", "xã Sín Thầu", "xã Sín Thầu")),
        ("Phường 05, Quận 3, TP HCM", ("Hồ Chí Minh", "quận 3", "phường 5", "phường Bàn Cờ")),
        ("UBND TP.Bắc Giang", ("Bắc Giang", "thành phố Bắc Giang", None, None)),
        ("HUYỆN ỦY LỤC NGẠN", ("Bắc Giang", "huyện Lục Ngạn", None, None)),
        ("Phòng Tư pháp huyện Ninh Hoà", ("Khánh Hòa", "huyện Ninh Hòa", None, None)),
        ("Chi cục THADS huyện Châu Thành, tỉnh Bến Tre", ("Bến Tre", "huyện Châu Thành", None, None)),
        ("Tòa án nhân dân huyện Hòa Bình, tỉnh Bạc Liêu", ("Bạc Liêu", "huyện Hòa Bình", None, None)),
        ("UBND thành phố Cần Thơ", ("Cần Thơ", None, None, None)),
    ],
)  # fmt: skip
def test_a_name_says_its_district_and_commune(name: str, place: tuple[str | None, ...]) -> None:
    assert told(name) == place


@pytest.mark.parametrize(
    "name",
    [
        "Chi cục THADS huyện Châu Thành",  # nine provinces have one
        "Công an TX. Bến Lức",  # there is a huyện, and never was a thị xã
        "Trường Tiểu học xã Tân Thành",
        "UBND huyện",
        "Cục Thuế",
    ],
)
def test_what_could_be_several_is_none(name: str) -> None:
    assert told(name) == NOTHING


def test_two_districts_or_an_unknown_longer_name_tell_nothing_below_the_province() -> None:
    assert told("UBND huyện Lạng Giang và huyện Lục Nam, tỉnh Bắc Giang") == ("Bắc Giang", None, None, None)
    assert told("UBND xã Tân Liễu Thượng, tỉnh Bắc Giang") == ("Bắc Giang", None, None, None)


def test_a_commune_that_was_divided_has_no_single_one_today() -> None:
    divided = next(row for row in communes() if len(row.today) > 1)
    assert told(f"UBND {divided.commune}, {divided.district}, tỉnh {divided.province}")[2:] == (divided.commune, None)


def test_a_district_keeps_the_kind_that_it_had() -> None:
    assert told("UBND huyện Việt Yên, tỉnh Bắc Giang", IN_2019)[1] == "huyện Việt Yên"
    assert told("UBND thị xã Việt Yên, tỉnh Bắc Giang")[1] == "thị xã Việt Yên"


def test_hue_was_a_city_of_its_province_until_it_was_under_the_central_government() -> None:
    assert told("UBND thành phố Huế", IN_2019)[:2] == ("Huế", "thành phố Huế")
    assert told("UBND thành phố Huế", date(2025, 1, 1))[:2] == ("Huế", None)


def test_since_the_merger_a_commune_is_one_of_today() -> None:
    name = "UBND phường Yên Dũng, tỉnh Bắc Ninh"
    assert told(name, MERGED) == ("Bắc Ninh", None, "phường Yên Dũng", "phường Yên Dũng")
    assert told(name, date(2025, 6, 30)) == ("Bắc Ninh", None, None, None)


def test_a_district_of_a_province_that_was_merged_is_found_in_the_new_one() -> None:
    place = place_of("Chi bộ xã Tân Liễu, huyện Yên Dũng, tỉnh Bắc Ninh", MERGED)
    assert place and (place.province, place.district, place.commune_today) == (
        "Bắc Ninh", "huyện Yên Dũng", "phường Yên Dũng",
    )  # fmt: skip


def test_a_district_tells_which_part_of_a_divided_province_is_meant() -> None:
    place = place_of("Huyện ủy Gia Lộc, tỉnh Hải Hưng", date(1995, 1, 1))
    assert place and (place.province, place.province_today) == ("Hải Hưng", "Hải Phòng")
    place = place_of("UBND huyện Thạch Thất, tỉnh Hà Tây", date(2000, 1, 1))
    assert place and (place.province, place.province_today, place.district) == ("Hà Tây", "Hà Nội", "huyện Thạch Thất")


def test_the_communes_of_today_are_as_many_as_there_are() -> None:
    """34 provinces with 3,321 communes since 1 July 2025: 2,621 xã, 687 phường and 13 đặc khu."""
    now = {(today()[row.province], name) for row in communes() for name in row.today}
    assert len({province for province, _ in now}) == 34
    assert Counter(re.split(" (?=[A-ZĐ0-9])", name)[0].split()[0] for _, name in now) == {
        "xã": 2621, "phường": 687, "đặc": 13,
    }  # fmt: skip


def test_the_districts_are_as_many_as_there_were() -> None:
    assert len({(row.province, row.district) for row in communes()}) == 696


def test_what_a_past_district_became_is_there_and_it_is_not() -> None:
    there = {(row.province, row.district) for row in communes()}
    for row in past_districts():
        assert {(row.province, name) for name in row.became} <= there, row
        assert (row.province, row.district) not in there, row


@pytest.mark.parametrize(
    ("one", "other"), [("Hòa Bình", "Hoà Bình"), ("Mỹ Lộc", "Mĩ Lộc"), ("Phường 05", "phường 5"), ("Đăk Hà", "Đắk Hà")]
)
def test_spellings_of_one_name_are_alike(one: str, other: str) -> None:
    assert spelled(one) == spelled(other)


def test_tone_marks_tell_names_apart() -> None:
    assert spelled("Tân Thành") != spelled("Tân Thạnh")


def test_a_fact_has_the_place_that_its_year_had(home: Home) -> None:
    told = "3 Bằng khen năm {year} cho đơn vị UBND phường Yên Dũng, tỉnh {province}."
    lines = [told.format(year=2020, province="Bắc Giang"), told.format(year=2026, province="Bắc Ninh")]
    lines.append("3 Bằng khen năm 2001 cho đơn vị Sở Y tế tỉnh Lai Châu.")
    lines.append("3 Bằng khen năm 2019 cho đơn vị Đoàn xã Sín Thầu, huyện Mường Nhé.")
    run(home, make_article("\n".join(lines)))
    found = rows(
        home.published,
        "SELECT province, province_today, district, commune, commune_today FROM award ORDER BY year_from",
    )
    assert found == [
        ("Lai Châu", None, None, None, None),
        ("Điện Biên", "Điện Biên", "huyện Mường Nhé", "xã Sín Thầu", "xã Sín Thầu"),
        ("Bắc Giang", "Bắc Ninh", None, None, None),
        ("Bắc Ninh", "Bắc Ninh", None, "phường Yên Dũng", "phường Yên Dũng"),
    ]


def test_the_table_of_provinces_tells_what_a_name_meant(home: Home) -> None:
    run(home, make_article("3 Bằng khen năm 2020 cho đơn vị Sở Y tế tỉnh Nam Định."))
    asked = """SELECT name FROM province WHERE list_contains(parts, 'Bắc Giang')
        AND DATE '{}' BETWEEN valid_from AND coalesce(valid_until, 'infinity')"""
    assert [rows(home.published, asked.format(day)) for day in ("1990-01-01", "2020-01-01", "2026-01-01")] == [
        [("Hà Bắc",)], [("Bắc Giang",)], [("Bắc Ninh",)],
    ]  # fmt: skip
