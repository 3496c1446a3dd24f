"""The working database or the published file is damaged: one line and 4, nothing is overwritten, and a way back."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import one_line
from warm import Server, Undisturbed, published

from pipeline.cli import app
from pipeline.settings import Home

COMMANDS = {command.name for command in app.registered_commands}

HEADER = 3 * 4096  # bytes that DuckDB keeps for its headers

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "its head": lambda data: bytes(64) + data[64:],
    "the middle": lambda data: data[:HEADER] + bytes(255 - byte for byte in data[HEADER:]),
    "its second half": lambda data: data[: len(data) // 2],
    "everything": lambda data: b"",
}


@pytest.fixture
def home(undisturbed: Undisturbed, tmp_path: Path) -> Home:
    """A home after a run, to be damaged."""
    shutil.copytree(undisturbed.home.root, tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.mark.parametrize("what", DAMAGES)
def test_a_damaged_working_database_is_one_line_and_4_and_what_is_published_stays(
    warm: Server, home: Home, what: str
) -> None:
    damaged = DAMAGES[what](home.work.read_bytes())
    home.work.write_bytes(damaged)
    before = home.published.read_bytes()
    for command in (["run", "--sample"], ["replay"], ["publish"], ["status"]):
        child = warm.run(*command, "--home", home.root)
        assert child.code == 4, child.stderr
        assert one_line(child.stderr)
        assert "work.duckdb: damaged or not a database of ours" in child.stderr
    assert home.work.read_bytes() == damaged
    assert home.published.read_bytes() == before
    assert warm.run("query", "FROM v_total", "--home", home.root).code == 0


def test_a_damaged_log_of_the_working_database_is_one_line_and_4(
    warm: Server, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    home = Home(tmp_path / "killed")
    warm.start("run", "--sample", "--home", home.root, place="call pipeline.session publish_home").stopped().kill()
    log = home.work.with_name("work.duckdb.wal")
    sound = log.read_bytes()
    middle = len(sound) // 2
    log.write_bytes(sound[:middle] + bytes(255 - byte for byte in sound[middle : middle + 64]) + sound[middle + 64 :])
    before = log.read_bytes()
    for command in (["run", "--sample"], ["status"]):
        child = warm.run(*command, "--home", home.root)
        assert child.code == 4, child.stderr
        assert one_line(child.stderr)
        assert "work.duckdb: damaged" in child.stderr
    assert log.read_bytes() == before

    for path in (home.work, log):
        path.unlink()
    assert warm.run("run", "--sample", "--home", home.root).code == 0
    assert published(home) == undisturbed.tables


def test_without_a_backup_the_archive_gives_the_same_facts(
    warm: Server, undisturbed: Undisturbed, home: Home, tmp_path: Path
) -> None:
    home.work.rename(tmp_path / "damaged.duckdb")
    child = warm.run("replay", "--home", home.root)
    assert child.code == 0, child.stderr
    facts = ("article", "award", "evidence", "quarantine")
    clean = undisturbed.tables
    assert {name: published(home)[name] for name in facts} == {name: clean[name] for name in facts}
    child = warm.run("run", "--sample", "--home", home.root)
    assert child.code == 0, child.stderr
    assert published(home) == clean


@pytest.mark.skipif("backup" not in COMMANDS, reason="there is no bangvang backup yet")
@pytest.mark.parametrize("what", ["its head", "the middle"])
def test_a_backup_gives_back_what_was_there(
    warm: Server, undisturbed: Undisturbed, home: Home, tmp_path: Path, what: str
) -> None:
    file = tmp_path / "backup.tar"
    assert warm.run("backup", file, "--home", home.root).code == 0
    home.work.write_bytes(DAMAGES[what](home.work.read_bytes()))
    restored = warm.run("restore", file, "--force", "--home", home.root)
    assert restored.code == 0, restored.stderr
    assert published(home) == undisturbed.tables
    assert warm.run("status", "--home", home.root).stderr == ""
    child = warm.run("run", "--sample", "--home", home.root)
    assert child.code == 0, child.stderr
    assert published(home) == undisturbed.tables


@pytest.mark.parametrize("what", ["the middle", "its second half"])
def test_a_damaged_published_file_is_named_and_replaced_by_the_next_run(
    warm: Server, undisturbed: Undisturbed, home: Home, what: str
) -> None:
    home.published.chmod(0o644)
    home.published.write_bytes(DAMAGES[what](home.published.read_bytes()))
    status = warm.run("status", "--home", home.root)
    assert status.code == 4, status.stdout
    assert "bangvang.duckdb" in status.stderr
    child = warm.run("run", "--sample", "--home", home.root)
    assert child.code == 0, child.stderr
    assert published(home) == undisturbed.tables
