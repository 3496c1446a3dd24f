"""Standard error of a run: lines for people on a terminal, one JSON object a line elsewhere."""

import json
import logging
import warnings
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from commands import bangvang
from fake_extractor import fake
from small_site import Answer, Site, serving
from test_scrape_again import OLD, article, listing

from pipeline.cli import logs
from pipeline.cli.options import LogFormat
from pipeline.progress import Lines
from pipeline.settings import Home


@pytest.fixture(autouse=True)
def fake_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.session.default_extractor", fake)
    monkeypatch.delenv("BANGVANG_LOG_FORMAT", raising=False)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The one source that is on; of its two articles one is broken."""
    with serving() as served:
        served.put("/tin", listing(1, 2))
        served.put("/bai-1.html", article(1))
        served.put("/bai-2.html", Answer(b"", 500))
        source = served.source(expect=OLD)
        monkeypatch.setattr("scrapers.sources.readable_sources", lambda _: ([source], []))
        monkeypatch.setattr("scrapers.net.fetch._worth_retrying", lambda error: False)
        yield served


def run(home: Home, *options: str) -> Any:
    return bangvang("run", "--home", home.root, "--contact", "a@example.vn", *options)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_each_line_is_an_object_with_time_level_message_and_the_run(site: Site, home: Home) -> None:
    result = run(home)
    assert result.exit_code == 1
    told = lines(result.stderr)
    assert len({line["run_id"] for line in told}) == 1
    assert all({"time", "level", "message"} <= line.keys() for line in told)
    assert {datetime.fromisoformat(line["time"]).utcoffset() for line in told} == {timedelta(0)}
    assert [line.get("event") for line in told] == ["run-started", "issue", "run-ended", None]


def test_an_issue_tells_its_parts(site: Site, home: Home) -> None:
    (issue,) = [line for line in lines(run(home).stderr) if line.get("event") == "issue"]
    parts = {name: issue[name] for name in ("level", "source", "code", "subject")}
    subject = site.base + "/bai-2.html"
    assert parts == {"level": "error", "source": "bao-thu", "code": "fetch-busy", "subject": subject}


def test_the_end_of_a_run_tells_its_counts(site: Site, home: Home) -> None:
    (end,) = [line for line in lines(run(home).stderr) if line.get("event") == "run-ended"]
    assert (end["state"], end["articles_new"], end["failed"], end["command"]) == ("warnings", 1, 1, "run")


def test_the_last_line_of_a_run_that_fails_is_an_object_with_its_exit_code(home: Home) -> None:
    home.prepare()
    home.work.write_bytes(b"no database" * 1000)
    result = run(home, "--no-scrape")
    (last,) = lines(result.stderr)
    assert (result.exit_code, last["exit_code"], last["event"]) == (4, 4, "failed")
    assert "work.duckdb" in last["message"]


@pytest.mark.parametrize("how", ["option", "environment"])
def test_text_can_be_had_where_there_is_no_terminal(
    site: Site, home: Home, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    if how == "environment":
        monkeypatch.setenv("BANGVANG_LOG_FORMAT", "text")
    result = run(home, *(["--log-format", "text"] if how == "option" else []))
    assert [line.partition(" ")[0] for line in result.stderr.splitlines()] == ["bangvang:", "bangvang:"]
    assert "error: fetch-busy" in result.stderr


def test_other_commands_tell_json_when_the_environment_wants_it(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bangvang("publish", "--home", home.root).stderr == ""
    monkeypatch.setenv("BANGVANG_LOG_FORMAT", "json")
    told = lines(bangvang("publish", "--home", home.root).stderr)
    assert [line["event"] for line in told] == ["run-started", "run-ended"]


def test_a_wish_that_cannot_be_met_is_one_line_and_2(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANGVANG_LOG_FORMAT", "xml")
    result = bangvang("publish", "--home", home.root)
    assert result.exit_code == 2
    assert "BANGVANG_LOG_FORMAT: xml is none of auto, text, json" in result.stderr


def test_the_log_file_is_text_with_what_was_complained_of_and_tracebacks(
    site: Site, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scrapers.crawl.reading_of", lambda *given: 1 // 0)
    told = lines(run(home).stderr)
    assert [line["error"] for line in told if "error" in line] == [
        "ZeroDivisionError: integer division or modulo by zero"
    ]
    kept = home.log.read_text(encoding="utf-8")
    assert "Traceback" in kept
    assert "ERROR error: fetch-busy" in kept
    assert '{"time"' not in kept


def test_progress_is_counted_in_fields(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr("pipeline.progress.SECONDS_BETWEEN_LINES", -1.0)
    logs.log_to(home, LogFormat.JSON)
    list(Lines().track(["a", "b"], 2, "extract"))
    logs.stop()
    told = lines(capsys.readouterr().err)
    assert [(line["event"], line["step"], line["done"], line["total"]) for line in told] == [
        ("progress", "extract", 0, 2),
        ("progress", "extract", 1, 2),
    ]


def test_a_command_leaves_no_log_open(site: Site, home: Home) -> None:
    run(home)
    assert logging.getLogger("bangvang").handlers == []


def test_vietnamese_is_written_as_it_is(home: Home, capsys: Any) -> None:
    logs.log_to(home, LogFormat.JSON)
    logs.complain("Chiến sĩ thi đua\nhai dòng")
    logs.stop()
    written = capsys.readouterr().err
    assert "Chiến sĩ thi đua" in written
    assert written.count("\n") == 1


def test_what_a_library_warns_of_is_an_object_too(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def warning(*given: object, **named: object) -> int:
        logging.getLogger("some.library").warning("no FontBBox")
        warnings.warn("old usage", UserWarning, stacklevel=1)
        return 0

    monkeypatch.setattr("pipeline.steps.extract.extract_pending", warning)
    told = lines(run(home, "--no-scrape").stderr)
    (first, second) = [line["message"] for line in told if "event" not in line]
    assert (first, "old usage" in second) == ("no FontBBox", True)
    assert "no FontBBox" in home.log.read_text(encoding="utf-8")
