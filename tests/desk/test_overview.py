"""The overview's numbers are those of the published views, and lead to lists of as many facts."""

import re
from html import unescape

import pytest
from desk_home import filled_home
from signed import Client
from workbench import rows

from pipeline.desk.app import create_app
from pipeline.desk.desk import open_desk
from pipeline.settings import Home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return filled_home(tmp_path_factory.mktemp("overview") / "home")


@pytest.fixture(scope="module")
def desk(home: Home) -> Client:
    return Client(create_app(open_desk(home)))


def test_the_counts_are_those_of_v_award(home: Home, desk: Client) -> None:
    told = desk.get("/api/v1/overview").json()
    for name, column in (("titles", "title"), ("years", "year_from::VARCHAR")):
        expected = rows(
            home.published, f"SELECT {column} AS code, count(*) FROM v_award WHERE status = 'awarded' GROUP BY code"
        )
        assert {bar["code"]: bar["facts"] for bar in told[name]} == dict(expected)
    ((facts, units),) = rows(
        home.published, "SELECT count(*), count(DISTINCT unit_scope) FROM queue WHERE status = 'awarded'"
    )
    assert (told["headline"]["facts"], told["headline"]["units"]) == (facts, units)


@pytest.mark.parametrize("borders", ["then", "today"])
def test_provinces_are_those_of_the_names(home: Home, desk: Client, borders: str) -> None:
    told = desk.get("/api/v1/overview", params={"borders": borders}).json()
    column = "province" if borders == "then" else "province_today"
    expected = dict(rows(home.published, f"SELECT {column}, count(*) FROM v_award WHERE status = 'awarded' GROUP BY 1"))
    assert told["without_province"] == expected.pop(None)
    assert {bar["name"]: bar["facts"] for bar in told["provinces"]} == expected


@pytest.mark.parametrize("group", ["titles", "years", "provinces"])
def test_every_bar_leads_to_a_list_of_as_many_facts(desk: Client, group: str) -> None:
    for bar in desk.get("/api/v1/overview").json()[group]:
        listed = desk.get(bar["queue"].replace("/queue", "/api/v1/facts")).json()
        assert listed["total"] == bar["facts"], bar


def test_the_page_says_what_it_counts_and_draws_what_it_says(desk: Client) -> None:
    page = desk.get("/?borders=then").text
    assert "Con số là số dữ kiện" in page
    assert page.count('class="chart"') == 3
    assert "Hoàng Sa" in page
    assert "Trường Sa" in page


def test_links_of_the_page_lead_somewhere(desk: Client) -> None:
    page = desk.get("/").text
    for link in set(re.findall(r'href="(/(?:queue|sources|\?)[^"]*)"', page)):
        assert desk.get(unescape(link)).status_code == 200, link


def test_narrowed_to_nothing_it_says_so(desk: Client) -> None:
    assert "Không có dữ kiện nào phù hợp" in desk.get("/?year_from=1950&year_to=1951").text


def test_sources_are_told_with_their_facts(home: Home, desk: Client) -> None:
    assert desk.get("/sources").status_code == 200
    told = {one["source"]: one["verdict"] for one in desk.get("/api/v1/sources").json()}
    assert told == dict(rows(home.published, "SELECT source, verdict FROM health"))
