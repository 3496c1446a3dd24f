import signal
import subprocess
import sys
from pathlib import Path

import pytest
from workbench import rows, tables

from pipeline.settings import Home

SCRIPT = Path(__file__).with_name("crash_ingest.py")
FILES = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    for at in range(FILES):
        facts = "\n".join(f"{at + 1} Bằng khen năm {2000 + year} cho đơn vị Sở số {at}." for year in range(3))
        same = "Bài giống hệt nhau của hai báo." if at % 20 == 7 else f"Bài số {at}."
        (folder / f"{at:03}.txt").write_text(
            f"{same}\nHội nghị tổng kết phong trào thi đua.\n{facts if at % 20 != 7 else ''}\n"
        )
    return folder


def _ingest(home: Home, folder: Path, kill_after: int | None = None) -> None:
    command = [sys.executable, str(SCRIPT), str(home.root), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for done, _ in enumerate(process.stdout, start=1):
            if done == kill_after:
                process.send_signal(signal.SIGKILL)
                break
    assert (process.returncode == 0) is (kill_after is None)


@pytest.fixture(scope="module")
def undisturbed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("clean") / "home")
    _ingest(home, folder)
    return home


@pytest.mark.parametrize("kill_after", [1, 23, 57])
def test_killed_and_started_again_gives_the_tables_of_one_clean_run(
    home: Home, folder: Path, undisturbed: Home, kill_after: int
) -> None:
    _ingest(home, folder, kill_after)
    stored = rows(home.work, "SELECT count(*), count(extractor_version) FROM article WHERE same_as IS NULL")[0]
    assert stored[0] == stored[1] < FILES, "an article is stored whole or not at all"
    _ingest(home, folder)
    assert tables(home.work) == tables(undisturbed.work)
    assert tables(home.published) == tables(undisturbed.published)
    assert rows(home.published, "SELECT state FROM run ORDER BY started_at") == [("interrupted",), ("ok",)]


def test_killed_again_and_again_still_comes_to_the_same_end(home: Home, folder: Path, undisturbed: Home) -> None:
    for kill_after in (12, 12, 12):
        _ingest(home, folder, kill_after)
    _ingest(home, folder)
    assert tables(home.published) == tables(undisturbed.published)
