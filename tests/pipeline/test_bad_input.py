import os
import subprocess
from pathlib import Path

import pytest
from commands import PROGRAM, bangvang, one_line, process
from workbench import make_article, rows, run, run_files

from pipeline.lock import run_lock
from pipeline.settings import Home

GOOD = "Hội nghị tổng kết phong trào thi đua.\n3 Bằng khen năm 2020 cho đơn vị Sở Y tế.\n"
ENGLISH = "The committee met on Tuesday and adopted the report of the working group without a vote.\n" * 3

BAD_FILES = {
    "missing": None,
    "empty": b"",
    "blank": b" \n\t\n",
    "binary": bytes(range(256)) * 20,
    "not Vietnamese": ENGLISH.encode(),
    "wrongly encoded": GOOD.encode("utf-16-le")[1:],
    "a folder's worth of nothing": b"\x00" * 4096,
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_one_line_the_good_one_is_stored(home: Home, tmp_path: Path, kind: str) -> None:
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    good.write_text(GOOD)
    content = BAD_FILES[kind]
    if content is not None:
        bad.write_bytes(content)
    (complaint,) = run_files(home, bad, good)
    assert "bad.txt" in complaint
    assert "\n" not in complaint
    assert rows(home.published, "SELECT doc FROM article") == [("good",)]
    assert rows(home.published, "SELECT code, subject FROM issue") == [("unreadable-file", str(bad))]


def test_the_issue_of_a_file_is_closed_once_it_can_be_read(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    run_files(home, path)
    path.write_text(GOOD)
    run_files(home, path)
    assert rows(home.published, "SELECT count(*) FROM issue WHERE closed_at IS NULL") == [(0,)]


def test_the_old_office_files_of_a_folder_are_named_in_one_line_and_skipped(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "bao-cao"
    (folder / "2020").mkdir(parents=True)
    (folder / "good.txt").write_text(GOOD)
    (folder / "~$good.docx").write_bytes(b"owner")
    for name in ("a.doc", "2020/b.XLS"):
        (folder / name).write_bytes(b"\xd0\xcf\x11\xe0")
    result = bangvang("ingest", folder, "--home", home.root)
    assert result.exit_code == 0
    assert one_line(result.stderr)
    assert all(told in result.stderr for told in ("save these as DOCX, XLSX or PDF", "a.doc", "2020/b.XLS"))
    assert rows(home.published, "SELECT doc FROM article") == [("good",)]


@pytest.mark.parametrize("name", ["a.docx", "a.txt"])
@pytest.mark.parametrize("command", ["ingest", "parse"])
def test_a_damaged_docx_file_is_unreadable_whatever_its_name(tmp_path: Path, command: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04\0\0 word/document.xml")
    home = ["--home", str(tmp_path / "home")]
    result = bangvang(command, path, *(home if command == "ingest" else []))
    assert result.exit_code == 1
    assert f"bangvang: {path}: a damaged office file" in result.stderr


def test_a_folder_without_a_file_to_read_is_told(home: Home, tmp_path: Path) -> None:
    (complaint,) = run_files(home, tmp_path)
    assert complaint == f"{tmp_path}: no text, HTML, PDF, DOCX, XLSX or WARC file in this folder"


def test_ingest_of_a_bad_file_exits_with_1_and_no_traceback(home: Home, tmp_path: Path) -> None:
    done = process("ingest", tmp_path / "missing.txt", "--home", home.root)
    assert done.returncode == 1
    assert "missing.txt" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [["ingest", "x.txt"], ["publish"], ["run", "--no-scrape"]])
def test_an_unreadable_working_database_is_one_line_and_4(home: Home, command: list[str]) -> None:
    home.prepare()
    home.work.write_bytes(b"not a database" * 1000)
    result = bangvang(*command, "--home", home.root)
    assert result.exit_code == 4
    assert one_line(result.stderr)
    assert "work.duckdb" in result.stderr
    assert home.work.read_bytes() == b"not a database" * 1000


@pytest.mark.parametrize("command", [["search"], ["query", "SELECT 1"], ["status"]])
def test_an_unreadable_published_file_is_one_line_and_4(home: Home, command: list[str]) -> None:
    run(home, make_article(GOOD))
    home.published.unlink()
    home.published.write_bytes(b"not a database" * 1000)
    result = bangvang(*command, "--home", home.root)
    assert result.exit_code == 4
    assert result.stderr.count("\n") == 1
    assert "bangvang.duckdb" in result.stderr


@pytest.mark.parametrize("damage", ["text", "empty", "cut", "torn"])
def test_status_on_a_damaged_working_database_is_one_line_and_4(home: Home, damage: str) -> None:
    run(home, make_article(GOOD))
    sound = home.work.read_bytes()
    torn = sound[:12288] + bytes(255 for _ in sound[12288:])
    home.work.write_bytes({"text": b"no database" * 1000, "empty": b"", "cut": sound[:5000], "torn": torn}[damage])
    result = bangvang("status", "--home", home.root)
    assert result.exit_code == 4
    assert one_line(result.stderr)
    assert "work.duckdb: damaged or not a database of ours; move it away" in result.stderr
    assert "Bài viết" in result.stdout


def test_status_before_the_first_run_is_one_line_and_4(home: Home) -> None:
    result = bangvang("status", "--home", home.root)
    assert result.exit_code == 4
    assert one_line(result.stderr)


def test_a_second_run_is_one_line_naming_the_process_and_3(home: Home) -> None:
    home.prepare()
    with run_lock(home.lock):
        result = bangvang("run", "--no-scrape", "--home", home.root)
    assert result.exit_code == 3
    assert one_line(result.stderr)
    assert f"process {os.getpid()}" in result.stderr


def test_a_working_database_that_another_program_holds_is_one_line_and_3(home: Home) -> None:
    run(home, make_article(GOOD))
    hold = f"import duckdb; c = duckdb.connect({str(home.work)!r}); print('held', flush=True); input()"
    command = [PROGRAM[0], "-c", hold]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        holder.stdout.readline()
        result = bangvang("publish", "--home", home.root)
        holder.communicate("\n")
    assert result.exit_code == 3
    assert one_line(result.stderr)
    assert f"process {holder.pid}" in result.stderr


def test_a_home_that_is_a_file_is_one_line_and_4(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("x")
    result = bangvang("run", "--no-scrape", "--home", place)
    assert result.exit_code == 4
    assert one_line(result.stderr)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_that_cannot_be_written_is_one_line_and_4(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    result = bangvang("run", "--no-scrape", "--home", tmp_path / "home")
    tmp_path.chmod(0o700)
    assert result.exit_code == 4
    assert one_line(result.stderr)
