import csv
import json
import math
import signal
import subprocess
import time
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from commands import PROGRAM, bangvang, one_line
from openpyxl.workbook import Workbook
from workbench import make_article, rows, run

from pipeline.catalogue import labels
from pipeline.export import answer, parquet_file, xlsx_file
from pipeline.settings import Home

pytestmark = pytest.mark.whole_publication

TEXT = """3 Bằng khen năm 2019 cho đơn vị Cục THADS tỉnh Bắc Giang.
1 Cờ thi đua năm 2020 cho đơn vị Chi cục Thi hành án dân sự huyện Yên Thế.
7 Giấy khen năm 2021 cho cá nhân Hội Chữ thập đỏ xã Hoà Mỹ"""

# One row of values that are hard for one format or another.
HARD = """SELECT 7 AS whole, -3 AS minus, 2.5::DOUBLE AS broken, 10.25::DECIMAL(10,2) AS money, sum(5::BIGINT) AS huge,
    true AS yes, DATE '2020-02-29' AS day, TIMESTAMP '2020-02-29 13:05:06' AS moment, NULL AS nothing,
    ['a', 'ơ; b'] AS list, {'a': [1, 2]} AS nested, '=1+1' AS formula, '+84' AS plus, '-x' AS dash, '@a' AS at_sign,
    '#N/A' AS error, 'một
hai "ba", bốn' AS lines, 'a' || chr(1) || 'b' AS control, 'Nguyễn Văn Ả' AS name, '' AS empty,
    9007199254740993 AS long, DATE '1850-01-01' AS old, 'NaN'::DOUBLE AS nan"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("export") / "home")
    run(home, make_article(TEXT, title="Tổng kết năm", published=date(2021, 12, 30)))
    return home


def _export(home: Home, file: Path, *options: str) -> str:
    """What is told on standard error."""
    result = bangvang("export", file, "--home", home.root, *options)
    assert result.exit_code == 0, result.stderr
    return result.stderr


def _sheet(file: Path) -> tuple[Sequence[str], list[dict[str, Any]], Workbook]:
    book = openpyxl.load_workbook(file)
    header, *found = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    return [str(name) for name in header], [dict(zip(header, row, strict=True)) for row in found], book


def _csv(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_all_facts_go_into_a_sheet_with_vietnamese_headers(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "facts.xlsx"
    _export(home, file)
    header, found, book = _sheet(file)
    columns = rows(home.published, "SELECT column_name FROM duckdb_columns() WHERE table_name = 'v_award'")
    assert header == [labels()["column", name].vi for (name,) in columns]
    assert [(row["Đơn vị"], row["Số lượng"], row["Từ năm"]) for row in found] == rows(
        home.published, "SELECT unit, count, year_from FROM v_award"
    )
    assert found[0]["Ngày đăng"] == datetime(2021, 12, 30)
    sheet = book.worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:{sheet.cell(4, len(header)).coordinate}")


def test_the_english_header_has_the_names_of_the_database(home: Home, tmp_path: Path) -> None:
    _export(home, tmp_path / "facts.xlsx", "--lang", "en")
    header, *_ = _sheet(tmp_path / "facts.xlsx")
    assert header[:4] == ["title_name", "unit", "person", "years"]
    _export(home, tmp_path / "facts.csv", "--lang", "vi")
    assert list(_csv(tmp_path / "facts.csv")[0])[:2] == ["Danh hiệu", "Đơn vị"]


def test_long_text_wraps_and_columns_have_sensible_widths(home: Home, tmp_path: Path) -> None:
    _export(home, tmp_path / "a.xlsx", "--lang", "en")
    _, _, book = _sheet(tmp_path / "a.xlsx")
    sheet = book.worksheets[0]
    by_name = {cell.value: cell for cell in sheet[1]}
    for name, wrapped in (("quote", True), ("count", None)):
        cell = sheet.cell(3, by_name[name].column)
        assert bool(cell.alignment.wrap_text) == bool(wrapped)
    widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
    assert all(8 <= width <= 60 for width in widths)


def test_a_sheet_tells_where_the_rows_come_from(home: Home, tmp_path: Path) -> None:
    _export(home, tmp_path / "a.xlsx", "--unit", "thads", "--from", "2020")
    _, _, book = _sheet(tmp_path / "a.xlsx")
    told = {row[0].value: row[1].value for row in book["Nguồn gốc"].iter_rows()}
    ((run_id,),) = rows(home.published, "SELECT max(run_id) FROM run")
    assert told["Tệp"] == str(home.published)
    assert (told["Lượt chạy"], told["Số dòng"]) == (run_id, 1)
    assert told["Nội dung"] == "v_award, unit = thads, year_from = 2020"
    assert "đối chiếu" in told["Giới hạn"]
    assert isinstance(told["Xuất lúc (UTC)"], datetime)
    meanings = {row[1].value: row[2].value for row in book["Các cột"].iter_rows(min_row=2)}
    assert meanings["person"] == "Named individual"
    assert None not in meanings.values()


def test_cells_have_types_and_no_text_becomes_a_formula(home: Home, tmp_path: Path) -> None:
    _export(home, tmp_path / "a.xlsx", "--sql", HARD)
    _, (row,), book = _sheet(tmp_path / "a.xlsx")
    assert row == {
        "whole": 7, "minus": -3, "broken": 2.5, "money": 10.25, "huge": 5, "yes": True, "day": datetime(2020, 2, 29),
        "moment": datetime(2020, 2, 29, 13, 5, 6), "nothing": None, "list": "a; ơ; b", "nested": '{"a": [1, 2]}',
        "formula": "=1+1", "plus": "+84", "dash": "-x", "at_sign": "@a", "error": "#N/A",
        "lines": 'một\nhai "ba", bốn', "control": "a\ufffdb", "name": "Nguyễn Văn Ả", "empty": None,
        "long": "9007199254740993", "old": "1850-01-01", "nan": "nan",
    }  # fmt: skip
    kinds = {cell.data_type for cell in book.worksheets[0][2]}
    assert kinds & {"f", "e"} == set()
    assert {"s", "n", "d", "b"} <= kinds


def test_text_that_a_cell_cannot_hold_is_cut_with_a_mark_and_told(home: Home, tmp_path: Path) -> None:
    told = _export(home, tmp_path / "a.xlsx", "--sql", "SELECT repeat('ế', 32767) AS fits, repeat('ế', 32768) AS long")
    _, (row,), _ = _sheet(tmp_path / "a.xlsx")
    assert (len(row["fits"]), len(row["long"]), row["long"][-3:]) == (32767, 32767, "[…]")
    assert told.startswith("bangvang: 1 cell cut")


@pytest.mark.parametrize("question", [["--view", "v_award"], ["--sql", "FROM v_award"]])
def test_more_rows_than_a_sheet_holds_are_one_line_and_2_and_no_file(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, question: list[str]
) -> None:
    monkeypatch.setattr(xlsx_file, "ROWS_OF_A_SHEET", 3)
    result = bangvang("export", tmp_path / "a.xlsx", "--home", home.root, *question)
    assert (result.exit_code, one_line(result.stderr), list(tmp_path.iterdir())) == (2, True, [])
    assert "choose csv or parquet" in result.stderr


def test_csv_is_read_back_as_it_was_stored(home: Home, tmp_path: Path) -> None:
    told = _export(home, tmp_path / "a.csv", "--sql", HARD)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    (row,) = _csv(tmp_path / "a.csv")
    assert row == {
        "whole": "7", "minus": "-3", "broken": "2.5", "money": "10.25", "huge": "5", "yes": "true", "day": "2020-02-29",
        "moment": "2020-02-29 13:05:06", "nothing": "", "list": "a; ơ; b", "nested": '{"a": [1, 2]}',
        "formula": "=1+1", "plus": "+84", "dash": "-x", "at_sign": "@a", "error": "#N/A",
        "lines": 'một\nhai "ba", bốn', "control": "a\x01b", "name": "Nguyễn Văn Ả", "empty": "",
        "long": "9007199254740993", "old": "1850-01-01", "nan": "nan",
    }  # fmt: skip
    assert told == "bangvang: 4 cells would be a formula in Excel: open it there only as xlsx or with --excel-safe\n"


def test_csv_for_excel_guards_formulas_and_no_numbers(home: Home, tmp_path: Path) -> None:
    told = _export(home, tmp_path / "a.csv", "--sql", HARD, "--excel-safe", "--no-bom")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"whole,")
    (row,) = _csv(tmp_path / "a.csv")
    assert [row[name] for name in ("formula", "plus", "dash", "at_sign", "minus", "name")] == [
        "'=1+1", "'+84", "'-x", "'@a", "-3", "Nguyễn Văn Ả",
    ]  # fmt: skip
    assert told == ""


def test_a_carriage_return_survives_csv(home: Home, tmp_path: Path) -> None:
    _export(home, tmp_path / "a.csv", "--sql", "SELECT 'a' || chr(13) || 'b' AS text")
    assert _csv(tmp_path / "a.csv") == [{"text": "a\rb"}]


def test_jsonl_has_types_and_one_object_a_line(home: Home, tmp_path: Path) -> None:
    _export(home, tmp_path / "a.jsonl", "--sql", HARD)
    (line,) = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
    row = json.loads(line)
    assert [row[name] for name in ("whole", "broken", "money", "huge", "yes", "day", "nothing", "nan")] == [
        7, 2.5, 10.25, 5, True, "2020-02-29", None, None,
    ]  # fmt: skip
    assert (row["list"], row["nested"], row["empty"]) == (["a", "ơ; b"], {"a": [1, 2]}, "")
    assert row["moment"] == "2020-02-29T13:05:06"


def test_parquet_has_the_types_of_the_database(home: Home, tmp_path: Path) -> None:
    _export(home, tmp_path / "a.parquet", "--sql", HARD)
    with duckdb.connect() as con:
        result = con.execute(f"FROM '{tmp_path}/a.parquet'")
        names, (row,) = [column[0] for column in result.description or ()], result.fetchall()
    found = dict(zip(names, row, strict=True))
    assert math.isnan(found.pop("nan"))
    assert (found["money"], found["day"], found["moment"]) == (
        Decimal("10.25"), date(2020, 2, 29), datetime(2020, 2, 29, 13, 5, 6),
    )  # fmt: skip
    assert (found["list"], found["nested"], found["control"]) == (["a", "ơ; b"], {"a": [1, 2]}, "a\x01b")
    assert (found["long"], found["old"], found["yes"], found["nothing"]) == (
        9007199254740993, date(1850, 1, 1), True, None,
    )  # fmt: skip


def test_parquet_of_facts_equals_the_view_and_carries_its_comments(home: Home, tmp_path: Path) -> None:
    _export(home, tmp_path / "a.parquet")
    file = tmp_path / "a.parquet"
    with duckdb.connect() as con:
        assert con.execute(f"FROM '{file}'").fetchall() == rows(home.published, "FROM v_award")
        notes = dict(con.execute(f"SELECT decode(key), decode(value) FROM parquet_kv_metadata('{file}')").fetchall())
    assert notes["comment.person"] == "Named individual"
    assert (notes["question"], notes["source"]) == ("v_award", str(home.published))


def test_a_type_that_parquet_does_not_have_is_one_line_and_2(home: Home, tmp_path: Path) -> None:
    result = bangvang("export", tmp_path / "a.parquet", "--home", home.root, "--sql", "SELECT INTERVAL 1 DAY AS i")
    assert (result.exit_code, one_line(result.stderr), list(tmp_path.iterdir())) == (2, True, [])


@pytest.mark.parametrize(
    "options", [["--unit", "thads"], ["--title", "Cờ thi đua"], ["--year", "2021"], ["--to", "2019"], ["--text", "nam"]]
)
def test_the_filters_find_what_search_finds(home: Home, tmp_path: Path, options: list[str]) -> None:
    found = bangvang("search", "--home", home.root, "--format", "json", *options)
    _export(home, tmp_path / "a.jsonl", *options)
    exported = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert exported
    assert [row["record_id"] for row in exported] == [row["record_id"] for row in json.loads(found.stdout)]


def test_a_view_or_table_can_be_exported_and_filtered(home: Home, tmp_path: Path) -> None:
    _export(home, tmp_path / "a.csv", "--view", "v_total")
    assert len(_csv(tmp_path / "a.csv")) == 3
    _export(home, tmp_path / "b.csv", "--view", "v_proposed_not_awarded", "--unit", "thads")
    assert _csv(tmp_path / "b.csv") == []


def test_the_format_can_be_told_whatever_the_suffix(home: Home, tmp_path: Path) -> None:
    _export(home, tmp_path / "facts.txt", "--format", "jsonl", "--sql", "SELECT 1 AS a")
    assert (tmp_path / "facts.txt").read_text(encoding="utf-8") == '{"a": 1}\n'
    _export(home, tmp_path / "FACTS.CSV", "--sql", "SELECT 1 AS a")
    assert _csv(tmp_path / "FACTS.CSV") == [{"a": "1"}]


@pytest.mark.parametrize("kind", ["xlsx", "csv", "parquet", "jsonl"])
def test_an_empty_result_is_a_file_without_rows_and_is_told(home: Home, tmp_path: Path, kind: str) -> None:
    told = _export(home, tmp_path / f"a.{kind}", "--person", "Không Ai")
    assert told == "bangvang: nothing fits; the file has names of columns and no row\n"
    assert (tmp_path / f"a.{kind}").exists()


@pytest.mark.parametrize("kind", ["xlsx", "csv", "parquet", "jsonl"])
def test_many_pieces_make_one_file(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(answer, "CHUNK", 2)
    monkeypatch.setattr(parquet_file, "ROWS_OF_GROUP", 2)
    result = bangvang("export", tmp_path / f"a.{kind}", "--home", home.root, "--sql", "SELECT i FROM range(7) t(i)")
    assert result.stdout == f"7 rows: {tmp_path}/a.{kind}\n"
    if kind == "xlsx":
        assert [row["i"] for row in _sheet(tmp_path / "a.xlsx")[1]] == list(range(7))
    else:
        with duckdb.connect() as con:
            reader = {"jsonl": "read_json"}.get(kind, f"read_{kind}")
            found = con.execute(f"SELECT i FROM {reader}('{tmp_path}/a.{kind}')").fetchall()
            assert found == [(i,) for i in range(7)]


@pytest.mark.parametrize(
    ("arguments", "code_and_line"),
    [
        (["a.ods"], (2, "unknown suffix")),
        (["facts"], (2, "unknown suffix")),
        (["a.csv", "--view", "v_nothing"], (2, "there are article,")),
        (["a.csv", "--view", "v_total", "--text", "x"], (2, "record_id")),
        (["a.csv", "--sql", "SELEC"], (2, "syntax error")),
        (["a.csv", "--sql", "SELECT 1 AS a, 2 AS A"], (2, "two columns are called a")),
        (["a.csv", "--sql", "SELECT 'x'::INTEGER + i FROM range(9) t(i)"], (2, "Could not convert")),
        (["a.csv", "--sql", "SELECT * FROM read_text('/etc/hostname')"], (2, "disabled")),
        (["a.csv", "--sql", "SELECT 1", "--unit", "x"], (2, "--sql says all")),
        (["a.csv", "--sql", "SELECT 1", "--view", "v_award"], (2, "--sql says all")),
        (["a.csv", "--year", "2020", "--from", "2019"], (2, "--year is one year")),
        (["a.xlsx", "--excel-safe"], (2, "--excel-safe is for csv")),
        (["a.parquet", "--no-bom"], (2, "--no-bom is for csv")),
        (["a.jsonl", "--lang", "vi"], (2, "--lang is for xlsx and csv")),
        (["nowhere/a.csv"], (4, "no such folder")),
        (["there.csv"], (2, "--force")),
        (["folder.csv"], (2, "is a folder")),
    ],
)
def test_what_cannot_be_done_is_one_line_and_leaves_no_file(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code_and_line: tuple[int, str]
) -> None:
    code, told = code_and_line
    (tmp_path / "there.csv").write_text("mine", encoding="utf-8")
    (tmp_path / "folder.csv").mkdir()
    monkeypatch.chdir(tmp_path)
    result = bangvang("export", *arguments, "--home", home.root)
    assert (result.exit_code, one_line(result.stderr)) == (code, True), result.stderr
    assert told in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.csv", "there.csv"]
    assert (tmp_path / "there.csv").read_text(encoding="utf-8") == "mine"


def test_a_file_is_replaced_by_force_and_keeps_no_draft_beside_it(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("old", encoding="utf-8")
    _export(home, file, "--force", "--sql", "SELECT 1 AS a")
    assert _csv(file) == [{"a": "1"}]
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert file.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("kind", ["xlsx", "csv", "parquet", "jsonl"])
def test_a_file_that_may_not_grow_leaves_the_old_one_and_one_line(home: Home, tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"a.{kind}"
    file.write_text("old", encoding="utf-8")
    sql = "SELECT uuid()::VARCHAR AS a FROM range(9000)"
    command = f"export {file} --force --home {home.root} --sql '{sql}'"
    limited = f"ulimit -f 64; exec {PROGRAM[0]} -c '{PROGRAM[2]}' {command}"
    done = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, one_line(done.stderr)) == (4, True), done.stderr
    assert file.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("kind", ["xlsx", "csv", "parquet"])
def test_ctrl_c_is_one_line_and_leaves_no_file(home: Home, tmp_path: Path, kind: str) -> None:
    sql = "SELECT i, repeat('x', 50) AS text FROM range(1000000) t(i)"
    command = [*PROGRAM, "export", str(tmp_path / f"a.{kind}"), "--home", str(home.root), "--sql", sql]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        end = time.monotonic() + 20
        while not any(tmp_path.iterdir()) and time.monotonic() < end:
            time.sleep(0.002)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=20)
    assert (running.returncode, one_line(told), list(tmp_path.iterdir())) == (130, True, []), told


def test_without_a_published_file_one_line_says_what_to_do(tmp_path: Path) -> None:
    result = bangvang("export", tmp_path / "a.csv", "--home", tmp_path / "none")
    assert (result.exit_code, one_line(result.stderr)) == (4, True)
    assert list(tmp_path.iterdir()) == []


def test_every_column_of_the_facts_has_a_vietnamese_name_of_its_own(home: Home) -> None:
    columns = rows(home.published, "SELECT column_name FROM duckdb_columns() WHERE table_name = 'v_award'")
    names = [labels()["column", name].vi for (name,) in columns]
    assert len(set(names)) == len(names)
