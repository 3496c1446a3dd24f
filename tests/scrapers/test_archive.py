"""The archive: what was kept comes back, whole or not at all."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas import Exchange
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
