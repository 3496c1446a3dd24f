"""When the time of a run is used up it ends cleanly, and the next one goes on."""

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from commands import bangvang, messages
from fake_extractor import fake
from small_site import Site, serving
from test_scrape_again import OLD as LONG
from test_scrape_again import OPEN, article, listing
from workbench import make_article, rows

from pipeline.budget import Budget
from pipeline.progress import Lines
from pipeline.session import session
from pipeline.settings import Home
from pipeline.steps.extract import extract_pending
from pipeline.steps.scrape import Plan, scrape
from pipeline.store.database import open_work
from pipeline.store.visits import names_cut_short
from schemas import Source
from scrapers.net.fetch import Fetcher

ARTICLES = 20
OLD = {**LONG, "date": 0}  # of days above the ninth it prints none
LAST = "SELECT state, message FROM run ORDER BY started_at DESC LIMIT 1"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        served.put("/tin", listing(*range(1, ARTICLES + 1)))
        for number in range(1, ARTICLES + 1):
            served.put(f"/bai-{number}.html", article(number))
        yield served


def night(home: Home, *sources: Source, seconds: float | None = None) -> list[str]:
    """A night with so much time; what is complained of."""
    complaints: list[str] = []
    with session(home, "run", fake()) as opened:
        opened.budget = Budget(timedelta(seconds=seconds) if seconds else None)
        scrape(opened, Plan(sources, lambda record: Fetcher(record=record, attempts=1)), Lines(), complaints.append)
    return complaints


def articles(home: Home) -> int:
    ((count,),) = rows(home.published, "SELECT count(*) FROM article")
    assert isinstance(count, int)
    return count


def test_a_visit_that_is_cut_short_keeps_what_it_has_and_the_next_night_goes_on(site: Site, home: Home) -> None:
    slow = site.source(delay_seconds=0.5, concurrency=1, expect=OLD)
    began = time.monotonic()
    night(home, slow, seconds=3)
    assert time.monotonic() - began < ARTICLES * 0.5 - 1, "it ends when its time is used up"
    read = articles(home)
    assert 0 < read < ARTICLES
    ((state, message),) = rows(home.published, LAST)
    assert (state, "1 of 1 source not read to the end" in message) == ("warnings", True)
    assert rows(home.work, OPEN) == [("out-of-time",)]
    assert rows(home.published, 'SELECT articles, "left" FROM visit') == [(read, ARTICLES - read)]
    night(home, site.source(expect=OLD))
    assert articles(home) == ARTICLES
    pages = [path for path in site.asked if path.startswith("/bai-")]
    assert len(pages) == len(set(pages)) == ARTICLES, "nothing is asked for twice"
    assert rows(home.work, OPEN) == []
    assert rows(home.published, LAST) == [("ok", "")]


def test_a_source_that_was_not_reached_is_not_asked_for_anything_and_has_no_visit(site: Site, home: Home) -> None:
    complaints = night(home, site.source(expect=OLD), seconds=0.001)
    assert site.asked == []
    assert rows(home.published, "SELECT count(*) FROM visit") == [(0,)]
    assert rows(home.work, OPEN) == [("out-of-time",)]
    assert rows(home.published, "SELECT state FROM run") == [("warnings",)]
    assert complaints == [], "told in one line at the end, not source by source"


def test_a_visit_that_is_cut_short_is_not_judged_and_closes_no_issue(site: Site, home: Home) -> None:
    both = {"listings": [site.base + "/tin", site.base + "/gone"], "expect": {**OLD, "least_items": 50}}
    night(home, site.source(**both))
    before = rows(home.work, f"{OPEN} ORDER BY code")
    assert before == [("fetch-gone",), ("too-few-items",)]
    night(home, site.source(**both, delay_seconds=1.5), seconds=2.8)
    assert rows(home.published, "SELECT pages FROM visit ORDER BY started_at DESC LIMIT 1") == [(1,)]
    with closing(open_work(home.work)) as con:
        assert names_cut_short(con) == {"bao-thu"}
    assert rows(home.work, f"{OPEN} ORDER BY code") == [("fetch-gone",), ("out-of-time",), ("too-few-items",)]


def test_what_was_not_reached_comes_first_on_the_next_night(site: Site, home: Home) -> None:
    later = site.source(name="bao-sau", listings=[site.base + "/khac"], expect=OLD)
    site.put("/khac", listing(1))
    night(home, site.source(expect=OLD))
    site.asked.clear()
    night(home, site.source(expect=OLD, delay_seconds=0.2), later, seconds=60)
    assert next(path for path in site.asked if path in ("/tin", "/khac")) == "/khac"


class Clock:
    """One that jumps when told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_extraction_stops_after_the_batch_in_hand_and_the_next_run_goes_on(home: Home) -> None:
    stored = [make_article(f"3 Bằng khen năm 2020 cho đơn vị Sở {n}.", f"a{n}") for n in range(130)]
    with session(home, "test", fake()) as opened:
        opened.load(stored)
    clock = Clock()
    with session(home, "run", fake("fake-2"), Budget(timedelta(hours=1), clock)) as opened:
        extract, counts = opened.extract, opened.counts

        def jump(*given: object, **named: object) -> None:
            extract(*given, **named)  # type: ignore[arg-type]
            clock.now += 3601

        opened.extract = jump  # type: ignore[method-assign]
        assert extract_pending(opened, Lines()) == 100
    assert counts.articles_extracted == 100
    told = "time used up (1:00:00): 30 articles not extracted, the next run goes on"
    assert rows(home.published, LAST) == [("warnings", told)]
    with session(home, "run", fake("fake-2")) as opened:
        assert extract_pending(opened, Lines()) == 30
    assert rows(home.published, LAST) == [("ok", "")]


def test_scraping_leaves_a_share_of_the_time_for_extraction() -> None:
    clock = Clock()
    budget = Budget(timedelta(hours=5), clock)
    assert budget.scraping_ends == 4 * 3600
    clock.now = 5 * 3600 - 1
    assert not budget.is_used_up
    clock.now += 1
    assert budget.is_used_up


def test_without_a_budget_time_never_ends() -> None:
    clock = Clock()
    budget = Budget(clock=clock)
    clock.now = 1e9
    assert not budget.is_used_up
    assert budget.scraping_ends > 1e12


@pytest.mark.parametrize("where", ["option", "settings"])
def test_the_option_and_the_settings_give_a_run_its_time(
    site: Site, home: Home, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.setattr("scrapers.sources.readable_sources", lambda _: ([site.source(expect=OLD)], []))
    home.prepare()
    budget = "0.001s"
    home.settings.write_text(f'[run]\nbudget = "{budget if where == "settings" else "5h"}"\n')
    option = ["--budget", budget] if where == "option" else []
    result = bangvang("run", "--home", home.root, "--contact", "a@example.vn", *option)
    assert result.exit_code == 1
    assert site.asked == []
    assert [line for line in messages(result.stderr) if "time used up" in line]
