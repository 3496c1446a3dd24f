import os
from pathlib import Path

import duckdb
import pytest
from workbench import make_article, rows, run

from pipeline.clock import now
from pipeline.publish import publish
from pipeline.publish.lake import Lake
from pipeline.settings import Home
from pipeline.store.database import open_work
from schemas import Run

pytestmark = pytest.mark.whole_publication

FACT = "2 Bằng khen năm 2019 cho đơn vị Sở Y tế."


def _publish(home: Home, run_id: str, *, parquet: bool = True) -> None:
    with open_work(home.work) as con:
        publish(con, home.published, Run(run_id=run_id, command="test", started_at=now()), parquet=parquet)


def _lake(home: Home) -> Path:
    return home.published.parent / "parquet"


def _folders(home: Home) -> list[str]:
    return sorted(path.name.rpartition("-")[0] for path in home.published.parent.glob(".parquet-*"))


def test_every_table_and_the_flat_facts_are_there_with_the_same_rows_and_types(home: Home) -> None:
    run(home, make_article(FACT))
    names = {name for (name,) in rows(home.published, "SELECT table_name FROM duckdb_tables()")} | {"v_award"}
    assert {path.stem for path in _lake(home).iterdir()} == names
    with duckdb.connect(str(home.published), read_only=True) as con:
        for name in names:
            file = f"read_parquet('{_lake(home) / name}.parquet')"
            assert con.execute(f"FROM {file}").fetchall() == con.execute(f"FROM {name}").fetchall(), name
            kinds = [con.execute(f"SELECT typeof(COLUMNS(*)) FROM {of} LIMIT 1").fetchall() for of in (file, name)]
            assert kinds[0] == kinds[1], name


def test_files_are_compressed_and_carry_the_comments(home: Home) -> None:
    run(home, make_article(FACT))
    file = _lake(home) / "award.parquet"
    with duckdb.connect() as con:
        notes = dict(con.execute(f"SELECT decode(key), decode(value) FROM parquet_kv_metadata('{file}')").fetchall())
        packed = con.execute(f"SELECT DISTINCT compression FROM parquet_metadata('{file}')").fetchall()
    assert packed == [("ZSTD",)]
    told = rows(home.published, "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'award'")
    assert {name: notes[f"comment.{name}"] for name, _ in told} == dict(told)
    assert notes["comment"].startswith("One row a fact")


def test_folders_are_swapped_whole_and_the_one_before_goes_at_the_next_publication(home: Home) -> None:
    run(home, make_article(FACT))
    _publish(home, "r1")
    old = _lake(home).resolve()
    _publish(home, "r2")
    assert _folders(home) == [".parquet-r1", ".parquet-r2"]
    assert (old / "award.parquet").exists()
    _publish(home, "r3")
    assert _folders(home) == [".parquet-r2", ".parquet-r3"]
    assert _lake(home).resolve().name.startswith(".parquet-r3-")


def test_a_half_folder_of_a_dead_process_is_swept_and_never_shown(home: Home) -> None:
    run(home, make_article(FACT))
    half = home.published.parent / ".parquet-r0-dead"
    half.mkdir()
    (half / "award.parquet").write_bytes(b"half")
    (home.published.parent / ".parquet-r0-dead.link").symlink_to(half.name)
    _publish(home, "r1")
    assert ".parquet-r0" not in _folders(home)


def test_a_publication_that_fails_leaves_the_old_folder(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    run(home, make_article(FACT))
    _publish(home, "r1")
    before, file = _lake(home).resolve(), home.published.read_bytes()
    monkeypatch.setattr("pipeline.publish.lake.FLAT", "no_such_view")
    with pytest.raises(duckdb.Error):
        _publish(home, "r2")
    assert _lake(home).resolve() == before
    assert home.published.read_bytes() == file
    assert ".parquet-r2" not in _folders(home)


def test_switched_off_nothing_old_is_left_to_be_taken_for_new(home: Home) -> None:
    run(home, make_article(FACT))
    _publish(home, "r1", parquet=False)
    assert not os.path.lexists(_lake(home))
    assert _folders(home) == []


def test_without_symbolic_links_the_folder_is_renamed_and_that_is_told(
    home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    run(home, make_article(FACT))
    _publish(home, "r1")
    monkeypatch.setattr(Path, "symlink_to", refused)
    for run_id in ("r2", "r3"):
        _publish(home, run_id)
        assert _lake(home).is_dir()
        assert not _lake(home).is_symlink()
        with duckdb.connect() as con:
            file = f"read_parquet('{_lake(home)}/run.parquet')"
            assert con.execute(f"SELECT run_id FROM {file} WHERE command = 'test' AND run_id = '{run_id}'").fetchall()
    assert _folders(home) == []
    assert "no symbolic link" in caplog.text
    monkeypatch.undo()
    _publish(home, "r4")
    assert _lake(home).is_symlink()


def test_an_apostrophe_in_the_home_is_no_trouble(tmp_path: Path) -> None:
    home = Home(tmp_path / "o'clock")
    run(home, make_article(FACT))
    assert Lake(home.published).link.is_symlink()
