"""`bangvang doctor` names what is wrong with a home, and what to do about it."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from commands import bangvang
from test_lock import _hold
from workbench import make_article, run

from pipeline import doctor
from pipeline.doctor import CHECKS, Case, examine, installation
from pipeline.progress import Lines
from pipeline.settings import Home
from pipeline.store.migrate import newest
from pipeline.store.sources import store_snapshots
from schemas import Exchange
from scrapers.archive.store import Archive

FACT = "3 Bằng khen năm 2020 cho đơn vị Sở Y tế."
URL = "https://bao.example/1"


@pytest.fixture
def filled(home: Home) -> Home:
    """A home in order, with one fetched page."""
    run(home, make_article(FACT))
    moment = datetime(2024, 1, 2, tzinfo=UTC)
    kept = Archive(home.archive).keep(Exchange(url=URL, final_url=URL, fetched_at=moment, status=200), b"trang mot")
    with duckdb.connect(str(home.work)) as con:
        store_snapshots(con, [kept])
    return home


@pytest.fixture(autouse=True)
def _quickly(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """To read a sentence takes seconds: one test does."""
    if "whole" not in request.fixturenames:
        monkeypatch.delitem(CHECKS, "Bộ trích xuất")


@pytest.fixture(autouse=True)
def _with_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether this machine has Tesseract changes nothing here."""
    monkeypatch.setattr("scrapers.documents.ocr.is_installed", lambda: True)


@pytest.fixture
def whole() -> None:
    """With the check that takes seconds."""


def _found(home: Home, *, quick: bool = False) -> list[tuple[str, str, str, str]]:
    """What is not ok."""
    found = examine(Case.of(home, Lines(), quick=quick))
    return [(name, *one) for name, one in found if one.grade is not doctor.Grade.OK]


def _only(home: Home, name: str, grade: str, *words: str, quick: bool = False) -> None:
    """The one thing that is wrong, and the words that tell it and what to do."""
    (found,) = _found(home, quick=quick)
    assert found[:2] == (name, grade)
    assert [word for word in words if word not in " ".join(found[2:])] == [], found
    assert found[3]


@pytest.mark.usefixtures("whole")
def test_all_is_well_in_a_home_that_is_in_order(filled: Home) -> None:
    before = {path: path.stat().st_mtime_ns for path in filled.root.rglob("*")}
    done = bangvang("doctor", "--home", filled.root)
    assert (done.exit_code, done.stderr) == (0, "")
    assert [name for name in CHECKS if name not in done.stdout] == []
    assert [head for head in ("Kiểm tra", "Kết quả", "Việc cần làm") if head not in done.stdout] == []
    assert "đọc đúng câu mẫu" in done.stdout
    assert {path: path.stat().st_mtime_ns for path in filled.root.rglob("*")} == before


def test_a_home_that_is_not_there_is_a_warning_and_is_not_made(home: Home) -> None:
    done = bangvang("doctor", "--home", home.root, "--format", "json")
    rows = json.loads(done.stdout)
    assert [(row["check"], row["grade"]) for row in rows if row["grade"] != "ok"] == [("Thư mục", "warning")]
    assert set(rows[0]) == {"check", "grade", "found", "todo"}
    assert (done.exit_code, home.root.exists()) == (1, False)


def test_tesseract_that_is_missing_is_a_warning(filled: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrapers.documents.ocr.is_installed", lambda: False)
    monkeypatch.setattr(installation, "_is_installed", lambda _: True)
    _only(filled, "OCR", "warning", "apt install tesseract-ocr tesseract-ocr-vie")


def test_something_broken_is_exit_code_4(filled: Home) -> None:
    filled.work.unlink()
    done = bangvang("doctor", "--home", filled.root)
    assert done.exit_code == 4
    assert "lỗi" in done.stdout


# The home


def test_while_a_run_goes_on_its_process_is_named_and_nothing_is_wrong(filled: Home) -> None:
    filled.night.write_text("2024-01-02T00:00:00+00:00")
    other = _hold(filled.lock)
    try:
        told = {name: one.told for name, one in examine(Case.of(filled, Lines(), quick=False))}
        assert f"tiến trình {other.pid}" in told["Khóa"]
        assert _found(filled) == []
    finally:
        other.kill()
        other.wait()


def test_little_room_is_a_warning(filled: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.doctor.places.shutil.disk_usage", lambda _: SimpleNamespace(free=5 * 10**8))
    _only(filled, "Ổ đĩa", "warning", "0.5 GB", "1.0 GB")


def test_a_folder_that_cannot_be_written_is_an_error(filled: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.doctor.places.os.access", lambda path, _: path != filled.archive)
    _only(filled, "Thư mục", "error", str(filled.archive), "không ghi được")


def test_a_night_that_died_is_a_warning_with_its_time(filled: Home) -> None:
    filled.night.write_text("2024-01-02T03:04:05+00:00")
    _only(filled, "Đêm dở dang", "warning", "2024-01-02T03:04:05", "nối tiếp")


@pytest.mark.parametrize(
    ("name", "grade"),
    [
        (".work.duckdb.draft", "warning"),
        ("published/.bangvang.duckdb.7.draft", "warning"),
        ("archive/bodies/ab/.abc.gz.x", "warning"),
        (".restore.x", "error"),
    ],
)
def test_what_dead_processes_left_is_named(filled: Home, name: str, grade: str) -> None:
    path = filled.root / name
    path.parent.mkdir(exist_ok=True)
    path.touch()
    _only(filled, "Tệp nháp", grade, str(path))


@pytest.mark.parametrize(
    ("text", "mode", "grade", "words"),
    [("[run", 0o600, "error", "không phải TOML"), ("[run]\n", 0o644, "warning", "chmod 640")],
)
def test_settings_that_are_no_toml_or_that_everybody_reads(
    filled: Home, text: str, mode: int, grade: str, words: str
) -> None:
    path = filled.root / "settings.toml"
    path.write_text(text)
    path.chmod(mode)
    _only(filled, "Thiết lập", grade, words)


# The databases


def _sql(home: Home, sql: str) -> None:
    with duckdb.connect(str(home.work)) as con:
        con.execute(sql)


WRONG = {
    "chứng cứ không có dữ kiện": "UPDATE evidence SET record_id = 'nobody' WHERE field = 'unit'",
    "dữ kiện không có bài viết": "UPDATE award SET article_id = 'nothing'",
    "câu trích không đúng chỗ": "UPDATE award SET quote = '4 Bằng khen'",
    "chứng cứ không đúng chỗ": "UPDATE evidence SET span_start = span_start + 1 WHERE field = 'count'",
}


@pytest.mark.parametrize("quick", [True, False])
@pytest.mark.parametrize("told", WRONG)
def test_rows_that_do_not_fit_together_are_counted(filled: Home, told: str, quick: bool) -> None:
    _sql(filled, WRONG[told])
    _only(filled, "Tính nhất quán", "error", f"1 {told}", "bangvang restore", quick=quick)


def test_a_key_that_is_there_twice_is_found(filled: Home) -> None:
    _sql(filled, "CREATE TABLE twins AS FROM award UNION ALL FROM award; DROP TABLE award")
    _sql(filled, "ALTER TABLE twins RENAME TO award")
    _only(filled, "Tính nhất quán", "error", "1 dòng trùng khóa trong award")


def test_spans_of_a_text_that_waits_to_be_read_again_are_no_error(filled: Home) -> None:
    _sql(filled, "UPDATE article SET text = 'khác hẳn', input_sha256 = 'new'")
    assert _found(filled) == []


@pytest.mark.parametrize(("change", "grade"), [(1, "error"), (-1, "warning")])
def test_another_schema_version_is_told_with_what_to_do(filled: Home, change: int, grade: str) -> None:
    _sql(
        filled, f"DELETE FROM schema_version; INSERT INTO schema_version VALUES ({newest() + change}, now()::TIMESTAMP)"
    )
    _only(filled, "Phiên bản lược đồ", grade, str(newest() + change))


def test_rows_of_an_older_schema_are_not_held_to_the_rules_of_this_one(filled: Home) -> None:
    _sql(filled, "DELETE FROM schema_version; INSERT INTO schema_version VALUES (1, now()::TIMESTAMP)")
    _sql(filled, "DROP TABLE visit")
    assert [name for name, *_ in _found(filled)] == ["Phiên bản lược đồ"]


def test_copies_from_before_an_upgrade_are_named(filled: Home) -> None:
    shutil.copy(filled.work, filled.root / "work.duckdb.v5")
    told = {name: one.told for name, one in examine(Case.of(filled, Lines(), quick=True))}
    assert str(filled.root / "work.duckdb.v5") in told["Bản cũ được giữ"]


def test_a_run_of_the_future_means_that_the_clock_went_back(filled: Home) -> None:
    _sql(filled, "UPDATE run SET started_at = now()::TIMESTAMP + INTERVAL 3 DAY")
    _only(filled, "Đồng hồ", "warning", "timedatectl")


def test_a_damaged_database_is_told_and_the_other_checks_go_on(filled: Home) -> None:
    filled.work.write_bytes(b"Giay khen " * 1000)
    found = _found(filled)
    assert {name for name, *_ in found} >= {"Cơ sở dữ liệu", "Phiên bản lược đồ"}
    assert {(grade, todo) for _, grade, _, todo in found} == {("error", doctor.database.FROM_BACKUP)}


def test_damage_in_the_middle_of_the_database_is_found_by_reading_all_of_it(filled: Home) -> None:
    _sql(filled, "CREATE TABLE bulk AS SELECT md5(range::VARCHAR) AS a FROM range(100000)")
    data = bytearray(filled.work.read_bytes())
    at = len(data) - 300_000
    data[at : at + 1000] = bytes(1000)
    filled.work.write_bytes(data)
    assert ("Cơ sở dữ liệu", "error") in [found[:2] for found in _found(filled)]


def test_a_published_file_that_is_missing_damaged_or_old(filled: Home) -> None:
    whole = filled.published.read_bytes()
    os.utime(filled.published, (0, 0))
    _only(filled, "Tệp công bố", "warning", "systemctl list-timers")
    filled.published.chmod(0o600)
    filled.published.write_bytes(whole[:5000])
    _only(filled, "Tệp công bố", "error", "bangvang publish")
    filled.published.unlink()
    _only(filled, "Tệp công bố", "error", "bangvang publish")


# The archive


def _body(home: Home) -> Path:
    return next((home.archive / "bodies").glob("*/*.gz"))


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(("damage", "quick"), [(_emptied, False), (Path.unlink, False), (Path.unlink, True)])
def test_a_page_that_is_damaged_or_gone_is_named_with_its_address(
    filled: Home, damage: Callable[[Path], None], quick: bool
) -> None:
    path = _body(filled)
    damage(path)
    _only(filled, "Kho lưu", "error", URL, f"tar -xf BẢN-SAO-LƯU {path.relative_to(filled.root)}", quick=quick)


def test_many_damaged_pages_are_counted(filled: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.archive, "MOST", 1)
    moment = datetime(2024, 1, 2, tzinfo=UTC)
    pages = [(Exchange(url=f"{URL}{n}", final_url=URL, fetched_at=moment, status=200), b"%d" % n) for n in range(4)]
    Archive(filled.archive).keep_many(pages)
    shutil.rmtree(filled.archive / "bodies")
    assert [told for name, _, told, _ in _found(filled) if name == "Kho lưu"][1:] == ["… và 4 trang nữa"]


def test_a_page_that_the_log_lost_is_an_error_and_no_archive_at_all_a_warning(filled: Home) -> None:
    log = filled.archive / "snapshots.jsonl"
    line = log.read_text().replace(URL, "https://bao.example/khac").replace('"sha256":"', '"sha256":"x')
    log.write_text(line)
    _only(filled, "Trang đã tải", "warning", "không có kho lưu")
    moment = datetime(2024, 1, 2, tzinfo=UTC)
    Archive(filled.archive).keep(Exchange(url=URL, final_url=URL, fetched_at=moment, status=200), b"khac")
    _only(filled, "Trang đã tải", "error", f"1 trang không có trong nhật ký của kho, như {URL}")


# The installation


def test_a_library_that_is_missing_is_named(filled: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = ["duckdb>=2.0", "khong-co>=1", "x; extra == 'dev'"]
    monkeypatch.setattr("pipeline.doctor.installation.metadata.requires", lambda _: wanted)
    _only(filled, "Thư viện", "error", "thiếu thư viện: khong-co", "make setup")


@pytest.mark.usefixtures("whole")
def test_an_extractor_that_reads_the_sentence_wrongly_is_an_error(
    filled: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "SENTENCE", "Sở Y tế họp.")
    _only(filled, "Bộ trích xuất", "error", "câu mẫu bị đọc sai")
