"""A working database of an older schema is brought up to date beside itself; the file as it was is kept."""

import logging
import os
import struct
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import StorageError
from pipeline.settings import Home
from pipeline.store.copies import copies
from pipeline.store.database import open_published, open_work
from pipeline.store.migrate import newest, version

NEWEST_DUCKDB = 2000


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    folder = tmp_path / "steps"
    folder.mkdir()
    _step(folder, 1, "CREATE TABLE t (a INT); INSERT INTO t VALUES (7)")
    return folder


@pytest.fixture
def work(home: Home, steps: Path) -> Path:
    home.prepare()
    open_work(home.work, steps).close()
    return home.work


def _step(folder: Path, number: int, sql: str) -> None:
    (folder / f"{number:04}_step.sql").write_text(sql)


def _columns(path: Path) -> list[str]:
    with duckdb.connect(str(path), read_only=True) as con:
        return [row[0] for row in con.execute("DESCRIBE t").fetchall()]


def test_the_file_as_it_was_is_kept_and_named_in_the_log(
    work: Path, steps: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("bangvang"), "propagate", True)
    before = work.read_bytes()
    _step(steps, 2, "ALTER TABLE t ADD COLUMN b INT DEFAULT 1")
    with caplog.at_level(logging.INFO, "bangvang"), closing(open_work(work, steps)) as con:
        assert con.execute("SELECT a, b FROM t").fetchall() == [(7, 1)]
    (kept,) = copies(work)
    assert kept.read_bytes() == before
    assert str(kept) in caplog.text


def test_what_was_not_yet_in_the_file_itself_is_in_the_copy(work: Path, steps: Path) -> None:
    con = duckdb.connect(str(work), config={"checkpoint_threshold": "1GB"})
    con.execute("PRAGMA disable_checkpoint_on_shutdown")
    con.execute("INSERT INTO t VALUES (8)")
    con.close()
    assert work.with_name("work.duckdb.wal").exists()
    _step(steps, 2, "ALTER TABLE t ADD COLUMN b INT")
    open_work(work, steps).close()
    with duckdb.connect(str(copies(work)[0]), read_only=True) as copy:
        assert copy.execute("SELECT a FROM t ORDER BY a").fetchall() == [(7,), (8,)]


def test_a_step_that_fails_leaves_the_file_as_it_was_and_says_so(work: Path, steps: Path) -> None:
    before = work.read_bytes()
    _step(steps, 2, "ALTER TABLE t ADD COLUMN b INT")
    _step(steps, 3, "ALTER TABLE nothing ADD COLUMN c INT")
    with pytest.raises(StorageError, match=r"from schema version 1 to 3: .*the file is as it was") as caught:
        open_work(work, steps)
    assert "\n" not in str(caught.value)
    assert work.read_bytes() == before
    assert sorted(path.name for path in work.parent.iterdir()) == ["archive", "logs", "published", "work.duckdb"]


def test_the_last_two_copies_stay(work: Path, steps: Path) -> None:
    for number in (2, 3, 4):
        _step(steps, number, f"ALTER TABLE t ADD COLUMN c{number} INT")
        open_work(work, steps).close()
    assert [path.name for path in copies(work)] == ["work.duckdb.v2", "work.duckdb.v3"]
    assert _columns(copies(work)[-1]) == ["a", "c2", "c3"]


def test_a_kept_copy_does_not_change_with_the_database(work: Path, steps: Path) -> None:
    _step(steps, 2, "ALTER TABLE t ADD COLUMN b INT")
    with closing(open_work(work, steps)) as con:
        con.execute("DELETE FROM t")
    with duckdb.connect(str(copies(work)[0]), read_only=True) as copy:
        assert copy.execute("SELECT a FROM t").fetchall() == [(7,)]


def test_a_file_system_without_second_names_gets_a_true_copy(
    work: Path, steps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    _step(steps, 2, "ALTER TABLE t ADD COLUMN b INT")
    open_work(work, steps).close()
    assert _columns(copies(work)[0]) == ["a"]


def test_an_upgrade_that_was_killed_between_its_two_renames_is_done_again(work: Path, steps: Path) -> None:
    os.link(work, work.with_name("work.duckdb.v1"))
    work.with_name(".work.duckdb.draft").write_bytes(b"half")
    _step(steps, 2, "ALTER TABLE t ADD COLUMN b INT")
    open_work(work, steps).close()
    assert _columns(work) == ["a", "b"]
    assert _columns(copies(work)[0]) == ["a"]
    assert [path.name for path in work.parent.iterdir() if "draft" in path.name] == []


def test_a_database_that_is_up_to_date_is_not_copied(work: Path, steps: Path) -> None:
    open_work(work, steps).close()
    assert copies(work) == []


def test_a_file_of_a_newer_duckdb_is_refused_in_one_line(work: Path, steps: Path) -> None:
    data = bytearray(work.read_bytes())
    data[12:20] = struct.pack("<Q", NEWEST_DUCKDB)
    data[:8] = struct.pack("<Q", _checksum(bytes(data[8:4096])))
    work.write_bytes(data)
    with pytest.raises(StorageError, match=r"newer DuckDB.*install the newer bangvang") as caught:
        open_work(work, steps)
    assert "\n" not in str(caught.value)


def _checksum(data: bytes) -> int:
    """As DuckDB computes that of its header."""
    result = 5381
    for (word,) in struct.iter_unpack("<Q", data):
        result ^= (word * 0xBF58476D1CE4E5B9) & (2**64 - 1)
    return result


def test_a_published_file_of_a_newer_bangvang_is_refused_and_one_without_a_version_is_read(home: Home) -> None:
    home.prepare()
    with duckdb.connect(str(home.published)) as con:
        con.execute("CREATE TABLE award (a INT)")
    open_published(home.published).close()
    with duckdb.connect(str(home.published)) as con:
        con.execute(f"CREATE TABLE schema_version AS SELECT {newest() + 1} AS version")
    with pytest.raises(StorageError, match=r"published file has schema version \d+.*install the newer"):
        open_published(home.published)


def test_to_look_at_the_version_changes_nothing() -> None:
    with duckdb.connect(":memory:") as con:
        assert version(con) == 0
        assert con.execute("SELECT count(*) FROM duckdb_tables()").fetchall() == [(0,)]
