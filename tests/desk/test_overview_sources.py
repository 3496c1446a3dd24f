"""The page of sources says in plain words how each is, and leads to the facts that it gave."""

from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient
from queue_bench import client, unsure
from workbench import make_article

from pipeline.clock import now
from pipeline.session import Extractor, session
from pipeline.settings import Home
from pipeline.store.sources import store_sources, store_visits
from schemas import Source, Visit

HOSTILE = "<script>alert(1)</script> Báo & tạp chí"
WELL = {"listed": 20, "known": 15, "articles": 5, "with_title": 5, "with_date": 5, "with_body": 5}


def _source(name: str, title: str = "Báo thử", *, enabled: bool = True) -> Source:
    return Source(
        name=name, title=title, listings=("https://bao.example.vn/tin",), article_pattern="x", enabled=enabled
    )


def _visit(source: str, days: int, **changes: object) -> Visit:
    at = now() - timedelta(days=days)
    return Visit.model_validate(
        {"source": source, "started_at": at, "ended_at": at, **WELL, "newest": now().date(), **changes}
    )


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    home = Home(tmp_path_factory.mktemp("sources") / "home")
    text = "3 Bằng khen năm 2019 cho đơn vị Sở Y tế.\nđề nghị 1 Cờ thi đua năm 2020 cho đơn vị Trường X."
    article = make_article(text, source="tot", published=date(2024, 5, 1))
    with session(home, "run", Extractor(unsure, "fake-1")) as opened:
        opened.load([article])
        told = [_source("tot", HOSTILE), _source("kem"), _source("moi"), _source("nghi", enabled=False)]
        store_sources(opened.con, told, opened.run.started_at)
        store_visits(opened.con, [_visit("tot", day) for day in range(5)])
        store_visits(opened.con, [_visit("kem", day, with_date=1) for day in range(5)])
    return client(home)


def test_verdicts_reasons_and_counts_are_those_of_the_view(asked: TestClient) -> None:
    told = {one["source"]: one for one in asked.get("/api/v1/sources").json()}
    assert {name: one["verdict"] for name, one in told.items()} == {
        "tot": "ok", "kem": "warning", "moi": "never visited", "nghi": "off",
    }  # fmt: skip
    assert told["kem"]["reasons"] == ["dates-missing"]
    assert {name: one["facts"] for name, one in told.items()} == {"tot": 2, "kem": 0, "moi": 0, "nghi": 0}


def test_those_in_trouble_come_first_and_in_plain_words(asked: TestClient) -> None:
    text = asked.get("/sources").text
    assert text.index("<small>kem</small>") < text.index("<small>moi</small>") < text.index("<small>tot</small>")
    for words in ("chú ý", "nhiều bài không đọc được ngày", "chưa đọc", "tốt", "5,0"):
        assert words in text


def test_a_source_leads_to_all_its_facts(asked: TestClient) -> None:
    assert 'href="/queue?reviewed=all&amp;source=tot"' in asked.get("/sources").text
    assert asked.get("/api/v1/facts?reviewed=all&source=tot").json()["total"] == 2


def test_a_hostile_name_is_only_text(asked: TestClient) -> None:
    text = asked.get("/sources").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_the_overview_sums_up_the_health(asked: TestClient) -> None:
    text = asked.get("/").text
    assert 'href="/sources"' in text
    for words in ("tốt", "chú ý", "chưa đọc", "tắt"):
        assert words in text
