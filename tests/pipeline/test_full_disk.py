import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import PROGRAM, one_line, process
from workbench import make_article, published_files, rows, run

from pipeline.settings import Home

TEXT = "Hội nghị tổng kết phong trào thi đua.\nNăm 2021, Sở Y tế tỉnh Hà Nam được tặng 3 Bằng khen.\n"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "long.txt"
    path.write_text(TEXT + "Hội nghị bàn về phong trào thi đua năm qua.\n" * 50)
    return path


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a disk")
    yield place
    subprocess.run(["umount", place], check=True)


def _resize(disk: Path, kilobytes: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={kilobytes}k", disk], check=True)


@pytest.mark.parametrize("kilobytes", [8, 64, 1500])
def test_a_full_disk_is_one_line_and_4_and_with_space_the_next_run_goes_on(
    disk: Path, text: Path, kilobytes: int
) -> None:
    home = Home(disk / "home")
    _resize(disk, kilobytes)
    done = process("ingest", text, "--home", home.root)
    assert done.returncode == 4, done.stderr
    assert one_line(done.stderr)
    assert "no space left" in done.stderr
    assert not home.published.exists()
    _resize(disk, 50_000)
    assert process("ingest", text, "--home", home.root).returncode == 0
    assert rows(home.published, "SELECT count(*) FROM v_award") == [(1,)]


@pytest.mark.parametrize("blocks", [8, 64])
def test_files_that_may_not_grow_are_one_line_and_4_and_the_published_file_stays(
    tmp_path: Path, text: Path, blocks: int
) -> None:
    home = Home(tmp_path / "home")
    run(home, make_article("3 Bằng khen năm 2020 cho đơn vị Sở Y tế."))
    before, beside = home.published.read_bytes(), published_files(home)
    limited = f"ulimit -f {blocks}; exec {PROGRAM[0]} -c '{PROGRAM[2]}' ingest {text} --home {home.root}"
    done = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 4, done.stderr
    assert re.search(r"^bangvang: .*\n\Z", done.stderr, re.MULTILINE)
    assert "Traceback" not in done.stderr
    assert home.published.read_bytes() == before
    assert published_files(home) == beside


def test_a_database_that_could_not_be_made_leaves_nothing_to_trip_over(tmp_path: Path, text: Path) -> None:
    home = Home(tmp_path / "home")
    limited = f"ulimit -f 8; exec {PROGRAM[0]} -c '{PROGRAM[2]}' ingest {text} --home {home.root}"
    assert subprocess.run(["bash", "-c", limited], capture_output=True, timeout=60, check=False).returncode == 4
    assert [path.name for path in home.root.iterdir() if "duckdb" in path.name] == []
