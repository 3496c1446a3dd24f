"""The facts of a view: words, counts, order, neighbours, and rulings that count at once."""

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from queue_bench import client, facts, published_home, told, units, unsure
from rulings import rule, undo
from workbench import run

from pipeline.desk.desk import open_desk
from pipeline.desk.listing import Filters, facets, facts_seen, neighbours, total
from pipeline.desk.published import Published
from pipeline.session import Extractor
from pipeline.settings import Home
from schemas import Act

YEN_THE = "Chi cục Thi hành án dân sự huyện Yên Thế, tỉnh Bắc Giang"
BAC_GIANG = "Cục THADS tỉnh Bắc Giang"
DANG = "Sở Giáo dục và Đào tạo tỉnh An Giang"
THUY = "Sở Y tế tỉnh An Giang"
FORMULA = "=HYPERLINK(1)"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return published_home(tmp_path_factory.mktemp("queue"))


@pytest.fixture(scope="module")
def asked(home: Home) -> TestClient:
    return client(home)


@pytest.fixture(scope="module")
def published(home: Home) -> Published:
    return open_desk(home).published


@pytest.fixture
def own(home: Home, tmp_path: Path) -> Home:
    """A copy that a test may rule on."""
    return Home(Path(shutil.copytree(home.root, tmp_path / "own", symlinks=True)))


def test_flagged_facts_come_first_and_then_the_least_sure(published: Published) -> None:
    rows = facts_seen(published, Filters())
    assert [bool(row["flags"]) for row in rows] == [True, True, False, False, False, False]
    assert [row["confidence"] for row in rows[2:]] == [0.4, 0.4, 0.6, 0.9]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=thads", {YEN_THE, BAC_GIANG}),
        ("q=thi hành án dân sự bac giang", {YEN_THE, BAC_GIANG}),
        ("q=THADS yen the", {YEN_THE}),
        ("q=nguyen si dang", {DANG}),
        ("q=Nguyễn Sĩ Đặng GD%26ĐT", {DANG}),
        ("q=tran thúy", {THUY}),
        ("q=tin so a", {YEN_THE, BAC_GIANG}),
        ("q=giấy khen an giang", {DANG}),
        ("q=giang an giay khen 2021", {DANG}),
        ("q=co-thi-dua yên thế", {YEN_THE}),
        ("q=thads an giang", set()),
        ("q=bằng khen hạng nhì", {THUY}),
        ("title=bằng khen hạng 2", {THUY}),
        ("title=co thi dua&status=proposed", {YEN_THE}),
        ("unit=sở y tế", {THUY}),
        ("person=tran", {THUY}),
        ("province=bac ninh", {YEN_THE, BAC_GIANG}),
        ("province=bac giang&borders=then", {YEN_THE, BAC_GIANG}),
        ("province=bac giang", set()),
        ("year_from=2019&year_to=2020", {YEN_THE, BAC_GIANG}),
        ("kind=ca_nhan&source=nguon-b", {DANG, THUY}),
        ("level=tinh", {THUY, BAC_GIANG}),
        ("flag=headline-differs&status=awarded", {"<script>alert(1)</script> & “Sở”"}),
        ("max_confidence=0.5", {YEN_THE, FORMULA}),
        ("min_confidence=0.9&flag=", {THUY, BAC_GIANG}),
    ],
)
def test_facts_are_found_by(asked: TestClient, query: str, found: set[str]) -> None:
    assert set(units(asked, query)) == found


FILTERS = (
    "",
    "status=awarded",
    "province=bac ninh",
    "year_from=2020&year_to=2021",
    "q=giang",
    "title=giay-khen&q=khen",
)


@pytest.mark.parametrize("query", FILTERS)
def test_every_count_is_what_its_link_finds(published: Published, query: str) -> None:
    filters = Filters.of(dict(part.split("=") for part in query.split("&") if part))
    counts = facets(published, filters)
    assert counts["title"]
    for name, values in counts.items():
        for value, number in values:
            changes = {"year_from": value, "year_to": value} if name == "year" else {name: value}
            assert total(published, filters.but(**changes)) == number, (name, value)


def test_all_values_are_counted(published: Published) -> None:
    whole = facts_seen(published, Filters())
    counted = {name: dict(values) for name, values in facets(published, Filters()).items()}
    for name, column in (("source", "source"), ("title", "title"), ("status", "status"), ("kind", "recipient_kind")):
        assert counted[name] == {
            value: sum(row[column] == value for row in whole) for value in {r[column] for r in whole}
        }


def test_the_latest_news_come_first_when_asked(published: Published) -> None:
    days = [row["published"] for row in facts_seen(published, Filters.of({"order": "newest"}))]
    assert days == sorted(days, reverse=True)
    assert len(set(days)) == 3


@pytest.mark.parametrize("order", ["queue", "newest"])
def test_from_each_fact_one_gets_to_the_one_before_and_after(published: Published, order: str) -> None:
    filters = Filters.of({"order": order})
    ids = [row["record_id"] for row in facts_seen(published, filters)]
    around = [neighbours(published, filters, record_id) for record_id in ids]
    assert around == list(zip([None, *ids], [*ids[1:], None], strict=False))


def test_a_fact_that_is_not_in_a_view_has_neighbours_there(published: Published) -> None:
    ids = [row["record_id"] for row in facts_seen(published, Filters())]
    proposed, registered = ids[2], ids[3]
    assert neighbours(published, Filters.of({"status": "proposed"}), registered) == (proposed, None)
    assert neighbours(published, Filters(), "nobody") == (None, None)


def test_what_was_just_ruled_on_is_checked_and_its_counts_follow(own: Home) -> None:
    asked = client(own)
    first = facts(asked, "reviewed=no&source=nguon-a")[0]
    logged = rule(own, told("a"), Act.CONFIRMED, unsure(told("a")).records[1], subject=first["record_id"])
    assert first["record_id"] not in [fact["record_id"] for fact in facts(asked, "reviewed=no")]
    assert [fact["verdict"] for fact in facts(asked, "reviewed=confirmed")] == ["confirmed"]
    counts = asked.get("/api/v1/facets").json()
    assert {row["value"]: row["facts"] for row in counts["reviewed"]} == {"no": 5, "yes": 1, "confirmed": 1}
    assert {row["value"]: row["facts"] for row in counts["source"]}["nguon-a"] == 1
    undo(own, logged)
    assert len(facts(asked, "reviewed=no")) == 6


def test_a_new_publication_is_seen_at_once(own: Home) -> None:
    asked = client(own)
    assert len(facts(asked, "q=giang")) == 4
    fresh = told("b").model_copy(update={"article_id": "id-d", "doc": "d", "url": "https://example.vn/d"})
    run(
        own,
        fresh.model_copy(update={"text": fresh.text.replace("2021", "2015")}),
        extractor=Extractor(unsure, "fake-1"),
    )
    assert len(facts(asked, "q=giang")) == 6
    assert asked.get("/queue?q=giang").status_code == 200


def test_facts_are_read_on_from_the_last_one_seen(asked: TestClient) -> None:
    seen, after = [], None
    while True:
        answer = asked.get("/api/v1/facts", params={"limit": 4} | ({"after": after} if after else {})).json()
        seen += [fact["record_id"] for fact in answer["facts"]]
        after = answer["after"]
        if after is None:
            break
    assert seen == [fact["record_id"] for fact in facts(asked, "limit=1000")]
    assert facts(asked, "offset=4") == facts(asked, "")[4:]
