"""The disk fills up in the middle of a run: one line and 4; with space again, the next run comes to the same end."""

import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from warm import Child, Server, Undisturbed, published

from pipeline.health import troubles
from pipeline.settings import Home

# Where a run is when the disk fills up.
PLACES = {
    "the archive": ("os.rename *.gz", 5),
    "the working database": ("call pipeline.session load", 1),
    "publishing": ("call pipeline.session publish_home", 1),
    "the end of the run": ("call pipeline.session save_run", 1),
}


@contextmanager
def mounted(place: Path, megabytes: int) -> Iterator[Path]:
    """A small disk of its own at `place`."""
    place.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def fill(disk: Path) -> Path:
    """A file that takes all the space that is left."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        block = b"\0" * (1 << 20)
        while block:
            try:
                while file.write(block) == len(block):
                    pass
            except OSError:
                pass
            block = block[: len(block) // 2]
    assert shutil.disk_usage(disk).free < 4096
    return filler


def started(warm: Server, home: Home, place: str, user: int = 0) -> Child:
    """A run over the sample that has come to the place."""
    where, times = PLACES[place]
    return warm.start("run", "--sample", "--home", home.root, place=where, times=times, user=user).stopped()


def ended_with_4(child: Child, *said: str) -> None:
    assert child.go_on().wait() == 4, child.stderr
    assert "Traceback" not in child.stderr
    last = child.stderr.splitlines()[-1]
    assert last.startswith("bangvang: ")
    assert any(words in last.lower() for words in said), child.stderr


def recovers(warm: Server, home: Home, undisturbed: Undisturbed) -> None:
    child = warm.run("run", "--sample", "--home", home.root)
    assert child.code == 0, child.stderr
    assert published(home) == undisturbed.tables


@pytest.mark.parametrize("place", list(PLACES)[:-1])  # the last row still finds room in a block that is there
def test_a_disk_that_fills_up_in_the_middle_is_4_and_named_and_nothing_is_lost(
    warm: Server, undisturbed: Undisturbed, tmp_path: Path, place: str
) -> None:
    with mounted(tmp_path / "disk", 100) as disk:
        home = Home(disk / "home")
        child = started(warm, home, place)
        filler = fill(disk)
        ended_with_4(child, "no space left")
        told = warm.run("status", "--home", home.root).stderr
        assert "0 MB are free" in told
        assert "failed" in told or "was interrupted" in told
        filler.unlink()
        recovers(warm, home, undisturbed)


@pytest.mark.parametrize("place", PLACES)
def test_files_that_may_not_grow_any_more_are_4_and_named_and_nothing_is_lost(
    warm: Server, undisturbed: Undisturbed, home: Home, place: str
) -> None:
    child = started(warm, home, place)
    resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (1024, 1024))
    ended_with_4(child, "too large", "no space left")
    assert any("failed" in line or "was interrupted" in line for line in troubles(home))
    recovers(warm, home, undisturbed)


def test_a_log_that_finds_no_space_costs_nothing_but_itself(
    warm: Server, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    home = Home(tmp_path / "home")
    home.prepare()
    with mounted(home.log.parent, 1) as disk:
        fill(disk)
        recovers(warm, home, undisturbed)
        assert f"{home.log.parent}: 0 MB are free there" in warm.run("status", "--home", home.root).stderr
