"""A night on many hosts that is killed, and the night after it: no page is asked for or extracted twice."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from workbench import make_article, rows, run

from benchmarks.loopback_site import PER_PAGE, loopback_site
from pipeline.settings import Home
from pipeline.steps.recording import Stored
from pipeline.steps.unfinished import Before, unfinished
from pipeline.store.database import open_work

HOUSE = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("crash_scrape.py")
HOSTS, ARTICLES = 4, 45
ON_THEIR_WAY = 2 * HOSTS  # requests that had been made and not yet kept when the process died


@pytest.fixture
def port() -> Iterator[int]:
    with loopback_site(HOSTS, ARTICLES) as served:
        yield served


def told(port: int, path: str) -> Counter[str]:
    """What the site says at one of its control addresses: how often each page was asked for."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        lines = answer.read().decode().splitlines()
    return Counter({line.partition(" ")[2]: int(line.partition(" ")[0]) for line in lines})


def scrape(home: Home, port: int, kill_after: int | None = None) -> list[str]:
    """The articles that were extracted, in order, up to the kill."""
    command = [sys.executable, str(SCRIPT), str(home.root), str(port), str(HOSTS)]
    there = {**os.environ, "PYTHONPATH": str(HOUSE)}
    extracted = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=there) as process:
        assert process.stdout
        for line in process.stdout:
            extracted.append(line.strip())
            if len(extracted) == kill_after:
                process.send_signal(signal.SIGKILL)
                break
    return extracted


def test_a_killed_night_is_taken_up_and_the_next_one_asks_for_what_is_new(port: int, tmp_path: Path) -> None:
    home = Home(tmp_path)
    scrape(home, port, kill_after=HOSTS * ARTICLES // 2)
    scrape(home, port)
    assert rows(home.published, "SELECT count(*), count(DISTINCT url) FROM article") == [(HOSTS * ARTICLES,) * 2]
    asked = told(port, "/asked")
    again = [page for page, times in asked.items() if times > 1 and not page.endswith("/robots.txt")]
    assert len(again) <= ON_THEIR_WAY, again

    told(port, "/grow")
    extracted = scrape(home, port)
    asked = told(port, "/asked")
    new = 2 * HOSTS
    assert len(extracted) == new
    assert sum("/bai-" in page for page in asked) == new
    assert asked.total() <= new + HOSTS * 2 + HOSTS  # articles, two listing pages and robots.txt each
    assert rows(home.published, "SELECT count(*) FROM article") == [(HOSTS * ARTICLES + new,)]
    assert new < PER_PAGE


def test_a_night_that_died_yesterday_is_gone_on_with_though_its_pages_are_old(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.night.write_text((datetime.now(UTC) - timedelta(hours=23)).isoformat())
    with unfinished(home) as before:
        assert before == Before(died=True, began=None)
    with unfinished(home) as before:
        assert before == Before()


def test_a_visit_to_a_few_sources_leaves_the_mark_of_a_night_that_died(tmp_path: Path) -> None:
    home, began = Home(tmp_path), datetime.now(UTC) - timedelta(hours=1)
    home.night.write_text(began.isoformat())
    with unfinished(home, whole=False) as before:
        assert before == Before(died=True, began=began)
    with unfinished(home) as before:
        assert before == Before(died=True, began=began)
    assert not home.night.exists()
    with unfinished(home, whole=False):
        assert home.night.exists()
    assert not home.night.exists()


def test_the_files_of_the_last_articles_are_known(tmp_path: Path) -> None:
    text = "Trường A được tặng Giấy khen."
    page = make_article(text, source="bao-thu", attachments=("https://example.vn/a.pdf", "https://example.vn/b.pdf"))
    home = Home(tmp_path)
    run(home, page, make_article(text + " Vui.", "b", source="bao-thu"), make_article(text + " Khác.", "c", source="x"))
    with closing(open_work(home.work)) as con:
        known = Stored(con).files_of("bao-thu", 10)
    assert sorted(known) == [(file, page.url) for file in page.attachments]
