"""Runs after one another: what failed is asked for again, and an issue stays open until a night has looked again."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fake_extractor import fake
from small_site import Answer, Site, serving
from workbench import rows

from pipeline.progress import Lines
from pipeline.session import session
from pipeline.settings import Home
from pipeline.steps.scrape import Plan, scrape
from schemas import Source
from scrapers.discover.backfill import Backfill
from scrapers.net.fetch import Fetcher

OLD = {"cadence_days": 36500}
OPEN = "SELECT code FROM issue WHERE closed_at IS NULL"
NOBODY = Source(
    name="bao-im", title="Báo im", listings=("http://127.0.0.1:1/tin",), article_pattern="x", allow_private=True
)


def run(home: Home, *sources: Source, backfill: Backfill | None = None, whole: bool = True) -> None:
    plan = Plan(sources, lambda record: Fetcher(record=record, attempts=1), backfill, whole=whole)
    with session(home, "run", fake()) as opened:
        scrape(opened, plan, Lines(), lambda line: None)


@pytest.mark.parametrize("partial", [{"whole": False}, {"backfill": Backfill(since=date(2020, 1, 1))}])
def test_only_a_night_of_all_sources_closes_what_it_does_not_meet(tmp_path: Path, partial: dict[str, object]) -> None:
    home = Home(tmp_path)
    run(home, NOBODY)
    opened = rows(home.work, OPEN)
    assert opened
    run(home, **partial)  # type: ignore[arg-type]
    assert rows(home.work, OPEN) == opened
    run(home)
    assert rows(home.work, OPEN) == []


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


def article(number: int, extra: str = "") -> str:
    title = f"Xã số {number} đón nhận Cờ thi đua"
    text = f"Hội nghị số {number} đã nghe báo cáo kết quả công tác thi đua, khen thưởng của ngành trong năm qua. " * 4
    return f"<title>{title}</title><h1>{title}</h1><p>0{number}/03/2020 08:00</p><p>{text}</p>{extra}"


def listing(*numbers: int) -> str:
    return "".join(f"<a href='/bai-{number}.html'>bài</a>" for number in numbers)


def test_an_article_that_failed_far_back_is_asked_for_until_it_is_read(site: Site, tmp_path: Path) -> None:
    home, source = Home(tmp_path), site.source(expect=OLD)
    site.put("/tin", listing(1) + "<a href='/tin?page=2'>Trang sau</a>")
    site.put("/tin?page=2", listing(2))
    site.put("/bai-1.html", article(1))
    site.put("/bai-2.html", Answer(b"", 503))
    run(home, source)
    run(home, source, whole=False)
    assert rows(home.work, f"{OPEN} AND page") == [("fetch-busy",)]
    site.put("/bai-2.html", article(2))
    run(home, source, whole=False)
    assert rows(home.work, OPEN) == []
    assert rows(home.work, "SELECT count(*) FROM article") == [(2,)]


def test_a_file_that_failed_is_asked_for_again_and_tied_to_its_article(site: Site, tmp_path: Path) -> None:
    home, source = Home(tmp_path), site.source(expect=OLD)
    site.put("/tin", listing(1))
    page = site.put("/bai-1.html", article(1, "<a href='/tep.html.pdf'>Danh sách</a>"))
    site.put("/tep.html.pdf", Answer(b"", 503))
    run(home, source)
    site.put("/tep.html.pdf", article(5))
    run(home, source)
    assert rows(home.work, "SELECT attached_to FROM article WHERE attached_to IS NOT NULL") == [(page,)]
    assert rows(home.work, OPEN) == []


def test_a_page_without_an_article_is_not_asked_for_every_night(site: Site, tmp_path: Path) -> None:
    home, source = Home(tmp_path), site.source(expect=OLD)
    site.put("/tin", listing(1, 2))
    site.put("/bai-1.html", article(1))
    site.put("/bai-2.html", Answer(b"", 404))
    run(home, source)
    run(home, source)
    assert site.asked.count("/bai-2.html") == 1
    assert rows(home.work, OPEN) == [("fetch-gone",)]


def test_a_note_about_a_stored_page_stays_and_what_a_listing_lacked_goes(site: Site, tmp_path: Path) -> None:
    home, source = Home(tmp_path), site.source(family="nukeviet", max_pages=1, expect=OLD)
    site.put("/tin", "<p>nothing</p>")
    run(home, source)
    assert ("listing-empty",) in rows(home.work, OPEN)
    site.put("/tin", listing(1))
    site.put("/bai-1.html", article(1))
    run(home, source)
    run(home, source)
    assert rows(home.work, f"{OPEN} AND page") == [("layout-unknown",)]
    assert ("listing-empty",) not in rows(home.work, OPEN)


def test_a_challenge_in_the_place_of_a_listing_is_told_as_such(site: Site, tmp_path: Path) -> None:
    home = Home(tmp_path)
    site.put("/tin", "<title>Just a moment...</title><h1>Checking your browser before accessing</h1>")
    run(home, site.source(expect=OLD))
    assert ("challenge-page",) in rows(home.work, OPEN)
    assert ("listing-empty",) not in rows(home.work, OPEN)


def test_cookies_are_not_sent_back(site: Site, tmp_path: Path) -> None:
    site.put("/tin", Answer(listing(1).encode(), 200, {"Set-Cookie": "who=we", "Content-Type": "text/html"}))
    site.put("/bai-1.html", article(1))
    run(Home(tmp_path), site.source(expect=OLD))
    assert "/bai-1.html" in site.asked
    assert not any("Cookie" in headers for headers in site.request_headers)


def test_a_listing_that_does_not_come_to_what_is_stored_is_told(site: Site, tmp_path: Path) -> None:
    home, source = Home(tmp_path), site.source(expect=OLD, max_pages=1)
    for number in (1, 2, 3):
        site.put(f"/bai-{number}.html", article(number))
    site.put("/tin", listing(1))
    run(home, source)
    site.put("/tin", listing(2, 1) + "<a href='/tin?page=2'>Trang sau</a>")
    run(home, source)
    assert rows(home.work, OPEN) == []
    site.put("/tin", listing(3) + "<a href='/tin?page=2'>Trang sau</a>")
    run(home, source)
    assert rows(home.work, OPEN) == [("crawl-limit",)]
