import os
import signal
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from commands import PROGRAM, messages, process
from fake_extractor import extract
from workbench import make_article, rows

from pipeline import interrupts
from pipeline.session import Extractor, session
from pipeline.settings import Home
from schemas import Article, Extraction


def test_ctrl_c_is_one_line_and_130(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "slow.txt")  # reading it waits for ever
    folder = tmp_path / "home"
    command = [*PROGRAM, "ingest", str(tmp_path / "slow.txt"), "--home", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        _wait_for(folder / "work.duckdb")
        time.sleep(0.5)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=20)
    assert running.returncode == 130
    assert told.splitlines()[-1].startswith("bangvang: interrupted")
    assert "Traceback" not in told
    assert list((folder / "published").iterdir()) == []


def _wait_for(path: Path) -> None:
    end = time.monotonic() + 20
    while not path.exists() and time.monotonic() < end:
        time.sleep(0.002)


def _interrupted(home: Home, wait: Callable[[], None]) -> None:
    """Start a sample run and stop it by Ctrl-C once `wait` returns."""
    command = [*PROGRAM, "run", "--sample", "--home", str(home.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        wait()
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=30)
    assert running.returncode == 130, told
    assert "Traceback" not in told
    said = [line for line in messages(told) if "robots.txt" not in line and not line.startswith("run 2")]
    assert said == [interrupts.MESSAGE]


def test_a_sample_run_can_be_stopped_at_any_moment_and_the_next_one_completes(home: Home) -> None:
    for moment in (home.work, home.archive / "snapshots.jsonl"):
        _interrupted(home, partial(_wait_for, moment))
    for seconds in (0.8, 1.6, 2.4):
        _interrupted(home, partial(time.sleep, seconds))
    done = process("run", "--sample", "--home", home.root)
    assert done.returncode == 0, done.stderr
    assert rows(home.published, "SELECT count(*) FROM article") == [(19,)]


def test_ctrl_c_while_the_program_is_still_loading_is_one_line_and_130() -> None:
    code = "import pipeline.cli, os, signal; os.kill(os.getpid(), signal.SIGINT); print('went on')"
    done = subprocess.run([PROGRAM[0], "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", f"bangvang: {interrupts.MESSAGE}\n")


def test_ctrl_c_when_all_is_said_changes_nothing() -> None:
    code = (
        "import atexit, os, signal, sys; atexit.register(lambda: os.kill(os.getpid(), signal.SIGINT));"
        "from pipeline.cli import main; sys.argv[1:] = ['schema']; main()"
    )
    done = subprocess.run([PROGRAM[0], "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def _disguised(article: Article) -> Extraction:
    """Ctrl-C in the middle of a library that makes an error of its own of it."""
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(5)
    except KeyboardInterrupt as error:
        raise RuntimeError("Query interrupted") from error
    return extract(article)


def test_ctrl_c_that_a_library_turned_into_an_error_is_ctrl_c_again(home: Home) -> None:
    with (
        pytest.raises(KeyboardInterrupt),
        interrupts.listening(),
        session(home, "test", Extractor(_disguised, "fake-1")) as opened,
    ):
        opened.load([make_article("3 Bằng khen năm 2020 cho đơn vị Sở Y tế.")])
    assert rows(home.work, "SELECT state, failed FROM run") == [("interrupted", 0)]
    assert rows(home.work, "SELECT count(*) FROM article") == [(0,)]


def test_an_error_without_ctrl_c_stays_what_it_is() -> None:
    with pytest.raises(RuntimeError), interrupts.listening(), interrupts.kept():
        raise RuntimeError("Query interrupted")


def test_an_error_after_a_command_that_was_stopped_stays_what_it_is() -> None:
    with pytest.raises(KeyboardInterrupt), interrupts.listening():
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(5)
    with pytest.raises(RuntimeError), interrupts.kept():
        raise RuntimeError("of its own")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_ctrl_c_that_strikes_in_a_destructor_ends_the_program_at_its_next_step() -> None:
    class Struck:
        def __del__(self) -> None:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(1)  # what is raised here is dropped

    with interrupts.listening():
        Struck()
        with pytest.raises(KeyboardInterrupt), interrupts.kept():
            pytest.fail("the next step was taken")
