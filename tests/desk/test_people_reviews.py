"""The log of reviews, and publishing from the desk."""

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from people_bench import comment, desk, published_home
from signed import Client

from pipeline.desk import publishing
from pipeline.desk.publishing import Publisher, State
from pipeline.lock import run_lock
from pipeline.reviews import ReviewStore
from pipeline.reviews.journal import Wanted, each, reviews, waiting
from pipeline.settings import Home
from pipeline.store.database import open_published
from schemas import Act

PATIENCE = 60


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = published_home(tmp_path_factory.mktemp("log"))
    store = ReviewStore(home.reviews)
    for number in range(60):
        moment = comment().at + timedelta(minutes=number)
        store.add(comment(f"r{number}", "lan" if number % 3 else "minh", at=moment))
    store.add(comment("r5", "minh", act=Act.UNDONE, undoes=6, comment=""))
    store.add(comment("a1", "minh", act=Act.CHECKED, comment="<script>alert(1)</script>"))
    return home


@pytest.fixture
def client(home: Home) -> Client:
    return Client(desk(home), follow_redirects=False)


def test_the_newest_come_first_fifty_a_page(client: Client) -> None:
    first, second = client.get("/reviews").text, client.get("/reviews?page=2").text
    assert "Có 62 mục." in first
    assert [first.count("<tr>"), second.count("<tr>")] == [51, 13]
    assert first.index(">62<") < first.index(">61<") < first.index(">60<")
    assert 'href="/reviews?page=2"' in first
    assert 'rel="next"' not in second


def test_a_line_tells_who_when_in_vietnam_and_what_and_leads_to_it(client: Client) -> None:
    page = client.get("/reviews?page=2").text
    assert "10/03/2026 03:30" in page  # 20:30 UTC of the day before
    assert 'href="/facts/r0"' in page
    assert "“đã gọi điện hỏi”" in page
    newest = client.get("/reviews").text
    assert 'href="/articles/a1"' in newest
    assert "<script>alert" not in newest


def test_a_line_names_the_fact_that_it_is_about(tmp_path: Path) -> None:
    home = published_home(tmp_path)
    with open_published(home.published) as con:
        (record,) = con.execute("SELECT record_id FROM award WHERE year_from = 2020").fetchone() or ("",)
    ReviewStore(home.reviews).add(comment(record))
    page = Client(desk(home)).get("/reviews").text
    assert f'<a href="/facts/{record}">Cờ thi đua</a>' in page
    assert "<br>Sở Y tế (2020)" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [("reviewer=minh", 22), ("act=undone", 1), ("reviewer=lan&act=commented", 40), ("subject=r5", 2),
     ("subject=a1", 62), ("reviewer=&act=&subject=", 62), ("act=nothing", 62), ("reviewer=' OR 1", 0)],
)  # fmt: skip
def test_filters_join(client: Client, query: str, count: int) -> None:
    assert f"Có {count} mục." in client.get(f"/reviews?{query}").text


def test_pages_keep_the_filters(client: Client) -> None:
    assert 'href="/reviews?subject=a1&amp;page=2"' in client.get("/reviews?subject=a1").text


def test_the_log_comes_as_csv_the_oldest_first(client: Client) -> None:
    lines = client.get("/reviews.csv?reviewer=minh").text.splitlines()
    assert lines[0].startswith("\ufeffnumber,reviewed_at,reviewer,act,subject")
    assert lines[1].startswith("1,2026-03-09 20:30:00,minh,commented,r0,a1")
    assert len(lines) == 23


def test_what_waits_are_acts_that_change_what_is_published(home: Home) -> None:
    store = ReviewStore(home.reviews)
    assert [waiting(store, number) for number in (0, 60, 61)] == [1, 1, 0]


def test_a_home_without_a_log_has_an_empty_one(tmp_path: Path) -> None:
    store = ReviewStore(tmp_path / "none.sqlite")
    assert (reviews(store, Wanted()), list(each(store, Wanted())), waiting(store, 0)) == ([], [], 0)
    assert not store.path.exists()


def test_each_review_comes_once_over_many_chunks(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.reviews.journal.CHUNK", 7)
    assert [logged.number for logged in each(ReviewStore(home.reviews), Wanted())] == list(range(1, 63))


# Publishing


def _ends(publisher: Publisher) -> State:
    end = time.monotonic() + PATIENCE
    while publisher.last.state is State.RUNNING:
        assert time.monotonic() < end
        time.sleep(0.02)
    return publisher.last.state


def test_the_button_publishes_and_tells_when_it_is_done(tmp_path: Path) -> None:
    home = published_home(tmp_path)
    ReviewStore(home.reviews).add(comment())
    client, before = Client(desk(home), follow_redirects=False), home.published.stat().st_ino
    assert client.post("/reviews/publish").headers["location"] == "/reviews"
    assert "Đang công bố (" in client.get("/reviews").text
    assert _ends(client.app.state.publisher) is State.DONE, client.app.state.publisher.last  # type: ignore[attr-defined]
    assert home.published.stat().st_ino != before
    assert "Đã công bố lúc" in client.get("/reviews").text


def test_a_run_that_is_going_on_is_told(tmp_path: Path) -> None:
    home = published_home(tmp_path)
    client = Client(desk(home), follow_redirects=False)
    with run_lock(home.lock):
        client.post("/reviews/publish")
        assert _ends(client.app.state.publisher) is State.LOCKED  # type: ignore[attr-defined]
    page = client.get("/reviews").text
    assert "một lần chạy khác đang làm việc" in page
    assert "another run is going on" in page


def test_one_at_a_time_and_a_failure_says_why(
    home: Home, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = tmp_path / "stop"
    wait = f"import os, sys, time\nwhile not os.path.exists({str(stop)!r}): time.sleep(0.02)\nsys.exit('disk full')"
    monkeypatch.setattr(publishing, "PROGRAM", (sys.executable, "-c", wait))
    assert client.post("/reviews/publish").status_code == 303
    again = client.post("/reviews/publish")
    assert again.status_code == 400
    assert "going on already" in again.text
    stop.touch()
    assert _ends(client.app.state.publisher) is State.FAILED  # type: ignore[attr-defined]
    assert "disk full" in client.get("/reviews").text


def test_a_program_that_cannot_be_started_is_a_failure(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*words: object, **how: object) -> subprocess.CompletedProcess[str]:
        raise OSError("no more processes")

    monkeypatch.setattr(subprocess, "run", broken)
    publisher = Publisher(home)
    publisher.start("lan")
    assert _ends(publisher) is State.FAILED
    assert publisher.last.said == "no more processes"


def test_the_page_of_a_long_log_is_fast(tmp_path: Path) -> None:
    store = ReviewStore(tmp_path / "reviews.sqlite")
    first = store.add(comment())
    with store._open() as con:
        con.execute("BEGIN")
        (row,) = con.execute("SELECT act, subject, article_id, reviewer, at, review FROM review").fetchall()
        made = ((number, row[0], f"r{number}", *row[2:]) for number in range(2, 50_001))
        con.executemany("INSERT INTO review VALUES (?, ?, ?, ?, ?, ?, ?)", made)
        con.execute("COMMIT")
    assert first.number == 1
    assert _seconds(lambda: reviews(store, Wanted(reviewer="lan"), 49_900)) < 0.3


def _seconds(act: Callable[[], object]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began
