"""The overview's numbers are those of v_award, counted one by one, and each leads to a list of as many facts."""

import re
from collections import Counter
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient
from queue_bench import client, unsure
from rulings import rule
from workbench import make_article, rows, run

from pipeline.catalogue import titles as catalogue
from pipeline.desk.overview.bars import TITLES, by_title, by_year
from pipeline.desk.overview.chosen import chosen
from pipeline.desk.overview.counts import Counts
from pipeline.session import Extractor
from pipeline.settings import Home
from schemas import Act, Article

HOSTILE = "<img src=x onerror=alert(1)> & “Sở” tỉnh An Giang"
TEXTS = {
    "a": "3 Bằng khen năm 2019 cho đơn vị Sở Y tế tỉnh Bắc Giang.\n"
    "1 Giấy khen năm 2020 cho ông An, Sở Y tế tỉnh Bắc Giang.",
    "b": "1 Bằng khen năm 2020 cho đơn vị Sở Nội vụ tỉnh An Giang.\nđề nghị 1 Cờ thi đua năm 2021 cho đơn vị Trường X.",
    "c": f"2 Giấy khen năm 2021 cho đơn vị {HOSTILE}.\n1 Bằng khen năm 1975 cho đơn vị Xã đội Y.",
}
ASKED = (
    "", "status=all", "title=bang-khen", "level=tinh&status=all", "year_from=2020&year_to=2020", "status=proposed",
    "borders=then", "year_from=2020&borders=then&status=all",
)  # fmt: skip


def _article(name: str) -> Article:
    made: Article = make_article(TEXTS[name], name, title=f"Tin {name}", source="nguon", published=date(2024, 5, 1))
    return made


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("overview") / "home")
    run(home, *map(_article, TEXTS), extractor=Extractor(unsure, "fake-1"))
    return home


@pytest.fixture(scope="module")
def asked(home: Home) -> TestClient:
    return client(home)


def _told(asked: TestClient, query: str) -> dict[str, Any]:
    answer = asked.get(f"/api/v1/overview?{query}")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def _brute(home: Home, column: str, where: str = "status = 'awarded'") -> Counter[Any]:
    """v_award, row by row."""
    return Counter(value for (value,) in rows(home.published, f"SELECT {column} FROM v_award WHERE {where}"))


def _facts(bars: list[dict[str, Any]]) -> dict[str | None, int]:
    return {bar["code"]: bar["facts"] for bar in bars}


@pytest.mark.parametrize(
    ("name", "column", "query"),
    [
        ("titles", "title", ""),
        ("levels", "level", ""),
        ("years", "year_from::VARCHAR", ""),
        ("provinces", "province_today", ""),
        ("provinces", "province", "borders=then"),
    ],
)
def test_each_chart_counts_what_v_award_holds(
    home: Home, asked: TestClient, name: str, column: str, query: str
) -> None:
    expected = _brute(home, column)
    unknown = expected.pop(None, 0) if name == "provinces" else 0
    told = _told(asked, query)
    counted = _facts(told[name])
    if name == "years":  # what lies far back makes one bar
        expected["2018"] = expected.pop("1975")
    assert counted == expected
    if name == "provinces":
        assert unknown == told["without_province"] > 0


def test_the_headline_counts_facts_units_persons_and_articles(asked: TestClient) -> None:
    told = _told(asked, "")["headline"]
    assert (told["facts"], told["units"], told["persons"], told["articles"]) == (5, 4, 1, 3)
    assert _told(asked, "status=all")["headline"]["facts"] == 6


@pytest.mark.parametrize("query", ASKED)
def test_every_row_leads_to_a_list_of_as_many_facts(asked: TestClient, query: str) -> None:
    told = _told(asked, query)
    bars = [bar for name in ("years", "titles", "levels", "provinces") for bar in told[name] if bar["queue"]]
    assert bars
    for bar in bars:
        listed = asked.get(f"/api/v1/facts?{urlsplit(bar['queue']).query}").json()
        assert listed["total"] == bar["facts"], bar


def test_the_page_links_every_row_and_the_map_to_such_lists(asked: TestClient) -> None:
    text = asked.get("/?borders=then").text
    links = {unescape(href) for href in re.findall(r'href="(/queue\?[^"]+)"', text)}
    told = _told(asked, "borders=then")
    bars = [bar for name in ("years", "titles", "levels", "provinces") for bar in told[name] if bar["queue"]]
    assert {bar["queue"] for bar in bars} <= links
    assert all(dict(parse_qsl(urlsplit(href).query))["reviewed"] == "all" for href in links)


def test_the_page_says_what_counts_and_what_is_not_told(asked: TestClient) -> None:
    text = asked.get("/").text
    assert "không phải số người" in text
    assert "Chỉ tính trạng thái: đã tặng" in text
    assert "không rõ tỉnh" in text
    assert "Tính mọi trạng thái" in asked.get("/?status=all").text


def test_the_filters_of_an_address_are_chosen_in_the_form(asked: TestClient) -> None:
    text = asked.get("/?title=bang-khen&year_from=2019&status=all").text
    assert re.search(r'value="bang-khen" selected', text)
    assert re.search(r'id="year_from"[^>]*value="2019"', text)
    assert re.search(r'value="all" selected', text)


def test_nothing_that_fits_is_said_and_a_wrong_filter_is_told_kindly(asked: TestClient) -> None:
    assert "Không có dữ kiện nào phù hợp" in asked.get("/?year_from=1901&year_to=1902").text
    assert asked.get("/?level=nope").status_code == 400
    assert asked.get("/?title=%3Cscript%3Ealert(1)").status_code == 400
    assert "<script>alert" not in asked.get("/?title=%3Cscript%3Ealert(1)").text


def test_a_ruling_counts_at_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = Home(tmp_path_factory.mktemp("ruled") / "home")
    run(home, *map(_article, TEXTS), extractor=Extractor(unsure, "fake-1"))
    asked = client(home)
    assert _told(asked, "")["headline"]["checked"] == 0
    rule(home, _article("a"), Act.REJECTED, unsure(_article("a")).records[0], reason="not-awarded")
    told = _told(asked, "")["headline"]
    assert (told["checked"], told["rejected_since"], told["facts"]) == (1, 1, 5)
    assert "vừa bị bác" in asked.get("/").text


def test_a_span_of_years_counts_in_each_and_early_years_make_one_bar() -> None:
    spans: Counter[Any] = Counter({((2018, 2019), "tinh"): 2, ((2019, 2019), None): 3, ((1975, 1975), None): 1})
    counts = Counts(6, Counter(), Counter(), spans, Counter(), Counter())
    bars = by_year(counts, chosen({}))
    assert [(bar.name, bar.facts, bar.by_level) for bar in bars] == [
        ("–2017", 1, {"none": 1}),
        ("2018", 2, {"tinh": 2}),
        ("2019", 5, {"tinh": 2, "none": 3}),
    ]
    assert by_year(counts, chosen({"year_from": "2019"}))[0].name == "2019"


def test_the_titles_beyond_the_first_are_summed_up() -> None:
    codes = list(catalogue())[: TITLES + 2]
    titles = Counter({code: 50 - n for n, code in enumerate(codes)})
    bars = by_title(Counts(0, titles, Counter(), Counter(), Counter(), Counter()), chosen({}))
    assert len(bars) == TITLES + 1
    assert (bars[-1].code, bars[-1].queue, bars[-1].facts) == ("others", None, 50 - TITLES + 50 - TITLES - 1)


def test_a_province_of_before_a_split_is_a_row_beside_the_map_and_leads_to_its_facts(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    run(home, make_article("3 Bằng khen năm 1990 cho đơn vị Sở Y tế tỉnh Hà Bắc.", "hb"))
    asked = client(home)
    assert asked.get("/?borders=then&status=all").status_code == 200
    told = _told(asked, "borders=then&status=all")["provinces"]
    assert [(row["code"], row["facts"]) for row in told] == [("Hà Bắc", 1)]
    assert asked.get(told[0]["queue"]).status_code == 200
