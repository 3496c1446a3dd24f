import shutil
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import StorageError
from pipeline.settings import Home
from pipeline.store.database import open_work
from pipeline.store.migrate import migrate, migrations, version


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:")


def _folder(tmp_path: Path, **steps: str) -> Path:
    for name, sql in steps.items():
        (tmp_path / f"{name.removeprefix('s')}.sql").write_text(sql)
    return tmp_path


def test_an_empty_database_gets_every_step_once(con: duckdb.DuckDBPyConnection) -> None:
    newest = migrations()[-1].version
    assert version(con) == 0
    assert migrate(con) == migrate(con) == newest
    assert con.execute("SELECT count(*) FROM schema_version").fetchall() == [(newest,)]


def test_an_older_database_gets_the_missing_steps_and_keeps_its_rows(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    migrate(con, _folder(tmp_path, s0001_a="CREATE TABLE t (a INT); INSERT INTO t VALUES (7)"))
    migrate(con, _folder(tmp_path, s0002_b="ALTER TABLE t ADD COLUMN b INT DEFAULT 1"))
    assert con.execute("SELECT * FROM t").fetchall() == [(7, 1)]


def test_a_step_that_fails_leaves_nothing_of_itself(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    folder = _folder(tmp_path, s0001_a="CREATE TABLE t (a INT)", s0002_b="CREATE TABLE u (a INT); SELECT nonsense")
    with pytest.raises(duckdb.Error):
        migrate(con, folder)
    assert version(con) == 1
    assert con.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'u'").fetchall() == [(0,)]


def test_a_database_of_a_newer_bangvang_is_refused_in_one_line(home: Home) -> None:
    home.prepare()
    open_work(home.work).close()
    with duckdb.connect(str(home.work)) as con:
        con.execute("INSERT INTO schema_version VALUES (99, now()::TIMESTAMP)")
    with pytest.raises(StorageError, match=r"schema version 99.*install the newer") as caught:
        open_work(home.work)
    assert "\n" not in str(caught.value)


def test_steps_are_numbered_without_gaps() -> None:
    assert [step.version for step in migrations()] == list(range(1, len(migrations()) + 1))


def test_facts_stored_before_there_were_rules_and_scores_stay_and_have_none(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    shutil.copy(migrations()[0].path, tmp_path)
    migrate(con, tmp_path)
    con.execute(
        "INSERT INTO award (record_id, article_id, title, count_qualifier, status, quote, quote_start, quote_end, "
        "flags, extractor_version, first_seen, last_seen) "
        "VALUES ('r', 'a', 'bang-khen', 'exact', 'awarded', 'x', 0, 1, [], '1', now(), now())"
    )
    migrate(con)
    assert con.execute("SELECT record_id, rule, confidence, clues FROM award").fetchall() == [("r", "", None, [])]
