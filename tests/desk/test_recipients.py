"""Rolls of honour tell what the published views tell, of one recipient."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from desk_home import UNITS, filled_home
from rulings import rule
from signed import Client
from workbench import make_article, rows, run

from pipeline.desk.app import create_app
from pipeline.desk.desk import open_desk
from pipeline.desk.recipients import roll_of_person, roll_of_unit
from pipeline.settings import Home
from schemas import Act

UNIT = "so y te tinh bac giang"
NAMESAKE = "1 Giấy khen năm 2020 cho ông Nguyễn Văn A, Sở Xây dựng tỉnh Cà Mau."


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = filled_home(tmp_path_factory.mktemp("rolls") / "home")
    run(
        home,
        make_article(NAMESAKE, "namesake"),
        make_article("đề nghị 1 Cờ thi đua năm 2023 cho đơn vị " + UNITS[0], "p"),
    )
    return home


@pytest.fixture
def desk(home: Home) -> Iterator[Client]:
    yield Client(create_app(open_desk(home)))


def test_a_units_figures_are_those_of_v_award(home: Home, desk: Client) -> None:
    roll = desk.get("/api/v1/recipients/unit", params={"key": UNIT}).json()
    ((facts, awarded),) = rows(
        home.published,
        f"SELECT count(*), count(*) FILTER (status = 'awarded') FROM v_award WHERE unit = '{UNITS[0]}'",
    )
    assert (roll["facts"], roll["awarded"]) == (facts, awarded)
    assert sum(won["facts"] for won in roll["won"]) == awarded


def test_streaks_are_those_of_v_streak(home: Home, desk: Client) -> None:
    roll = desk.get("/api/v1/recipients/unit", params={"key": UNIT}).json()
    expected = rows(home.published, f"SELECT person, title, years FROM v_streak WHERE unit = '{UNITS[0]}'")
    assert sorted((one["person"], one["title"], one["years"]) for one in roll["streaks"]) == sorted(expected)
    assert expected


def test_a_proposal_without_an_award_is_told_as_not_found(home: Home, desk: Client) -> None:
    page = desk.get("/recipients/unit", params={"key": UNIT}).text
    assert "chưa tìm thấy kết quả" in page
    assert "không có nghĩa là không được tặng" in page
    expected = rows(home.published, f"SELECT record_id FROM v_proposed_not_awarded WHERE unit = '{UNITS[0]}'")
    roll = desk.get("/api/v1/recipients/unit", params={"key": UNIT}).json()
    assert [(one,) for one in roll["not_found"]] == expected


def test_persons_of_one_name_are_kept_apart(home: Home, desk: Client) -> None:
    found = desk.get("/api/v1/recipients", params={"q": "nguyen van a"}).json()["persons"]
    assert len(found) == 2
    for one in found:
        roll = desk.get(
            "/api/v1/recipients/person", params={"key": one["person_key"], "unit": one["unit_scope"]}
        ).json()
        assert roll["facts"] == one["facts"]
        assert [other["unit_scope"] for other in roll["people"]] == [
            other["unit_scope"] for other in found if other != one
        ]
    page = desk.get("/recipients/person", params={"key": found[0]["person_key"], "unit": found[0]["unit_scope"]}).text
    assert "Cùng tên chưa chắc là cùng một người" in page


def test_each_line_leads_to_its_fact(home: Home, desk: Client) -> None:
    roll = roll_of_unit(open_desk(home).published, UNIT)
    page = desk.get("/recipients/unit", params={"key": UNIT}).text
    for line in roll.lines:
        assert f"/facts/{line.record_id}" in page
        assert line.quote in page


def test_a_rejected_fact_counts_no_more_at_once(tmp_path: Path) -> None:
    article = make_article("Đã trao 1 Bằng khen năm 2020 cho đơn vị Sở Y tế tỉnh An Giang.")
    home = Home(tmp_path / "home")
    run(home, article)
    published = open_desk(home).published
    assert roll_of_unit(published, "so y te tinh an giang").facts == 1
    rule(home, article, Act.REJECTED, reason="not-an-award")
    roll = roll_of_unit(published, "so y te tinh an giang")
    assert (roll.facts, roll.won, len(roll.rejected)) == (0, [], 1)


@pytest.mark.parametrize("path", ["/recipients/unit?key=nobody", "/recipients/person?key=nobody"])
def test_whoever_is_not_there_is_a_404(desk: Client, path: str) -> None:
    assert desk.get(path).status_code == 404
    assert desk.get(f"/api/v1{path}").status_code == 404


def test_what_is_no_word_is_told_kindly(desk: Client) -> None:
    answer = desk.get("/recipients", params={"q": "<>"})
    assert answer.status_code == 400
    assert "ít nhất một chữ" in answer.text


def test_a_hostile_name_is_text(home: Home, desk: Client) -> None:
    (key,) = next(iter(rows(home.published, "SELECT unit_key FROM queue WHERE article_id = 'id-hostile0'")))
    page = desk.get(f"/recipients/unit?key={quote(key)}").text
    assert "<script>pwned" not in page
    assert "&lt;script&gt;pwned=1" in page


def test_a_name_is_enough_where_one_person_bears_it(home: Home, desk: Client) -> None:
    published = open_desk(home).published
    assert roll_of_person(published, "nguyen van b", None).name == "Nguyễn Văn B"
    assert desk.get(f"/recipients/person?{urlencode({'key': 'nguyen van a'})}").status_code == 404  # which one?
