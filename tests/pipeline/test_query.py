import json
from pathlib import Path

import pytest
from commands import bangvang, one_line
from workbench import make_article, run

from pipeline.settings import Home


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("query") / "home")
    run(home, make_article("3 Bằng khen năm 2019 cho đơn vị Sở Y tế."))
    return home.root


def test_rows_come_as_table_csv_and_json(root: Path) -> None:
    sql = "SELECT title, count FROM v_award"
    assert "bang-khen" in bangvang("query", sql, "--home", root).stdout
    assert bangvang("query", sql, "--home", root, "-f", "csv").stdout == "title,count\nbang-khen,3\n"
    assert json.loads(bangvang("query", sql, "--home", root, "-f", "json").stdout) == [
        {"title": "bang-khen", "count": 3}
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "SELEC 1",
        "SELECT * FROM nothing",
        "DELETE FROM award",
        "DROP VIEW v_award",
        "CREATE TABLE t (a INT)",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM glob('/*')",
        "COPY award TO 'stolen.csv'",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
    ],
)
def test_sql_that_is_wrong_writes_or_reaches_out_is_refused_in_one_line(root: Path, sql: str) -> None:
    result = bangvang("query", sql, "--home", root)
    assert result.exit_code == 2
    assert one_line(result.stderr)
    assert bangvang("query", "SELECT count(*) FROM award", "--home", root, "-f", "csv").stdout.endswith("\n1\n")


@pytest.mark.parametrize(
    "sql", ["", "  \n", "-- only a remark", "/* nothing */", ";", "BEGIN", "SELECT 1; SET VARIABLE x = 1"]
)
def test_sql_that_answers_with_no_rows_is_one_line_and_2(root: Path, sql: str) -> None:
    result = bangvang("query", sql, "--home", root)
    assert result.exit_code == 2
    assert one_line(result.stderr)
    assert 'bangvang query "FROM v_total"' in result.stderr


def test_sql_may_begin_with_a_remark(root: Path) -> None:
    sql = "-- how many\nSELECT count(*) AS n FROM v_award"
    assert bangvang("query", "-f", "csv", sql, "--home", root).stdout == "n\n1\n"


def test_of_several_statements_the_last_ones_rows_are_shown(root: Path) -> None:
    sql = "CREATE TEMP TABLE t AS SELECT 5 AS a; SELECT 1; FROM t; -- done"
    assert bangvang("query", sql, "--home", root, "-f", "csv").stdout == "a\n5\n"


def test_without_a_published_file_one_line_says_what_to_do(tmp_path: Path) -> None:
    result = bangvang("query", "SELECT 1", "--home", tmp_path)
    assert result.exit_code == 4
    assert one_line(result.stderr)
    assert "bangvang ingest FILE" in result.stderr
    assert "bangvang run --sample" in result.stderr
