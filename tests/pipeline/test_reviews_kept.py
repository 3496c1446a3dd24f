"""The log of reviews goes into a backup and comes back whole, and doctor says when it is not."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from commands import bangvang, one_line
from rulings import holds, rule
from workbench import make_article, run

from pipeline.backup import backup, restore
from pipeline.backup.restore import holds_data
from pipeline.doctor import Case
from pipeline.doctor.finding import Grade
from pipeline.doctor.reviews import reviews
from pipeline.errors import StorageError
from pipeline.progress import Lines
from pipeline.reviews import ReviewStore
from pipeline.settings import Home
from schemas import Act

ARTICLE = make_article("3 Bằng khen năm 2020 cho đơn vị Sở Y tế.")


@pytest.fixture
def ruled(home: Home) -> Home:
    run(home, ARTICLE)
    rule(home, ARTICLE, Act.REJECTED, reason="not-an-award")
    return home


def _found(home: Home, *, quick: bool = False) -> list[tuple[Grade, str]]:
    return [(one.grade, one.told) for one in reviews(Case(home, Lines(), quick=quick))]


def test_a_restored_home_has_the_rulings_and_publishes_by_them(ruled: Home, tmp_path: Path) -> None:
    backup(ruled, tmp_path / "kept.tar", Lines())
    there = Home(tmp_path / "there")
    restore(tmp_path / "kept.tar", there, Lines())
    assert ReviewStore(there.reviews).since() == ReviewStore(ruled.reviews).since()
    run(there)
    assert holds(there) == []
    with pytest.raises(sqlite3.IntegrityError), closing(sqlite3.connect(there.reviews)) as con:
        con.execute("DELETE FROM review")


def test_a_backup_holds_a_whole_log_while_auditors_write(ruled: Home, tmp_path: Path) -> None:
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            rule(ruled, ARTICLE, Act.COMMENTED, comment="đang xem")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for at in range(3):
            backup(ruled, tmp_path / f"{at}.tar", Lines())
    finally:
        done.set()
        writer.join()
    there = Home(tmp_path / "there")
    restore(tmp_path / "2.tar", there, Lines())
    kept = ReviewStore(there.reviews).since()
    assert 0 < len(kept) <= ReviewStore(ruled.reviews).last_number()
    assert kept == ReviewStore(ruled.reviews).since()[: len(kept)]
    assert [grade for grade, _ in _found(there)] == [Grade.OK]
    assert list(ruled.root.glob(".reviews*")) == []


def test_a_log_that_is_replaced_takes_what_was_not_in_it_yet_aside(ruled: Home, tmp_path: Path) -> None:
    backup(ruled, tmp_path / "kept.tar", Lines())
    with closing(sqlite3.connect(ruled.reviews)) as reader:  # keeps the last review in the -wal
        reader.execute("SELECT count(*) FROM review").fetchall()
        rule(ruled, ARTICLE, Act.COMMENTED, comment="sau bản sao")
        aside = restore(tmp_path / "kept.tar", ruled, Lines(), force=True).aside
    assert ReviewStore(ruled.reviews).last_number() == 1
    assert aside is not None
    assert ReviewStore(aside / ruled.reviews.name).last_number() == 2


def test_a_home_with_nothing_but_reviews_holds_data(home: Home) -> None:
    home.prepare()
    assert not holds_data(home)
    rule(home, ARTICLE, Act.CONFIRMED)
    assert holds_data(home)


def test_a_log_that_cannot_be_read_makes_no_backup(ruled: Home, tmp_path: Path) -> None:
    _write_over(ruled.reviews)
    with pytest.raises(StorageError, match="log of reviews"):
        backup(ruled, tmp_path / "kept.tar", Lines())
    assert list(tmp_path.glob("*.tar")) == []


def test_doctor_says_that_there_is_no_log_or_that_it_is_whole(home: Home, ruled: Home) -> None:
    assert _found(Home(home.root / "none")) == [(Grade.OK, "chưa có")]
    ((grade, told),) = _found(ruled)
    assert (grade, "1 lượt" in told) == (Grade.OK, True)


def test_doctor_finds_a_damaged_log(ruled: Home) -> None:
    _write_over(ruled.reviews)
    assert {grade for grade, _ in _found(ruled)} == {Grade.ERROR}


@pytest.mark.parametrize(
    ("harm", "told", "quick"),
    [
        ("DELETE FROM review WHERE number = 1", "không liền nhau", True),
        ("UPDATE review SET review = '{}' WHERE number = 2", "dòng 2", False),
    ],
)
def test_doctor_finds_what_somebody_did_to_the_log(ruled: Home, harm: str, told: str, quick: bool) -> None:
    rule(ruled, ARTICLE, Act.COMMENTED, comment="còn lại")
    with closing(sqlite3.connect(ruled.reviews)) as con:
        con.executescript(f"DROP TRIGGER review_stays; DROP TRIGGER review_is_kept; {harm}")
    ((grade, found),) = _found(ruled, quick=quick)
    assert (grade, told in found) == (Grade.ERROR, True)


@pytest.mark.parametrize("is_overwritten", [True, False])
def test_nothing_is_published_by_a_log_that_cannot_be_read(ruled: Home, is_overwritten: bool) -> None:
    run(ruled)
    before = ruled.published.read_bytes()
    if is_overwritten:
        _write_over(ruled.reviews)
    else:
        with closing(sqlite3.connect(ruled.reviews)) as con:
            con.executescript("DROP TRIGGER review_stays; UPDATE review SET review = '{}'")
    result = bangvang("publish", "--home", ruled.root)
    assert (result.exit_code != 0, one_line(result.stderr)) == (True, True), result.stderr
    assert "log" in result.stderr
    assert ruled.published.read_bytes() == before


def _write_over(path: Path) -> None:
    for beside in path.parent.glob(f"{path.name}-*"):
        beside.unlink()
    path.write_bytes(b"no database" * 1000)
