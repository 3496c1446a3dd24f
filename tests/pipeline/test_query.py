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


def test_without_a_published_file_one_line_says_what_to_do(tmp_path: Path) -> None:
    result = bangvang("query", "SELECT 1", "--home", tmp_path)
    assert result.exit_code == 4
    assert one_line(result.stderr)
    assert "bangvang ingest" in result.stderr
