"""A home in one file and back: whole and checked, or not at all."""

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from commands import bangvang, one_line, process
from test_lock import _hold
from workbench import make_article, rows, run, tables

from pipeline.backup import backup, restore, write
from pipeline.backup.restore import holds_data
from pipeline.errors import LockedError, StorageError, UsageError
from pipeline.progress import Lines
from pipeline.settings import Home
from pipeline.store.database import open_work
from pipeline.store.migrate import newest
from schemas import Exchange
from scrapers.archive.store import Archive

FACT = "3 Bằng khen năm 2020 cho đơn vị Sở Y tế."
MORE = "2 Cờ thi đua năm 2021 cho đơn vị Sở Nội vụ."


@pytest.fixture
def filled(home: Home) -> Home:
    """A home with facts, an archive, settings and reviews."""
    run(home, make_article(FACT))
    _fetch(home, "https://bao.example/1", b"trang mot")
    (home.root / "settings.toml").write_text("[run]\n")
    (home.root / "settings.toml").chmod(0o600)
    (home.root / "reviews.jsonl").write_text("{}\n")
    return home


@pytest.fixture
def kept(filled: Home, tmp_path: Path) -> Path:
    backup(filled, tmp_path / "kept.tar", Lines())
    return tmp_path / "kept.tar"


def _fetch(home: Home, url: str, body: bytes) -> None:
    moment = datetime(2024, 1, 2, tzinfo=UTC)
    Archive(home.archive).keep(Exchange(url=url, final_url=url, fetched_at=moment, status=200), body)


def _all_of(root: Path) -> dict[str, bytes]:
    """Every file of a folder but the lock, the logs, the backups, and what the next publication makes anew."""
    files = (path for path in root.rglob("*") if path.is_file() and not path.match("*.parquet"))
    named = {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
    return {
        name: data
        for name, data in named.items()
        if name.split("/")[0] not in ("run.lock", "logs", "backups") and "/earlier/" not in name
    }


def test_a_restored_home_holds_every_byte_and_a_run_goes_on_in_it(filled: Home, kept: Path, tmp_path: Path) -> None:
    moved = Home(tmp_path / "elsewhere" / "home")
    restore(kept, moved, Lines())
    assert _all_of(moved.root) == _all_of(filled.root)
    assert (moved.root / "settings.toml").stat().st_mode & 0o777 == 0o600
    run(moved, make_article(MORE, "b"))
    run(filled, make_article(MORE, "b"))
    assert tables(moved.published) == tables(filled.published)
    assert Archive(moved.archive).check() == []


def test_the_commands_do_it_and_status_works_afterwards(filled: Home, tmp_path: Path) -> None:
    made = bangvang("backup", "--home", filled.root)
    assert made.exit_code == 0, made.stderr
    (file,) = (filled.root / "backups").iterdir()
    assert str(file) in made.stdout
    assert file.stat().st_mode & 0o077 == 0
    there = tmp_path / "there"
    done = bangvang("restore", file, "--home", there)
    assert (done.exit_code, done.stderr) == (0, "")
    assert bangvang("status", "--home", there).exit_code == 0


def test_a_backup_without_the_archive_is_small_and_leaves_the_archive_of_the_home_alone(
    filled: Home, tmp_path: Path
) -> None:
    backup(filled, tmp_path / "small.tar", Lines(), archive=False)
    with tarfile.open(tmp_path / "small.tar") as tar:
        assert [name for name in tar.getnames() if name.startswith("archive")] == []
    restored = restore(tmp_path / "small.tar", filled, Lines(), force=True)
    assert not restored.manifest.archive
    assert [snapshot.url for snapshot in Archive(filled.archive).snapshots()] == ["https://bao.example/1"]


def test_changes_that_were_not_yet_in_the_database_file_are_in_the_backup(filled: Home, tmp_path: Path) -> None:
    con = open_work(filled.work)
    con.execute("PRAGMA disable_checkpoint_on_shutdown")
    con.execute("UPDATE award SET issuer = 'Bộ Y tế'")
    con.close()
    assert filled.work.with_name("work.duckdb.wal").exists()
    backup(filled, tmp_path / "kept.tar", Lines())
    restore(tmp_path / "kept.tar", Home(tmp_path / "there"), Lines())
    assert rows(tmp_path / "there" / "work.duckdb", "SELECT issuer FROM award") == [("Bộ Y tế",)]


# A home that is in use, or that holds data


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_while_a_run_goes_on_it_is_refused_and_nothing_changes(filled: Home, kept: Path, command: str) -> None:
    before = _all_of(filled.root)
    other = _hold(filled.lock)
    try:
        done = bangvang(command, *(("--force", kept) if command == "restore" else ()), "--home", filled.root)
    finally:
        other.kill()
        other.wait()
    assert done.exit_code == 3
    assert one_line(done.stderr)
    assert _all_of(filled.root) == before


def test_a_home_that_holds_data_is_refused_without_force(filled: Home, kept: Path) -> None:
    before = _all_of(filled.root)
    done = bangvang("restore", kept, "--home", filled.root)
    assert (done.exit_code, "--force" in done.stderr) == (2, True)
    assert one_line(done.stderr)
    assert _all_of(filled.root) == before


def test_force_moves_the_old_parts_aside_and_deletes_none(filled: Home, kept: Path) -> None:
    run(filled, make_article(MORE, "b"))
    filled.work.with_name("work.duckdb.wal").write_bytes(b"of the old database")
    filled.night.write_text("2024-01-02T00:00:00+00:00")
    before = _all_of(filled.root)
    aside = restore(kept, filled, Lines(), force=True).aside
    assert aside
    assert _all_of(aside) == before
    assert rows(filled.published, "SELECT count(*) FROM v_award") == [(1,)]
    assert not filled.night.exists()


def test_what_fails_in_the_middle_of_the_renaming_is_undone(
    filled: Home, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(filled, make_article(MORE, "b"))
    before, rename = _all_of(filled.root), Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path.name == "published" and ".restore." in str(path):
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="Input/output"):
        restore(kept, filled, Lines(), force=True)
    assert _all_of(filled.root) == before


def test_after_a_restore_that_was_killed_no_run_starts_from_nothing_and_the_restore_can_be_done_again(
    filled: Home, kept: Path
) -> None:
    shutil.move(filled.work, filled.root / "replaced")
    (filled.root / ".restore.x").mkdir()
    with pytest.raises(StorageError, match="a restore was cut short: start it again"):
        run(filled, make_article(MORE, "b"))
    restore(kept, filled, Lines(), force=True)
    run(filled, make_article(MORE, "b"))
    assert list(filled.root.glob(".restore*")) == []


DYING = """
import os, sys
from pathlib import Path
from pipeline.backup import restore
from pipeline.progress import Lines
from pipeline.settings import Home

rename, left = Path.rename, int(sys.argv[3])

def renamed(path, target):
    global left
    if not left:
        os._exit(9)
    left -= 1
    return rename(path, target)

Path.rename = renamed
restore(Path(sys.argv[1]), Home(Path(sys.argv[2])), Lines(), force=True)
"""


@pytest.mark.parametrize("renames", range(10))
def test_a_restore_that_dies_between_two_renames_loses_nothing_and_is_done_again(
    filled: Home, kept: Path, renames: int
) -> None:
    run(filled, make_article(MORE, "b"))
    command = [sys.executable, "-c", DYING, str(kept), str(filled.root), str(renames)]
    assert subprocess.run(command, timeout=60, check=False).returncode == 9
    assert list(filled.root.rglob("work.duckdb"))
    if renames:
        with pytest.raises(StorageError, match="a restore was cut short"):
            run(filled, make_article(MORE, "c"))
    restore(kept, filled, Lines(), force=True)
    assert rows(filled.work, "SELECT count(*) FROM award") == [(1,)]
    assert (filled.root / "reviews.jsonl").exists()
    assert Archive(filled.archive).check() == []
    assert rows(next(filled.root.glob("replaced-*/work.duckdb")), "SELECT count(*) FROM award") == [(2,)]


# Backups that are not as they were written


def _cut_in_half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _without_manifest(file: Path) -> None:
    _rewrite(file, lambda name, data: None if name == "manifest.json" else data)


def _bent(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[data.index(b"{}\n")] ^= 1
    file.write_bytes(data)


def _one_less(file: Path) -> None:
    _rewrite(file, lambda name, data: None if name == "reviews.jsonl" else data)


def _no_tar(file: Path) -> None:
    file.write_bytes(b"Giay khen " * 1000)


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _with_a_bent_manifest(file: Path) -> None:
    _rewrite(file, lambda name, data: b'{"schema_version": 1}' if name == "manifest.json" else data)


def _rewrite(file: Path, change: object) -> None:
    assert callable(change)
    with tarfile.open(file) as tar:
        members = [(info.name, tar.extractfile(info)) for info in tar]
        kept = [(name, change(name, data.read())) for name, data in members if data]
    with tarfile.open(file, "w") as tar:
        for name, data in kept:
            if data is not None:
                info = tarfile.TarInfo(name)
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))


DAMAGES = [_cut_in_half, _without_manifest, _bent, _one_less, _no_tar, _empty, _with_a_bent_manifest]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("force", [True, False])
def test_a_damaged_backup_is_one_line_and_leaves_the_home_as_it_was(
    filled: Home, kept: Path, tmp_path: Path, damage: object, force: bool
) -> None:
    assert callable(damage)
    damage(kept)
    home = filled if force else Home(tmp_path / "new")
    before = _all_of(filled.root)
    done = bangvang("restore", kept, "--home", home.root, *(["--force"] if force else []))
    assert done.exit_code == 4
    assert one_line(done.stderr)
    assert "take another backup" in done.stderr
    assert _all_of(filled.root) == before
    assert not (tmp_path / "new").exists()
    assert list(filled.root.glob(".restore*")) == []


def _evil(name: str, kind: bytes = tarfile.REGTYPE) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, "/etc"
    return info


EVIL = [_evil(name) for name in ("/tmp/evil", "../evil", "a/../../evil")]
EVIL += [_evil("archive", tarfile.SYMTYPE), _evil("archive", tarfile.LNKTYPE), _evil("pipe", tarfile.FIFOTYPE)]


@pytest.mark.parametrize("member", EVIL, ids=lambda member: f"{member.name}-{member.type!r}")
def test_members_that_would_leave_the_home_are_refused(kept: Path, tmp_path: Path, member: tarfile.TarInfo) -> None:
    with tarfile.open(kept, "a") as tar:
        tar.addfile(member)
    there = Home(tmp_path / "there")
    with pytest.raises(StorageError, match="is no file of a backup"):
        restore(kept, there, Lines())
    assert not there.root.exists()
    assert not (tmp_path / "evil").exists()


def test_a_backup_of_a_newer_schema_is_refused_though_its_manifest_says_more(kept: Path, tmp_path: Path) -> None:
    def newer(name: str, data: bytes) -> bytes:
        told = {**json.loads(data), "schema_version": newest() + 1, "novelty": 1} if name == "manifest.json" else None
        return json.dumps(told).encode() if told else data

    _rewrite(kept, newer)
    with pytest.raises(StorageError, match=rf"schema version {newest() + 1}.*install the newer bangvang"):
        restore(kept, Home(tmp_path / "there"), Lines())


def test_a_file_that_is_not_there_is_wrong_usage(home: Home) -> None:
    with pytest.raises(UsageError, match="no such file"):
        restore(Path("nowhere.tar"), home, Lines())
    assert not home.root.exists()


# Writing


def test_nothing_is_overwritten_and_nothing_to_keep_is_told(filled: Home, kept: Path, tmp_path: Path) -> None:
    before = kept.read_bytes()
    with pytest.raises(UsageError, match="no backup is overwritten"):
        backup(filled, kept, Lines())
    assert kept.read_bytes() == before
    with pytest.raises(StorageError, match="nothing to back up"):
        backup(Home(tmp_path / "none"), tmp_path / "none.tar", Lines())


def test_a_backup_that_is_not_read_back_as_written_does_not_appear(
    filled: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "_forget_pages", _bent)
    with pytest.raises(StorageError, match=r"damaged: reviews\.jsonl"):
        backup(filled, tmp_path / "kept.tar", Lines())
    assert list(tmp_path.glob("*kept.tar*")) == []


def test_a_full_disk_leaves_no_backup_and_no_draft(filled: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tarfile.TarFile, "addfile", full)
    done = bangvang("backup", "--home", filled.root)
    assert done.exit_code == 4
    assert one_line(done.stderr)
    assert list((filled.root / "backups").iterdir()) == []


def test_the_last_ones_are_kept_and_those_without_the_archive_do_not_count(filled: Home) -> None:
    folder = filled.root / "backups"
    folder.mkdir()
    for name in ("bangvang-20240101T000000Z.tar", "bangvang-20240102T000000Z.tar", "mine.tar", ".bangvang-x.tar.y"):
        (folder / name).touch()
    for day in range(3):
        (folder / f"bangvang-2024010{day + 1}T000000Z-no-archive.tar").touch()
    assert bangvang("backup", "--keep", "2", "--home", filled.root).exit_code == 0
    left = sorted(path.name for path in folder.iterdir())
    assert "bangvang-20240101T000000Z.tar" not in left
    assert {"bangvang-20240102T000000Z.tar", "mine.tar"} < set(left)
    assert len([name for name in left if "no-archive" in name]) == 3
    assert ".bangvang-x.tar.y" not in left


def test_ctrl_c_ends_a_backup_without_a_trace(filled: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(tarfile.TarFile, "addfile", pressed)
    with pytest.raises(KeyboardInterrupt):
        backup(filled, tmp_path / "kept.tar", Lines())
    assert list(tmp_path.glob("*kept.tar*")) == []


def test_the_lock_is_free_again(filled: Home, kept: Path) -> None:
    restore(kept, filled, Lines(), force=True)
    assert holds_data(filled)
    with pytest.raises(LockedError):
        other = _hold(filled.lock)
        try:
            restore(kept, filled, Lines(), force=True)
        finally:
            os.kill(other.pid, 9)
            other.wait()


def test_another_machine_is_another_process(filled: Home, tmp_path: Path) -> None:
    file = tmp_path / "moved.tar"
    assert process("backup", file, "--home", filled.root).returncode == 0
    done = process("restore", file, "--home", tmp_path / "there")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_damaged_page_of_the_archive_is_told_and_no_older_backup_is_removed_for_it(filled: Home) -> None:
    old = filled.root / "backups" / "bangvang-20200101T000000Z.tar"
    assert bangvang("backup", old, "--home", filled.root).exit_code == 0
    body = next((filled.archive / "bodies").rglob("*.gz"))
    body.write_bytes(body.read_bytes()[:-9])
    again = bangvang("backup", "--keep", "1", "--home", filled.root)
    assert again.exit_code == 1
    assert "damaged pages" in again.stderr
    assert old.exists()
