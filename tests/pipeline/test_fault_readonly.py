"""A home that cannot be written, from the start or from the middle of a run on: one line and 4, named in status."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import one_line
from test_fault_disk import ended_with_4, mounted, recovers, started
from warm import Server, Undisturbed

from pipeline.settings import Home

USER = 65534 if os.geteuid() == 0 else 0  # root may write everywhere


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that every user may enter, as those of pytest are not."""
    folder = Path(tempfile.mkdtemp(prefix="bangvang-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def _give_away(home: Home) -> None:
    if USER:
        subprocess.run(["chown", "-R", str(USER), home.root], check=True)


def _remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", disk], check=True, capture_output=True)


@pytest.mark.parametrize(("place", "part"), [("the archive", "archive"), ("publishing", "published")])
def test_a_folder_that_may_not_be_written_any_more_is_4_and_named_and_nothing_is_lost(
    warm: Server, undisturbed: Undisturbed, public: Path, place: str, part: str
) -> None:
    home = Home(public / "home")
    home.prepare()
    _give_away(home)
    child = started(warm, home, place, user=USER)
    subprocess.run(["chmod", "-R", "a-w", home.root / part], check=True)
    ended_with_4(child, "permission denied")
    status = warm.run("status", "--home", home.root, user=USER).stderr
    assert f"{home.root / part}: not writable" in status
    assert "is failed" in status
    subprocess.run(["chmod", "-R", "u+w", home.root / part], check=True)
    recovers(warm, home, undisturbed)


def test_an_archive_that_becomes_read_only_in_the_middle_is_4_and_nothing_is_lost(
    warm: Server, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    home = Home(tmp_path / "home")
    home.prepare()
    with mounted(home.archive, 50) as disk:
        child = started(warm, home, "the archive")
        _remount(disk, "ro")
        ended_with_4(child, "read-only file system")
        status = warm.run("status", "--home", home.root).stderr
        assert f"{home.archive}: not writable" in status
        assert "is failed" in status
        _remount(disk, "rw")
        recovers(warm, home, undisturbed)


@pytest.mark.parametrize("part", ["", "archive", "published", "logs", "run.lock", "work.duckdb"])
def test_what_may_not_be_written_is_one_line_and_4_and_named(
    warm: Server, undisturbed: Undisturbed, public: Path, part: str
) -> None:
    home = Home(public / "home")
    shutil.copytree(undisturbed.home.root, home.root)
    _give_away(home)
    place = home.root / part
    mode = place.stat().st_mode
    place.chmod(mode & ~0o222)
    refused = warm.run("run", "--sample", "--home", home.root, user=USER)
    assert refused.code == 4, refused.stderr
    assert one_line(refused.stderr)
    assert str(place) in refused.stderr
    status = warm.run("status", "--home", home.root, user=USER)
    assert f"{place}: not writable" in status.stderr
    place.chmod(mode)
    done = warm.run("run", "--sample", "--home", home.root, user=USER)
    assert done.code == 0, done.stderr
    recovers(warm, home, undisturbed)


def test_a_home_that_cannot_be_made_is_one_line_and_4(warm: Server, public: Path) -> None:
    public.chmod(0o555)
    child = warm.run("run", "--sample", "--home", public / "home", user=USER)
    public.chmod(0o755)
    assert child.code == 4
    assert one_line(child.stderr)
    assert f"{public / 'home'}: cannot be made" in child.stderr
