"""Processes that die, or are killed, wherever it strikes them: no endless hunt, nothing half-written, nothing left."""

import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from test_shards import NUMBER, extracted, shard, task, text_of
from test_shards_faults import Death, Here, messages
from workbench import rows

from extractors import may_hold_award
from pipeline.shards import clusters, pages, parts, work
from pipeline.shards.pools import Promise
from pipeline.shards.results import LEFT, Results, sweep
from pipeline.shards.work import Task, do

PARENT = """
import multiprocessing, os, time
from concurrent.futures import ProcessPoolExecutor
from pipeline.crew import serve
pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=serve)
print(pool.submit(os.getpid).result(), flush=True)
time.sleep(60)
"""


class Counting(Here):
    """How often each part is begun."""

    def __init__(self) -> None:
        super().__init__(self._count)
        self.begun: list[str] = []
        self.submitted: list[str] = []

    def submit(self, task: Task) -> Promise:
        self.submitted.append(task.part.name)
        return super().submit(task)

    def _count(self, cut: Task) -> None:
        self.begun.append(cut.part.name)
        do(cut)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "ROWS", 100)


def test_a_page_that_kills_while_pages_are_looked_for_costs_what_follows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "may_hold_award", lambda body: _dies() if b"gate" in body else may_hold_award(body))
    texts = [text_of(number, "gate" if number == 41 else "") for number in range(1, NUMBER)]
    pool = Counting()
    opened = extracted(tmp_path, [shard(tmp_path / "a.parquet", texts)], pool)
    assert rows(opened.home.work, "SELECT count(*) FROM award") == [(40,)]
    ((code, message),) = messages(opened.home)
    assert (code, opened.failed, "the rest of this part is not read" in message) == ("unreadable-file", 1, True)
    assert len(pool.begun) == 3


def test_a_process_that_dies_while_it_writes_is_not_taken_for_one_that_dies_of_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Results, "_flush", lambda self: _dies())
    pool = Counting()
    opened = extracted(tmp_path, [shard(tmp_path / "a.parquet", [text_of(n) for n in range(1, NUMBER)])], pool)
    ((code, message),) = messages(opened.home)
    assert (code, "dies each time" in message) == ("unreadable-file", True)
    assert len(pool.begun) <= 4


def _dies() -> bool:
    raise Death


def test_a_part_that_is_read_twice_at_once_is_one_whole_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both, read = threading.Barrier(2, timeout=20), work._read
    monkeypatch.setattr(work, "_read", lambda *given: (both.wait(), read(*given), both.wait()))
    once = task(tmp_path, [text_of(1), text_of(2)])
    failed: list[BaseException] = []
    threads = [threading.Thread(target=_kept, args=(once, failed)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert pq.read_metadata(once.results).num_rows == 2
    assert [path.name for path in tmp_path.glob(".*.parquet.*")] == []


def _kept(once: Task, failed: list[BaseException]) -> None:
    try:
        do(once)
    except BaseException as error:  # noqa: BLE001 - of a thread
        failed.append(error)


def test_on_a_cluster_one_death_begins_no_other_part_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "ROWS", 10)
    pool = Counting()
    pool.die_together, pool.size = False, 2
    monkeypatch.setattr(pages, "article_from_text", lambda raw, **_: _dies() if "TỬ" in raw else None)
    extracted(
        tmp_path, [shard(tmp_path / "a.parquet", [text_of(n, "TỬ" if n == 3 else "") for n in range(1, 50)])], pool
    )
    assert sorted(map(pool.submitted.count, set(pool.submitted))) == [1, 1, 1, 1, 3]


def test_processes_end_with_the_one_that_began_them_even_when_it_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        parent.kill()
    end = time.monotonic() + 20
    while _lives(child):
        assert time.monotonic() < end, f"process {child} goes on"
        time.sleep(0.02)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_what_killed_processes_left_goes_after_a_day(tmp_path: Path) -> None:
    old = task(tmp_path, [text_of(1)])
    draft, mark = f".{old.results.name}.host.1a2b3c4d", old.mark.name
    whole = {"a.parquet", ".bashrc", ".notes.at", ".x.parquet.host.1", old.results.name, f"{draft}-young"}
    for name in (draft, mark, *whole):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - (9 if name.endswith("young") else 2 * LEFT),) * 2)
    sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == whole


def test_a_cluster_that_has_no_workers_left_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Promise:
        status = "pending"
        asked = 0

        def result(self, timeout: float) -> None:
            self.asked += 1
            if self.asked < 3:
                raise TimeoutError

    class Client:
        def nthreads(self) -> dict[str, int]:
            return {}

    monkeypatch.setattr(clusters, "PATIENCE", 0.01)
    with caplog.at_level(logging.WARNING, "bangvang"):
        clusters._Waiting(Client(), Promise()).result()  # type: ignore[arg-type]
    assert [record.message.split(";")[0] for record in caplog.records] == ["the cluster has no workers left"] * 2
