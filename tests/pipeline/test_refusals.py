"""A run that could not begin leaves a line that `status` can show later."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from commands import bangvang
from fake_extractor import fake
from workbench import make_article, run

from pipeline import refusals as module
from pipeline.errors import LockedError, StorageError
from pipeline.lock import run_lock
from pipeline.refusals import noted, refusals
from pipeline.session import session
from pipeline.settings import Home


def test_a_run_that_meets_another_one_is_noted(home: Home) -> None:
    home.prepare()
    with run_lock(home.lock), pytest.raises(LockedError), session(home, "run", fake()):
        pass
    (refusal,) = refusals(home)
    assert (refusal.command, refusal.exit_code) == ("run", 3)
    assert f"process {os.getpid()}" in refusal.message
    assert datetime.now(UTC) - refusal.at < timedelta(minutes=1)


def test_a_run_that_cannot_open_its_database_is_noted(home: Home) -> None:
    home.prepare()
    home.work.write_bytes(b"no database" * 1000)
    with pytest.raises(StorageError), session(home, "ingest", fake()):
        pass
    assert [(refusal.command, refusal.exit_code) for refusal in refusals(home)] == [("ingest", 4)]


def test_a_run_with_wrong_settings_is_noted(home: Home) -> None:
    home.prepare()
    home.settings.write_text("[run]\nbudgett = 1")
    bangvang("run", "--no-scrape", "--home", home.root)
    assert [(refusal.command, refusal.exit_code) for refusal in refusals(home)] == [("run --no-scrape", 2)]


def test_a_run_that_began_is_no_refusal_though_it_fails(home: Home) -> None:
    with pytest.raises(StorageError), session(home, "run", fake()):
        raise StorageError("the disk is full")
    run(home, make_article("x"))
    assert refusals(home) == []


def test_the_latest_comes_first_and_a_torn_line_is_passed_over(home: Home) -> None:
    for message in ("one", "two"):
        with pytest.raises(LockedError), noted(home, "run"):
            raise LockedError(message)
    home.refused.write_bytes(home.refused.read_bytes() + b'{"at": "2026-')
    with pytest.raises(LockedError), noted(home, "run"):
        raise LockedError("three")
    assert [refusal.message for refusal in refusals(home)] == ["three", "two", "one"]


def test_the_notes_do_not_grow_without_end(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 1000)
    for number in range(40):
        with pytest.raises(LockedError), noted(home, "run"):
            raise LockedError(f"number {number:03}")
    assert sum(path.stat().st_size for path in home.refused.parent.iterdir()) < 2500
    told = [refusal.message for refusal in refusals(home)]
    assert told[:3] == ["number 039", "number 038", "number 037"]
    assert len(told) < 25


def test_where_nothing_can_be_written_the_refusal_itself_is_told(home: Home) -> None:
    home.root.write_text("a file where the folder should be")
    result = bangvang("publish", "--home", home.root)
    assert result.exit_code == 4
    assert refusals(home) == []
