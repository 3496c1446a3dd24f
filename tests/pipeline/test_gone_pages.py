"""Stored pages are looked at again: what changed is read, what stays away is gone; a site that moved loses nothing."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from fake_extractor import fake
from small_site import Site, serving
from workbench import make_article, rows

from pipeline.progress import Lines
from pipeline.session import Session, session
from pipeline.settings import Home
from pipeline.steps.extract import extract_pending
from pipeline.steps.scrape import Plan, scrape
from scrapers.net.fetch import Fetcher

TEXT = "Hội nghị đã nghe báo cáo kết quả công tác thi đua, khen thưởng của ngành trong năm qua. " * 4
OPEN = "SELECT code FROM issue WHERE closed_at IS NULL AND code = 'pages-vanished'"
WEEK = timedelta(days=8)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        for number in range(1, 5):
            served.put(f"/bai-{number}.html", page(number))
        served.put("/tin", "".join(f"<a href='/bai-{number}.html'>bài</a>" for number in range(1, 5)))
        yield served


def page(number: int, count: int = 2) -> str:
    fact = f"Bài {number}: {count} Bằng khen năm 2019 cho đơn vị Sở số {number}."
    return f"<title>Bài {number}</title><h1>Bài {number}</h1><p>01/03/2020 08:00</p><p>{fact} {TEXT}</p>"


def night(home: Home, site: Site, *, later: timedelta = WEEK) -> Session:
    """A run; all that is stored is made older by `later` first."""
    if home.work.exists():
        with duckdb.connect(str(home.work)) as con:
            for column in ("first_seen", "last_seen", "checked_at", "missing_since", "gone_at"):
                con.execute(f"UPDATE article SET {column} = {column} - ?::INTERVAL", [later])
    plan = Plan([site.source()], lambda record: Fetcher(record=record, attempts=1))
    with session(home, "run", fake()) as opened:
        scrape(opened, plan, Lines(), lambda line: None)
        extract_pending(opened, Lines())
    return opened


def _withdrawn(home: Home) -> list[tuple[str, str]]:
    return rows(home.published, "SELECT unit, cause FROM v_change WHERE kind = 'withdrawn'")


def test_a_page_is_looked_at_again_after_a_week_and_what_changed_in_it_is_told(site: Site, tmp_path: Path) -> None:
    home = Home(tmp_path)
    night(home, site)
    asked = len(site.asked)
    night(home, site, later=timedelta(days=1))
    assert not any("/bai" in path for path in site.asked[asked:])
    site.put("/bai-2.html", page(2, count=7))
    night(home, site)
    assert rows(
        home.published, "SELECT unit, before->>'count', after->>'count' FROM v_change WHERE kind = 'changed'"
    ) == [("Sở số 2", "2", "7")]
    visit = "SELECT articles, failed FROM visit ORDER BY started_at DESC LIMIT 1"
    assert rows(home.published, visit) == [(0, 0)], "a page that is stored is no news"


def test_a_page_that_stays_away_is_gone_and_its_facts_are_withdrawn_for_that_cause(site: Site, tmp_path: Path) -> None:
    home = Home(tmp_path)
    night(home, site)
    del site.answers["/bai-3.html"]
    night(home, site)
    assert _withdrawn(home) == [], "one night proves nothing"
    assert rows(home.published, "SELECT url LIKE '%bai-3%' FROM article WHERE missing_since IS NOT NULL") == [(True,)]
    again = night(home, site)
    assert _withdrawn(home) == [("Sở số 3", "gone")]
    assert again.counts.records_withdrawn == 1
    assert rows(home.published, "SELECT count(*) FROM v_award") == [(3,)]
    assert rows(home.published, "SELECT count(*) FROM award") == [(4,)], "nothing is deleted"


def test_a_page_that_is_back_after_a_night_was_never_gone(site: Site, tmp_path: Path) -> None:
    home = Home(tmp_path)
    night(home, site)
    answers = site.answers.pop("/bai-3.html")
    night(home, site)
    site.answers["/bai-3.html"] = answers
    night(home, site)
    assert rows(home.published, "SELECT count(*) FROM article WHERE missing_since IS NOT NULL") == [(0,)]
    assert rows(home.published, "SELECT count(*) FROM v_award") == [(4,)]


def test_a_page_that_is_back_after_a_month_has_its_facts_restored(site: Site, tmp_path: Path) -> None:
    home = Home(tmp_path)
    night(home, site)
    answers = site.answers.pop("/bai-3.html")
    night(home, site)
    night(home, site)
    site.answers["/bai-3.html"] = answers
    night(home, site, later=timedelta(days=31))
    assert rows(home.published, "SELECT kind, unit FROM v_change ORDER BY changed_at DESC LIMIT 1") == [
        ("restored", "Sở số 3")
    ]
    assert rows(home.published, "SELECT count(*) FROM v_award") == [(4,)]


def test_a_site_whose_pages_all_vanish_in_one_night_has_moved_and_loses_no_fact(site: Site, tmp_path: Path) -> None:
    home = Home(tmp_path)
    night(home, site)
    for number in range(1, 5):
        del site.answers[f"/bai-{number}.html"]
    opened = night(home, site)
    assert opened.failed >= 1
    for later in (timedelta(days=1), WEEK, WEEK):
        assert rows(home.work, OPEN) == [("pages-vanished",)]
        night(home, site, later=later)
    assert _withdrawn(home) == []
    assert rows(home.published, "SELECT count(*) FROM v_award") == [(4,)]
    for number in range(1, 5):
        site.put(f"/bai-{number}.html", page(number))
    night(home, site)
    assert rows(home.work, OPEN) == []


def test_a_copy_elsewhere_counts_when_the_first_page_is_gone(site: Site, tmp_path: Path) -> None:
    home = Home(tmp_path)
    night(home, site)
    ((text,),) = rows(home.work, "SELECT text FROM article WHERE url LIKE '%bai-3%'")
    with session(home, "ingest", fake()) as opened:
        opened.load([make_article(text, "copy")])
    assert rows(home.published, "SELECT count(*) FROM article WHERE same_as IS NOT NULL") == [(1,)]
    del site.answers["/bai-3.html"]
    night(home, site)
    night(home, site)
    assert rows(home.published, "SELECT url FROM v_award WHERE unit = 'Sở số 3'") == [("https://example.vn/copy",)]
