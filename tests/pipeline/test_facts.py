"""One award that several articles tell is one fact, with all its tellings; what they disagree in is shown."""

from contextlib import closing
from datetime import date
from typing import Any

import pytest
from workbench import make_article, rows, run

from pipeline.publish import publish
from pipeline.search import Wanted, find_facts
from pipeline.settings import Home
from pipeline.store.database import open_work

UNIT = "Sở Y tế tỉnh Hà Nam"
AWARDED = f"1 Cờ thi đua năm 2020 cho đơn vị {UNIT}."
PORTAL = "https://hanam.gov.vn/thi-dua/1"
PAPER = "https://bao.example.vn/tin/1"


def _read(home: Home, *texts: str, **changes: Any) -> None:
    """Each text an article of its own, some days apart."""
    articles = [
        make_article(f"Bài {at}. {text}", f"t{at}", published=date(2021, 1, 1 + at), **changes)
        for at, text in enumerate(texts)
    ]
    run(home, *articles)


def _facts(home: Home) -> list[int]:
    return [tellings for (tellings,) in rows(home.published, "SELECT tellings FROM v_award ORDER BY ALL")]


def test_two_articles_that_tell_one_award_are_one_fact_with_two_tellings(home: Home) -> None:
    _read(home, AWARDED, AWARDED)
    assert _facts(home) == [2]
    assert rows(home.published, "SELECT place, url FROM v_telling") == [
        (1, "https://example.vn/t0"),
        (2, "https://example.vn/t1"),
    ]
    assert rows(home.published, "SELECT tellings, withdrawn_at FROM v_fact") == [(2, None)]
    assert rows(home.published, "SELECT total FROM v_total") == [(1,)]


@pytest.mark.parametrize(
    "other",
    [
        f"1 Bằng khen năm 2020 cho đơn vị {UNIT}.",
        f"1 Cờ thi đua năm 2021 cho đơn vị {UNIT}.",
        "1 Cờ thi đua năm 2020 cho đơn vị Sở Y tế tỉnh Nam Định.",
        f"1 Cờ thi đua năm 2020 cho cá nhân {UNIT}.",
    ],
)
def test_another_title_year_unit_or_kind_is_another_fact(home: Home, other: str) -> None:
    _read(home, AWARDED, other)
    assert _facts(home) == [1, 1]


@pytest.mark.parametrize(
    "name",
    [
        "Phòng Tổ chức", "Công an tỉnh", "Hội Liên hiệp Phụ nữ huyện", "UBND phường 1", "UBND xã Tân Lập",
        "Bộ Chỉ huy Quân sự tỉnh", "Văn phòng cơ quan", "Bảo hiểm xã hội", "Phòng Tổ chức, Sở Nội vụ",
    ],
)  # fmt: skip
def test_a_unit_without_its_province_is_not_taken_for_one_of_the_same_name_elsewhere(home: Home, name: str) -> None:
    told = f"1 Cờ thi đua năm 2020 cho đơn vị {name}."
    _read(home, told, told)
    assert _facts(home) == [1, 1]


@pytest.mark.parametrize(("source", "facts"), [("moj.gov.vn", [2]), (None, [1, 1])])
def test_a_person_of_a_unit_without_place_is_one_at_one_source_only(
    home: Home, source: str | None, facts: list[int]
) -> None:
    told = "1 Bằng khen năm 2020 cho ông Lò Văn Tấn, Phòng Tổ chức."
    _read(home, told, told, source=source)
    assert _facts(home) == facts


def test_the_short_name_of_a_unit_is_the_only_long_one_that_is_known(home: Home) -> None:
    short, long = "Cục Thuế tỉnh Ninh Bình", "Cục Thuế tỉnh Ninh Bình, Tổng cục Thuế"
    _read(home, f"1 Cờ thi đua năm 2020 cho đơn vị {short}.", f"1 Cờ thi đua năm 2020 cho đơn vị {long}.")
    assert _facts(home) == [2]


def test_the_short_name_of_two_long_ones_is_neither(home: Home) -> None:
    short = "Trường Chính trị tỉnh Long An"
    names = (short, f"{short}, Tỉnh ủy", f"{short}, Ủy ban nhân dân tỉnh")
    _read(home, *(f"1 Cờ thi đua năm 2020 cho đơn vị {name}." for name in names))
    assert _facts(home) == [1, 1, 1]


def test_the_site_of_a_public_body_tells_it_best(home: Home) -> None:
    run(home, make_article(f"Báo. {AWARDED}", "p", url=PAPER), make_article(f"Cổng. {AWARDED}", "g", url=PORTAL))
    assert rows(home.published, "SELECT url, tellings FROM v_award") == [(PORTAL, 2)]


def test_a_fact_keeps_its_id_when_a_better_telling_arrives(home: Home) -> None:
    run(home, make_article(f"Báo. {AWARDED}", "p", url=PAPER))
    before = rows(home.published, "SELECT fact_id FROM v_award")
    run(home, make_article(f"Cổng. {AWARDED}", "g", url=PORTAL))
    assert rows(home.published, "SELECT fact_id FROM v_award") == before
    assert rows(home.published, "SELECT url FROM v_award") == [(PORTAL,)]


def test_numbers_that_differ_are_a_conflict_and_no_overwrite(home: Home) -> None:
    _read(home, f"12 Bằng khen năm 2020 cho cá nhân {UNIT}.", f"14 Bằng khen năm 2020 cho cá nhân {UNIT}.")
    assert _facts(home) == [2]
    assert rows(home.published, "SELECT field, told, len(urls), unit FROM v_conflict") == [
        ("count", ["12", "14"], 2, UNIT)
    ]
    assert rows(home.published, "SELECT count FROM award ORDER BY 1") == [(12,), (14,)]


def test_two_facts_of_one_article_that_differ_in_number_only_are_two(home: Home) -> None:
    both = f"12 Bằng khen năm 2020 cho cá nhân {UNIT}. 3 Bằng khen năm 2020 cho cá nhân {UNIT}."
    _read(home, both, f"3 Bằng khen năm 2020 cho cá nhân {UNIT}.")
    assert _facts(home) == [1, 2]
    assert rows(home.published, "SELECT count(*) FROM v_conflict") == [(0,)]


def test_one_decision_told_with_two_years_is_a_conflict_of_the_year(home: Home) -> None:
    _read(home, *(f"1 Cờ thi đua năm {year} theo 5/QĐ-UBND cho đơn vị {UNIT}." for year in (2019, 2020)))
    assert _facts(home) == [2]
    assert rows(home.published, "SELECT field, told FROM v_conflict") == [("year", ["2019", "2020"])]


def test_a_proposal_an_award_and_its_loss_are_the_history_of_one_fact(home: Home) -> None:
    _read(home, f"đề nghị {AWARDED}", AWARDED, f"thu hồi {AWARDED}")
    assert rows(home.published, "SELECT status, tellings FROM v_award") == [("revoked", 3)]
    assert rows(home.published, "SELECT status, published FROM v_status_history") == [
        ("proposed", date(2021, 1, 1)),
        ("awarded", date(2021, 1, 2)),
        ("revoked", date(2021, 1, 3)),
    ]
    assert rows(home.published, "SELECT count(*) FROM v_conflict") == [(0,)]
    assert rows(home.published, "SELECT count(*) FROM v_proposed_not_awarded") == [(0,)]


def test_an_award_that_is_a_proposal_again_is_a_conflict_of_the_status(home: Home) -> None:
    _read(home, AWARDED, f"đề nghị {AWARDED}")
    assert rows(home.published, "SELECT field, told FROM v_conflict") == [("status", ["awarded", "proposed"])]


def test_a_fact_ends_when_its_last_telling_is_withdrawn(home: Home) -> None:
    _read(home, AWARDED, AWARDED)
    run(home, make_article("Bài 0 nay nói chuyện khác.", "t0"))
    assert _facts(home) == [1]
    assert rows(home.published, "SELECT tellings, withdrawn_at IS NULL FROM v_fact") == [(1, True)]
    run(home, make_article("Bài 1 nay cũng nói chuyện khác hẳn.", "t1"))
    assert rows(home.published, "SELECT tellings, withdrawn_at IS NULL FROM v_fact") == [(0, False)]
    assert _facts(home) == []


def test_those_who_sign_up_and_those_who_are_awarded_are_two_facts_when_they_are_many(home: Home) -> None:
    _read(home, f"đăng ký 40 Bằng khen năm 2020 cho cá nhân {UNIT}. 31 Bằng khen năm 2020 cho cá nhân {UNIT}.")
    assert rows(home.published, "SELECT status, count FROM v_award ORDER BY count") == [
        ("awarded", 31),
        ("registered", 40),
    ]
    assert rows(home.published, "SELECT count(*) FROM v_conflict") == [(0,)]


def test_an_article_that_tells_a_proposal_and_its_award_contradicts_nobody(home: Home) -> None:
    _read(home, AWARDED, f"đề nghị {AWARDED} Rồi {AWARDED}")
    assert rows(home.published, "SELECT count(*) FROM v_conflict") == [(0,)]


@pytest.mark.parametrize(("level", "facts"), [("nha_nuoc", [2]), ("tinh", [1, 1])])
def test_a_person_without_a_unit_is_one_for_what_the_state_gives_only(home: Home, level: str, facts: list[int]) -> None:
    told = "1 Bằng khen năm 2020 cho ông Lò Văn Tấn, X."
    _read(home, told, told)
    with closing(open_work(home.work)) as con:
        con.execute("UPDATE award SET unit = NULL, level = ?", [level])
        publish(con, home.published)
    assert _facts(home) == facts


def test_two_decisions_are_two_facts_and_one_that_is_not_told_is_the_only_one_known(home: Home) -> None:
    _read(home, *(f"1 Cờ thi đua năm 2020{decision} cho đơn vị {UNIT}." for decision in (" theo 5/QĐ", "", " theo 05")))
    assert _facts(home) == [1, 1, 1], "05 and 5 are written for two, and the one without could be either"
    run(home, make_article("Bài 2 nay nói chuyện khác hẳn.", "t2"))
    assert _facts(home) == [2]


def _year(home: Home, *years: int | None) -> None:
    """Set the years of the stored records, in the order of their articles, and publish."""
    with closing(open_work(home.work)) as con:
        for at, year in enumerate(years):
            con.execute("UPDATE award SET year_from = $1, year_to = $1 WHERE article_id = $2", [year, f"id-t{at}"])
        publish(con, home.published)


@pytest.mark.parametrize(("year", "facts"), [(2020, [2]), (2021, [2]), (2015, [1, 1])])
def test_a_year_that_is_not_told_is_borrowed_by_an_article_of_about_that_time_only(
    home: Home, year: int, facts: list[int]
) -> None:
    _read(home, AWARDED, AWARDED)
    _year(home, year, None)
    assert _facts(home) == facts
    if facts == [2]:
        assert rows(home.published, "SELECT years FROM v_award") == [(str(year),)], "the telling with the year is shown"


def test_words_of_each_telling_are_found(home: Home) -> None:
    run(home, make_article(f"Báo. {AWARDED}", "p", title="Niềm vui ở vùng cao", url=PAPER))
    run(home, make_article(f"Cổng. {AWARDED}", "g", title="Quyết định khen thưởng", url=PORTAL))
    for words in ("niem vui", "quyet dinh"):
        assert find_facts(home.published, Wanted(text=words), 5)[1] == 1


def test_where_a_telling_is_undated_the_furthest_status_counts_and_nothing_contradicts(home: Home) -> None:
    run(home, make_article(f"Có ngày. đề nghị {AWARDED}", "a", published=date(2021, 1, 1)))
    run(home, make_article(f"Không ngày. {AWARDED}", "b"))
    assert rows(home.published, "SELECT status, tellings FROM v_award") == [("awarded", 2)]
    assert rows(home.published, "SELECT count(*) FROM v_conflict") == [(0,)]


def test_a_fact_keeps_its_id_when_its_article_is_corrected(home: Home) -> None:
    run(home, make_article(f"Lời dẫn. Nay: {AWARDED}", "a"))
    ((before,),) = rows(home.published, "SELECT fact_id FROM v_award")
    run(home, make_article(AWARDED.replace("1 Cờ", "2 Cờ"), "a"))
    assert rows(home.published, "SELECT fact_id FROM award WHERE withdrawn_at IS NULL") != []
    assert rows(home.published, f"SELECT count(*) FROM award WHERE record_id = '{before}'") == [(1,)]
