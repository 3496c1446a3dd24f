import os
import subprocess
import sys

import pytest
from workbench import make_article, rows, run

from pipeline.clock import now
from pipeline.publish import publish
from pipeline.settings import Home
from pipeline.store.database import open_work
from schemas import Run

FACT = "2 Bằng khen năm 2019 cho đơn vị Sở Y tế."

# One reader keeps its connection, another one opens the file again and again; both tell how many facts they saw.
READERS = """
import duckdb, sys, threading
path, stop = sys.argv[1], threading.Event()
def facts(con):
    return con.execute("SELECT count(*) FROM v_award").fetchone()[0]
def again_and_again():
    while not stop.is_set():
        with duckdb.connect(path, read_only=True) as con:
            seen.append(facts(con))
held, seen = duckdb.connect(path, read_only=True), []
looking = threading.Thread(target=again_and_again)
print("ready", flush=True)
if sys.argv[2] == "again":
    held.close()
    looking.start()
sys.stdin.read()
stop.set()
if sys.argv[2] == "again":
    looking.join()
    print(seen == sorted(seen), seen[-1])
else:
    print(facts(held))
    held.close()
    print(facts(duckdb.connect(path, read_only=True)))
"""


def _kept(home: Home) -> list[str]:
    return sorted(path.stem for path in (home.published.parent / "earlier").iterdir())


def _publish(home: Home, *run_ids: str, keep: int = 3) -> None:
    with open_work(home.work) as con:
        for run_id in run_ids:
            publish(con, home.published, Run(run_id=run_id, command="test", started_at=now()), keep=keep)


@pytest.mark.parametrize(("way", "told"), [("held", ["1", "6"]), ("again", ["True 6"])])
def test_readers_of_another_process_meet_no_lock_and_no_error(home: Home, way: str, told: list[str]) -> None:
    run(home, make_article(FACT))
    command = [sys.executable, "-c", READERS, str(home.published), way]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout
        assert reader.stdout.readline() == "ready\n"
        for at in range(5):
            run(home, make_article(f"{at + 3} Cờ thi đua năm 201{at} cho đơn vị Sở số {at}.", f"b{at}"))
        answer, complaints = reader.communicate(timeout=60)
    assert (answer.split("\n")[:-1], complaints) == (told, "")


def test_the_file_is_read_only_for_everybody(home: Home) -> None:
    run(home, make_article(FACT))
    assert home.published.stat().st_mode & 0o777 == 0o444


def test_the_last_publications_are_kept_under_their_runs_and_older_ones_go(home: Home) -> None:
    run(home, make_article(FACT))
    _publish(home, "r1", "r2", "r3", "r4")
    assert _kept(home) == ["r2", "r3", "r4"]
    kept = home.published.parent / "earlier" / "r2.duckdb"
    assert rows(kept, "SELECT count(*) FROM v_award") == [(1,)]
    assert rows(kept, "SELECT max(run_id) FROM run WHERE run_id LIKE 'r%'") == [("r2",)]


def test_kept_publications_cost_no_space_of_their_own_where_links_are_possible(home: Home) -> None:
    run(home, make_article(FACT))
    _publish(home, "r1")
    assert (home.published.parent / "earlier" / "r1.duckdb").samefile(home.published)


def test_without_links_a_publication_is_copied(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError("no links here")

    run(home, make_article(FACT))
    monkeypatch.setattr(os, "link", refused)
    _publish(home, "r1")
    kept = home.published.parent / "earlier" / "r1.duckdb"
    assert not kept.samefile(home.published)
    assert kept.read_bytes() == home.published.read_bytes()
    assert kept.stat().st_mode & 0o777 == 0o444


def test_half_a_copy_of_a_dead_process_is_swept(home: Home) -> None:
    run(home, make_article(FACT))
    (home.published.parent / "earlier" / ".r0.duckdb.x1").write_bytes(b"half")
    _publish(home, "r1")
    assert [name for name in _kept(home) if name.startswith(".")] == []


def test_the_current_publication_stays_though_the_clock_went_backwards(home: Home) -> None:
    run(home, make_article(FACT))
    _publish(home, "r7", "r8", "r9", "r1")
    assert _kept(home) == ["r1", "r8", "r9"]


def test_none_is_kept_when_none_is_wanted_and_the_published_file_stays(home: Home) -> None:
    run(home, make_article(FACT))
    _publish(home, "r1", "r2", keep=0)
    assert _kept(home) == []
    assert rows(home.published, "SELECT count(*) FROM v_award") == [(1,)]


@pytest.mark.parametrize("damage", ["deleted", "overwritten", "cut"])
def test_a_published_file_that_somebody_damaged_is_replaced(home: Home, damage: str) -> None:
    run(home, make_article(FACT))
    sound = home.published.read_bytes()
    home.published.unlink()
    if damage != "deleted":
        home.published.write_bytes(b"nonsense" * 5000 if damage == "overwritten" else sound[:5000])
    run(home)
    assert rows(home.published, "SELECT count(*) FROM v_award") == [(1,)]
