"""The archive: what was kept comes back, whole or not at all."""

import gzip
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from schemas import Exchange, Snapshot
from scrapers.archive import commit, log
from scrapers.archive.store import Archive
from scrapers.errors import ArchiveError

BODY = "Giấy khen ".encode() * 500


def exchange(url: str = "https://bao.example/1") -> Exchange:
    return Exchange(url=url, final_url=url, fetched_at=datetime(2024, 1, 2, tzinfo=UTC), status=200)


def test_kept_bodies_come_back_and_are_stored_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = archive.keep(exchange(), BODY)
    second = archive.keep(exchange("https://bao.example/2"), BODY)
    assert first.sha256 == second.sha256
    assert Archive(tmp_path).body(first.sha256) == BODY
    assert first.size == len(BODY)
    files = [path for path in (tmp_path / "bodies").rglob("*") if path.is_file()]
    assert len(files) == 1
    assert files[0].stat().st_size < len(BODY) / 10
    assert list(archive.snapshots()) == [first, second]


def test_a_crash_before_the_rename_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    archive = Archive(tmp_path)
    with pytest.raises(OSError, match="No space"):
        archive.keep(exchange(), BODY)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    monkeypatch.undo()
    assert archive.body(archive.keep(exchange(), BODY).sha256) == BODY


def test_an_unfinished_log_line_is_passed_over(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = archive.keep(exchange(), BODY)
    with (tmp_path / "snapshots.jsonl").open("ab") as log:
        log.write(b'{"url": "https://bao.ex')
    second = archive.keep(exchange("https://bao.example/2"), b"hai")
    assert list(archive.snapshots()) == [first, second]


def test_missing_and_damaged_bodies(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with pytest.raises(ArchiveError, match="no such body"):
        archive.body("0" * 64)
    kept = archive.keep(exchange(), BODY)
    path = next((tmp_path / "bodies").rglob("*.gz"))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(ArchiveError, match="damaged"):
        archive.body(kept.sha256)
    assert list(Archive(tmp_path / "new").snapshots()) == []


def at(minute: int, url: str = "https://bao.example/1", status: int = 200) -> Exchange:
    moment = datetime(2024, 1, 2, tzinfo=UTC) + timedelta(minutes=minute)
    return Exchange(url=url, final_url=url, fetched_at=moment, status=status)


def bodies(folder: Path) -> list[Path]:
    return [path for path in (folder / "bodies").rglob("*") if path.is_file()]


def test_every_answer_is_kept_also_refusals_redirects_and_robots_txt(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    moved = at(0, status=301).model_copy(update={"headers": {"location": "https://bao.example/2"}})
    answers = [(moved, b""), (at(1, status=404), b"khong co"), (at(2, "https://bao.example/robots.txt"), b"Allow: /")]
    kept = archive.keep_many(answers)
    assert list(archive.snapshots()) == kept
    assert [archive.body(snapshot.sha256) for snapshot in kept] == [b"", b"khong co", b"Allow: /"]
    assert kept[0].headers["location"] == "https://bao.example/2"


def test_many_are_kept_with_a_handful_of_disk_syncs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    archive = Archive(tmp_path)
    kept = archive.keep_many([(at(n, f"https://bao.example/{n}"), b"%d" % (n % 30)) for n in range(60)])
    assert len(synced) == 1
    assert len(bodies(tmp_path)) == 30
    assert archive.body(kept[59].sha256) == b"29"


def test_threads_keep_side_by_side_and_nothing_is_lost_or_torn(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    exchanges = [at(n, f"https://bao.example/{n}") for n in range(80)]
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(archive.keep, exchanges, [b"%d" % (n % 7) for n in range(80)]))
    by_url = {snapshot.url: snapshot for snapshot in archive.snapshots()}
    assert by_url == {snapshot.url: snapshot for snapshot in kept}
    assert len((tmp_path / "snapshots.jsonl").read_bytes().splitlines()) == 80
    assert sorted(path.suffix for path in bodies(tmp_path)) == [".gz"] * 7
    assert archive.check() == []


def test_no_line_is_written_about_a_body_that_did_not_reach_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(tmp_path)
    first = archive.keep(at(0), b"mot")

    def broken(_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(commit, "sync", broken)
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(archive.keep, at(n), b"%d" % n) for n in range(1, 9)]
    assert all(isinstance(kept.exception(), OSError) for kept in waiting)
    assert list(archive.snapshots()) == [first]
    assert len(bodies(tmp_path)) == 1


def test_since_gives_the_newest_exchange_of_each_address_from_a_moment_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "BLOCK", 64)  # lines are longer: each spans several blocks
    archive = Archive(tmp_path)
    one, two = "https://bao.example/1", "https://bao.example/hai-ư"
    archive.keep(at(0, one), b"cu")
    archive.keep(at(9, two), b"som hon trong so, muon hon trong ngay")
    newest = archive.keep(at(8, one), b"moi")
    archive.keep(at(7, one, 503), b"loi")
    second = archive.keep_many([(at(10, two), b"moi")])[0]
    moment = at(7).fetched_at
    assert archive.since(moment) == {one: newest, two: second}
    assert archive.since(moment.replace(tzinfo=None)) == archive.since(moment)
    assert archive.since(at(11).fetched_at) == {}
    assert Archive(tmp_path / "new").since(moment) == {}


def test_since_does_not_read_the_years_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(tmp_path)
    archive.keep_many([(at(n), b"") for n in range(0, 60 * 300, 60)])
    monkeypatch.setattr(log, "BLOCK", 1000)
    read: list[bytes] = []
    parse = log._snapshot

    def counted(line: bytes) -> Snapshot | None:
        read.append(line)
        return parse(line)

    monkeypatch.setattr(log, "_snapshot", counted)
    assert len(archive.since(at(60 * 299).fetched_at)) == 1
    assert len(read) < 10


def test_the_latest_wanted_exchange_of_each_address(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = archive.keep(at(0), b"trang")
    archive.keep(at(1, status=503), b"loi")
    other = archive.keep(at(2, "https://bao.example/2"), b"khac")
    assert list(archive.latest(lambda snapshot: snapshot.status == 200)) == [first, other]


def test_check_names_each_body_that_is_missing_or_damaged_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    gone, bent, _, again = archive.keep_many([(at(0), b"a"), (at(1), b"b"), (at(2), b"c"), (at(3), b"b")])
    assert again.sha256 == bent.sha256
    paths = {path.stem: path for path in bodies(tmp_path)}
    paths[gone.sha256].unlink()
    paths[bent.sha256].write_bytes(gzip.compress(b"x"))
    assert [(damage.snapshot, damage.reason.rsplit(": ", 1)[1]) for damage in archive.check()] == [
        (gone, "no such body in the archive"),
        (bent, "its content has another hash"),
    ]


@pytest.mark.parametrize("damage", [b"", b"no gzip", gzip.compress(b"x", mtime=0)])
def test_a_damaged_body_is_written_anew_when_the_same_content_comes_again(tmp_path: Path, damage: bytes) -> None:
    archive = Archive(tmp_path)
    kept = archive.keep(at(0), BODY)
    archive.path(kept.sha256).write_bytes(damage)
    assert [found.snapshot for found in archive.check()] == [kept]
    archive.keep(at(1), BODY)
    assert archive.body(kept.sha256) == BODY
    assert archive.check() == []


def test_a_body_that_is_whole_is_not_written_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    path = archive.path(archive.keep(at(0), BODY).sha256)
    before = path.stat().st_ino
    archive.keep(at(1), BODY)
    assert path.stat().st_ino == before


def test_lines_of_the_log_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.keep(at(0), BODY)
    assert archive.torn_lines() == 0
    with (tmp_path / "snapshots.jsonl").open("ab") as log:
        log.write(b'{"url": "https://bao.ex')
    archive.keep(at(1), b"hai")
    assert archive.torn_lines() == 1
