from collections.abc import Iterator
from contextlib import contextmanager
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from threading import Thread

import pytest
from commands import bangvang, one_line

from schemas import Source

HINT = "BANGVANG_CONTACT"


@contextmanager
def _serving(agents: list[str]) -> Iterator[str]:
    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            agents.append(self.headers["User-Agent"])
            self.send_error(404)

        def log_request(self, *_: object) -> None:
            pass

        def log_error(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture
def agents(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the one enabled source is told of who reads it."""
    told: list[str] = []
    with _serving(told) as base:
        source = Source(
            name="bao",
            title="Báo",
            listings=(f"{base}/tin",),
            article_pattern="bai",
            delay_seconds=0,
            allow_private=True,
        )
        monkeypatch.setattr("scrapers.sources.readable_sources", lambda _: ([source], []))
        monkeypatch.delenv(HINT, raising=False)
        yield told


def test_the_contact_of_the_environment_or_the_option_reaches_the_sites(
    agents: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = bangvang("run", "--home", tmp_path, "--contact", "a@example.vn")
    assert agents
    assert all("(+a@example.vn)" in agent for agent in agents)
    assert HINT not in result.stderr
    agents.clear()
    monkeypatch.setenv(HINT, "b@example.vn")
    bangvang("run", "--home", tmp_path)
    assert all("(+b@example.vn)" in agent for agent in agents)


def test_without_a_contact_one_line_asks_for_it(agents: list[str], tmp_path: Path) -> None:
    result = bangvang("run", "--home", tmp_path)
    assert sum(HINT in line for line in result.stderr.splitlines()) == 1
    assert agents, "the sites are read all the same"


def test_nobody_is_asked_when_no_site_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(HINT, raising=False)
    monkeypatch.setattr("scrapers.sources.readable_sources", lambda _: ([], []))
    for options in (["run"], ["run", "--no-scrape"]):
        assert HINT not in bangvang(*options, "--home", tmp_path).stderr


@pytest.mark.parametrize("contact", ["a@example.vn\r\nX: y", "Sở Nội vụ"])
def test_a_contact_that_no_header_can_carry_is_one_line_and_2(tmp_path: Path, contact: str) -> None:
    result = bangvang("run", "--home", tmp_path, "--contact", contact)
    assert result.exit_code == 2
    assert one_line(result.stderr)
