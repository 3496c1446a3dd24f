"""The box for SQL: what it gives, and what hostile queries do not get."""

import subprocess
import threading
import time
from pathlib import Path

import pytest
from people_bench import PASSWORD, desk, published_home, two_users
from signed import Client

from pipeline.desk.box import ask as asking
from pipeline.desk.box.ask import ask
from pipeline.desk.box.limits import LONGEST_CELL, LONGEST_SQL
from pipeline.settings import Home

pytestmark = pytest.mark.whole_publication


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return published_home(tmp_path_factory.mktemp("sql"))


@pytest.fixture(scope="module")
def client(home: Home) -> Client:
    return Client(desk(home))


def test_an_address_with_a_query_shows_its_rows(client: Client) -> None:
    page = client.get("/sql", params={"q": "SELECT unit, year_from FROM v_award ORDER BY year_from"})
    assert page.status_code == 200
    assert "Có 2 dòng." in page.text
    assert page.text.index("<td>Sở Y tế") < page.text.index(">2019<") < page.text.index(">2020<")
    assert "SELECT unit, year_from FROM v_award ORDER BY year_from</textarea>" in page.text


def test_the_empty_box_shows_examples_and_what_there_is_to_ask(client: Client) -> None:
    page = client.get("/sql").text
    assert "Awards of one title since 2019" in page
    assert "<summary>v_award</summary>" in page
    assert "<b>confidence</b>: " in page


def test_rows_come_as_csv_whose_formulas_are_guarded(client: Client) -> None:
    answer = client.get("/sql.csv", params={"q": "SELECT 'Sở Y tế' AS a, '=1+1' AS b, -1 AS c, NULL AS d"})
    assert answer.text == "\ufeffa,b,c,d\r\nSở Y tế,'=1+1,-1,\r\n"
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]


def test_wrong_sql_is_told_on_the_page_also_when_a_file_was_wanted(client: Client) -> None:
    for path in ("/sql", "/sql.csv"):
        answer = client.get(path, params={"q": "SELECT nothing_like_this FROM v_award"})
        assert answer.status_code == 400
        assert "nothing_like_this" in answer.text
        assert answer.headers["content-type"].startswith("text/html")


def test_readers_may_ask(home: Home, tmp_path: Path) -> None:
    client = Client(desk(home, two_users(tmp_path)))
    client.sign_in("minh", PASSWORD)
    assert client.get("/sql?q=FROM v_total").status_code == 200


def test_what_is_in_the_data_is_text_and_not_page(client: Client) -> None:
    page = client.get("/sql", params={"q": "SELECT '<script>alert(1)</script>' AS \"<b>x\""}).text
    assert "<script>alert" not in page
    assert "<b>x" not in page


def test_a_thousand_rows_are_shown_and_more_are_told(client: Client) -> None:
    page = client.get("/sql?q=FROM range(1001)").text
    assert "Có 1.000 dòng. Còn nữa" in page
    assert page.count('<td class="count">') == 1000
    assert "Còn nữa" not in client.get("/sql?q=FROM range(1000)").text


def test_long_cells_are_cut_on_the_page_only(home: Home) -> None:
    sql = "SELECT repeat('x', 5000)"
    assert ask(home.published, sql).rows == (("x" * LONGEST_CELL + " […]",),)
    assert ask(home.published, sql, cut=False).rows == (("x" * 5000,),)


def test_values_of_every_kind_arrive(home: Home) -> None:
    sql = "SELECT DATE '2024-02-03', [1, 2], {'a': 'ế'}, NULL, true, 1.5, 'nan'::FLOAT, 3::HUGEINT"
    (row,) = ask(home.published, sql).rows
    assert row[:6] == ("2024-02-03", "[1, 2]", '{"a": "ế"}', None, True, "1.5")
    assert row[7] == 3


@pytest.mark.parametrize(
    "sql",
    [
        "FROM '/etc/passwd'",
        "FROM read_text('/etc/passwd')",
        "FROM read_csv('/etc/passwd')",
        "FROM read_blob('/proc/self/environ')",
        "FROM glob('/etc/*')",
        "FROM parquet_scan('/etc/x.parquet')",
        "FROM 'https://example.com/x.csv'",
        "FROM sniff_csv('/etc/passwd')",
        "FROM query('FROM read_text(''/etc/passwd'')')",
        "COPY v_award TO '/tmp/out.csv'",
        "COPY (SELECT 1) TO '/tmp/out.csv'",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '/tmp/out.csv'",
        "EXPORT DATABASE '/tmp/out'",
        "ATTACH '/tmp/z.db'",
        "ATTACH ':memory:' AS z",
        "DETACH bangvang",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '90GB'",
        "RESET lock_configuration",
        "PRAGMA database_list",
        "PRAGMA enable_profiling",
        "CALL pragma_version()",
        "CREATE TABLE x AS SELECT 1",
        "CREATE MACRO m() AS 1",
        "INSERT INTO award SELECT * FROM award",
        "DELETE FROM award",
        "DROP TABLE award",
        "UPDATE award SET title = 'x'",
        "CHECKPOINT",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE award",
        "BEGIN",
        "PREPARE p AS SELECT 1",
        "-- nothing",
        "SELECT getenv('PATH')",
        "SELEC 1",
        "(" * 3000,
    ],
)
def test_what_is_no_reading_of_this_file_is_refused_kindly(home: Home, sql: str) -> None:
    found = ask(home.published, sql)
    assert found.error
    assert found.rows == ()
    assert "Traceback" not in found.error
    assert not Path("/tmp/out.csv").exists()


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("SELECT count(*) FROM range(1000000) a, range(1000000) b, range(1000) c", "sql.time"),
        ("WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t", "sql.time"),
        ("SELECT length(repeat('x', 3500000000))", "sql.memory"),
        ("SELECT list(range) FROM range(100000000)", "sql.memory"),
    ],
)
def test_what_takes_too_much_is_ended_in_time(home: Home, sql: str, problem: str) -> None:
    began = time.monotonic()
    found = ask(home.published, sql, seconds=2 if problem == "sql.time" else 10)
    assert found.problem == problem
    assert time.monotonic() - began < 15


def test_endless_rows_are_only_read_as_far_as_shown(home: Home) -> None:
    found = ask(home.published, "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT n FROM t", 10)
    assert (len(found.rows), found.more) == (10, True)


def test_a_query_of_megabytes_is_not_even_parsed(client: Client) -> None:
    assert client.get("/sql", params={"q": "x" * (LONGEST_SQL + 1)}).status_code == 400


def test_a_query_does_not_see_the_secrets_of_the_desk(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANGVANG_SMTP_PASSWORD", "hush")
    seen = {}
    real = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *words, **how: seen.update(how["env"]) or real(*words, **how))
    assert ask(home.published, "FROM v_total").rows
    assert "BANGVANG_SMTP_PASSWORD" not in seen


def test_the_third_at_once_is_told_to_wait(client: Client, home: Home) -> None:
    with asking.SLOTS, asking.SLOTS:
        answer = client.get("/sql?q=FROM v_total")
    assert answer.status_code == 503
    assert "Đang có hai câu lệnh chạy" in answer.text
    assert ask(home.published, "FROM v_total").rows


def test_pages_are_answered_while_queries_run(client: Client, home: Home) -> None:
    slow = threading.Thread(
        target=ask, args=(home.published, "SELECT count(*) FROM range(99999999999)"), kwargs={"seconds": 2}
    )
    slow.start()
    assert client.get("/reviews").status_code == 200
    assert slow.is_alive()
    slow.join()
