"""Two runs at once: the second ends with 3 and one line, and the first does not notice."""

import fcntl
import os
import threading
from contextlib import closing

import pytest
from commands import one_line
from warm import Child, Server, Undisturbed, published
from workbench import make_article, rows, run

from pipeline.lock import INSTANT, holder, run_lock
from pipeline.settings import Home
from pipeline.store.database import look_into_work

PLACES = ["call pipeline.session load", "os.rename *bangvang.duckdb"]


@pytest.mark.parametrize("place", PLACES)
def test_a_run_beside_another_is_3_and_the_first_comes_to_its_end(
    warm: Server, undisturbed: Undisturbed, home: Home, place: str
) -> None:
    first = warm.start("run", "--sample", "--home", home.root, place=place).stopped()
    for command in (["run", "--sample"], ["replay"], ["publish"]):
        second = warm.run(*command, "--home", home.root)
        assert second.code == 3, second.stderr
        assert one_line(second.stderr)
        assert f"process {first.pid}" in second.stderr
    assert f"process {first.pid}" in warm.run("status", "--home", home.root).stdout
    assert first.go_on().wait() == 0, first.stderr
    assert published(home) == undisturbed.tables
    assert rows(home.published, "SELECT command, state FROM run") == [("run --sample", "ok")]


def test_of_two_runs_that_start_in_the_same_instant_one_works_and_one_is_refused(warm: Server, home: Home) -> None:
    refused = 0
    for _ in range(10):
        both = [warm.start("publish", "--home", home.root, place="start").stopped() for _ in range(2)]
        codes = sorted(str(one.wait()) for one in _at_once(both))
        assert codes in (["0", "3"], ["0", "0"]), [one.stderr for one in both]
        assert all(one.code == 0 or one_line(one.stderr) for one in both)
        refused += codes == ["0", "3"]
    assert refused > 5, "they were not at once"
    ids = rows(home.published, "SELECT run_id, state FROM run")
    assert len(set(ids)) == len(ids) == 20 - refused
    assert {state for _, state in ids} == {"ok"}


def _at_once(children: list[Child]) -> list[Child]:
    for child in children:
        child.go_on()
    return children


def test_a_run_waits_for_whoever_only_looks(warm: Server, home: Home) -> None:
    run(home, make_article("3 Bằng khen năm 2020 cho đơn vị Sở Y tế."))
    with closing(look_into_work(home.work)):
        waiting = warm.start("publish", "--home", home.root)
        assert waiting.wait(1.0) is None, waiting.stderr
    assert waiting.wait() == 0, waiting.stderr
    assert "nothing new" in waiting.stdout
    assert waiting.stderr == ""


def test_a_run_that_waits_in_vain_is_one_line_and_3(warm: Server, home: Home) -> None:
    run(home, make_article("3 Bằng khen năm 2020 cho đơn vị Sở Y tế."))
    with closing(look_into_work(home.work)):
        refused = warm.run("publish", "--home", home.root)
    assert refused.code == 3
    assert one_line(refused.stderr)
    assert "in use by another process" in refused.stderr


def test_looking_who_holds_the_lock_does_not_refuse_a_run(home: Home) -> None:
    home.prepare()
    with home.lock.open("a") as looking:
        fcntl.flock(looking, fcntl.LOCK_EX)
        threading.Timer(INSTANT / 2, lambda: fcntl.flock(looking, fcntl.LOCK_UN)).start()
        with run_lock(home.lock):
            assert holder(home.lock) == str(os.getpid())
