"""A night on many hosts that is killed, and the night after it: no page is asked for or extracted twice."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from workbench import rows

from benchmarks.loopback_site import PER_PAGE, loopback_site
from pipeline.settings import Home

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
