"""The clock goes back between runs or in the middle of one: what was first and last stays in order."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from commands import bangvang
from fake_extractor import fake
from warm import published
from workbench import make_article, rows, run

from pipeline import clock
from pipeline.health import troubles
from pipeline.session import session
from pipeline.settings import Home
from pipeline.steps.shelf import _in_order
from pipeline.store.gone import note_missing, withdraw_gone
from pipeline.store.issues import SETTLED, close_of_visit, store_issues
from schemas import Run, Visit
from scrapers.issues import issue

ONE = "3 Bằng khen năm 2020 cho đơn vị Sở Y tế."
TWO = ONE + "\n5 Giấy khen năm 2021 cho cá nhân Sở Y tế."
DAYS = timedelta(days=400)

Move = Callable[[timedelta], None]


@pytest.fixture
def move(monkeypatch: pytest.MonkeyPatch) -> Move:
    """Sets the clock off by a time, wherever it is read."""

    def moved(by: timedelta) -> None:
        for name in ("pipeline.session.now", "pipeline.store.runs.now"):
            monkeypatch.setattr(name, lambda: clock.now() + by)

    return moved


def _runs(home: Home, between: Callable[[int], None]) -> None:
    for at, text in enumerate((TWO, ONE, TWO, TWO)):
        between(at)
        run(home, make_article(text), make_article(f"{TWO} Bài hai.", "b"))


def test_runs_under_a_clock_that_goes_back_publish_what_an_undisturbed_home_does(
    tmp_path_factory: pytest.TempPathFactory, home: Home, move: Move
) -> None:
    clean = Home(tmp_path_factory.mktemp("clean"))
    _runs(clean, lambda at: None)
    _runs(home, lambda at: move(-at * DAYS if at < 3 else timedelta()))
    assert published(home) == published(clean)
    ids = [name for (name,) in rows(home.published, "SELECT run_id FROM run ORDER BY started_at")]
    assert ids == sorted(set(ids))
    assert len(ids) == 4
    wrong = "SELECT count(*) FROM {} WHERE last_seen < first_seen"
    for table in ("award", "article", "issue", "quarantine"):
        assert rows(home.published, wrong.format(table)) == [(0,)]
    assert rows(home.published, "SELECT count(*) FROM award WHERE withdrawn_at < first_seen") == [(0,)]
    assert rows(home.published, "SELECT count(*) FROM run WHERE ended_at < started_at") == [(0,)]


def test_a_clock_that_is_behind_is_an_issue_until_it_is_right(home: Home, move: Move) -> None:
    move(DAYS)
    run(home, make_article(ONE))
    move(timedelta())
    run(home, make_article(ONE))
    status = bangvang("status", "--home", home.root)
    assert "clock-behind" in status.stdout
    assert "Đồng hồ máy" in status.stdout
    move(DAYS + timedelta(seconds=1))
    run(home, make_article(ONE))
    assert rows(home.published, "SELECT code, closed_at IS NULL FROM issue") == [("clock-behind", False)]
    assert troubles(home) == []


def test_a_clock_that_is_set_right_by_a_second_is_no_news(home: Home, move: Move) -> None:
    run(home, make_article(ONE))
    move(timedelta(seconds=-5))
    run(home, make_article(ONE))
    assert rows(home.published, "SELECT count(*) FROM issue") == [(0,)]
    first, second = rows(home.published, "SELECT started_at, ended_at FROM run ORDER BY run_id")
    assert first[1] < second[0] <= second[1]


def test_a_clock_that_goes_back_in_the_middle_of_a_run_does_not_end_it_before_it_began(home: Home, move: Move) -> None:
    with session(home, "test", fake()) as opened:
        opened.load([make_article(TWO)])
        move(-DAYS)
        opened.load([make_article(ONE)])
    assert rows(home.published, "SELECT ended_at >= started_at FROM run") == [(True,)]
    assert rows(home.published, "SELECT count(*) FROM v_award") == [(1,)]
    assert rows(home.published, "SELECT count(*) FROM award WHERE withdrawn_at < first_seen") == [(0,)]


def test_issues_of_a_source_are_closed_though_the_clock_went_back(home: Home, move: Move) -> None:
    def visit(*codes: str) -> None:
        with session(home, "run", fake()) as opened:
            found = [issue(code, "x", "https://example.vn/tin").model_copy(update={"source": "bao"}) for code in codes]
            store_issues(opened.con, found, "scrape", opened.run)
            close_of_visit(opened.con, "bao", opened.run.started_at)

    visit("listing-empty", "too-few-items")
    move(-SETTLED - DAYS)
    visit("too-few-items")
    query = "SELECT code, closed_at IS NULL FROM issue WHERE stage = 'scrape' ORDER BY code"
    assert rows(home.published, query) == [("listing-empty", False), ("too-few-items", True)]


def test_a_page_that_is_missing_is_gone_after_days_and_not_because_the_clock_went_back(home: Home, move: Move) -> None:
    page, other = make_article(ONE, source="bao"), make_article("Trang còn đó.", "b", source="bao")
    withdrawn = []
    run(home, page, other)
    for days in (1, -400, 2, 5):
        move(timedelta(days=days))
        with session(home, "run", fake()) as opened:
            opened.load([other])
            note_missing(opened.con, [page.url], opened.run.started_at)
            withdrawn.append(withdraw_gone(opened.job, "bao"))
    assert withdrawn == [0, 0, 0, 1]


def test_a_visit_is_never_dated_before_its_run() -> None:
    at = datetime(2026, 3, 1)
    begun = Run(run_id="r", command="run", started_at=at)
    late, early = (Visit(source="bao", started_at=at + by, ended_at=at + by) for by in (DAYS, -DAYS))
    assert _in_order(late, begun.started_at) == late
    assert _in_order(early, begun.started_at) == Visit(source="bao", started_at=at, ended_at=at)


def test_run_ids_stay_different_and_in_order_when_the_clock_stands_still(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    still = clock.now()
    for name in ("pipeline.session.now", "pipeline.store.runs.now"):
        monkeypatch.setattr(name, lambda: still)
    for _ in range(3):
        run(home, make_article(ONE))
    ids = [name for (name,) in rows(home.published, "SELECT run_id FROM run ORDER BY started_at")]
    assert all(one < other for one, other in pairwise(ids))
