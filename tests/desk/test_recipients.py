"""Rolls of honour: figures as the published views have them, hostile names as text, persons of one name apart."""

from urllib.parse import urlencode

import pytest
from desk_home import filled_home
from fastapi.testclient import TestClient
from signed import Client
from workbench import make_article, rows, run

from pipeline.desk.app import create_app
from pipeline.desk.desk import open_desk
from pipeline.settings import Home

KEY = "so y te tinh bac giang"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = filled_home(tmp_path_factory.mktemp("rolls"))
    run(made, make_article("1 Giấy khen năm 2022 cho ông Nguyễn Văn A, Sở Nội vụ tỉnh Nam Định.", "other"))
    return made


@pytest.fixture(scope="module")
def asked(home: Home) -> TestClient:
    return Client(create_app(open_desk(home)), raise_server_exceptions=True)


def roll(asked: TestClient, kind: str, **params: str) -> dict[str, list[dict[str, str]]]:
    answer = asked.get(f"/api/v1/recipients/{kind}?{urlencode(params)}")
    assert answer.status_code == 200, answer.text
    found: dict[str, list[dict[str, str]]] = answer.json()
    return found


def test_figures_are_those_of_the_view(home: Home, asked: TestClient) -> None:
    sql = (
        "SELECT title, year_from, count(*) FROM v_award WHERE status = 'awarded' AND "
        f"fold(unit) = '{KEY}' GROUP BY ALL ORDER BY ALL"
    )
    told = roll(asked, "unit", key=KEY)["won"]
    assert sorted((won["title"], won["year_from"], won["facts"]) for won in told) == rows(home.published, sql) != []


def test_streaks_are_those_of_the_view(home: Home, asked: TestClient) -> None:
    sql = f"SELECT person, title, year_from, year_to FROM v_streak WHERE fold(unit) = '{KEY}'"
    told = roll(asked, "unit", key=KEY)["streaks"]
    found = [(one["person"], one["title"], one["year_from"], one["year_to"]) for one in told]
    assert sorted(found, key=str) == sorted(rows(home.published, sql), key=str) != []


@pytest.mark.parametrize("path", ["unit?key=nobody", "person?key=nobody&unit=nowhere"])
def test_who_is_not_known_is_told(asked: TestClient, path: str) -> None:
    assert asked.get(f"/recipients/{path}").status_code == asked.get(f"/api/v1/recipients/{path}").status_code == 404


def test_persons_of_one_name_are_kept_apart(asked: TestClient) -> None:
    told = roll(asked, "person", key="nguyen van a", unit=KEY)
    assert {line["unit_scope"] for line in told["lines"]} == {KEY}
    assert [one["unit_scope"] for one in told["people"]] == ["so noi vu tinh nam dinh"]


def test_names_are_text_on_every_page(home: Home, asked: TestClient) -> None:
    keys = rows(home.published, "SELECT DISTINCT unit_key FROM queue WHERE unit_key LIKE 'xa %'")
    texts = [asked.get(f"/recipients/unit?{urlencode({'key': key})}").text for (key,) in keys]
    assert any("&lt;script&gt;pwned=1" in text for text in texts)
    for text in texts:
        assert "<script>pwned" not in text
        assert "<img src=x" not in text


def test_the_search_folds_words_and_links_to_rolls(asked: TestClient) -> None:
    text = asked.get("/recipients?q=bac giang").text
    assert "/recipients/unit?key=so%20y%20te%20tinh%20bac%20giang" in text
    assert asked.get("/recipients?q=!!!").status_code == 400
    assert asked.get("/recipients").status_code == 200
    persons = asked.get("/api/v1/recipients?q=nguyen van a").json()["persons"]
    assert [one["unit_scope"] for one in persons] == [KEY, "so noi vu tinh nam dinh"]


def test_a_gap_is_no_verdict(asked: TestClient) -> None:
    assert "chưa tìm thấy trong tin đã đọc" in asked.get(f"/recipients/unit?{urlencode({'key': KEY})}").text
