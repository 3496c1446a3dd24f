"""Each way to end has a code of its own, so that cron and systemd can tell them apart."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from commands import PROGRAM, bangvang, messages, one_line
from fake_extractor import fake
from workbench import rows

from pipeline import interrupts
from pipeline.exit_codes import ExitCode
from pipeline.settings import Home


@pytest.fixture
def bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours in the middle of a run."""

    def broken(*given: object, **named: object) -> int:
        raise KeyError("a fault")

    monkeypatch.setattr("pipeline.session.default_extractor", fake)
    monkeypatch.setattr("pipeline.steps.extract.extract_pending", broken)


@pytest.mark.parametrize("command", ["run", "extract"])
def test_a_bug_is_70_and_one_line_that_names_the_log_file_with_its_traceback(
    home: Home, bug: None, command: str
) -> None:
    options = ["--no-scrape"] if command == "run" else []
    result = bangvang(command, *options, "--home", home.root)
    assert (result.exit_code, ExitCode.BUG.value) == (70, 70)
    last = result.stderr.splitlines()[-1]
    assert one_line(last + "\n")
    assert "KeyError: 'a fault'" in last
    assert str(home.log) in last
    assert "Traceback" not in result.stderr
    assert "Traceback" in home.log.read_text()
    assert rows(home.work, "SELECT state FROM run") == [("failed",)]


def test_the_traceback_goes_to_standard_error_when_the_log_cannot_be_written(home: Home, bug: None) -> None:
    home.log.mkdir(parents=True)  # a folder in the place of the log file
    result = bangvang("extract", "--home", home.root)
    assert result.exit_code == 70
    assert "Traceback" in result.stderr
    assert "KeyError" in messages(result.stderr)[-1]


def test_a_bug_in_a_command_without_a_log_shows_its_traceback_and_is_70(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.cli.query.run_query", lambda *given: 1 // 0, raising=False)
    monkeypatch.setattr("pipeline.query.run_query", lambda *given: 1 // 0)
    result = bangvang("query", "SELECT 1")
    assert result.exit_code == 70
    assert "Traceback" in result.stderr
    assert result.stderr.splitlines()[-1].startswith("bangvang: a fault of bangvang itself: ZeroDivisionError")


def _stopped_by(number: signal.Signals, folder: Path) -> subprocess.CompletedProcess[str]:
    """An ingest that waits for ever, and is told to end."""
    os.mkfifo(folder / "slow.txt")
    home = Home(folder / "home")
    command = [*PROGRAM, "ingest", str(folder / "slow.txt"), "--home", str(home.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        end = time.monotonic() + 20
        while not home.work.exists() and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(0.5)
        running.send_signal(number)
        out, told = running.communicate(timeout=20)
    return subprocess.CompletedProcess(command, running.returncode, out, told)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_a_run_cleanly_with_a_code_of_its_own(
    tmp_path: Path, number: signal.Signals, code: ExitCode
) -> None:
    done = _stopped_by(number, tmp_path)
    assert done.returncode == code
    assert messages(done.stderr)[-1] == interrupts.MESSAGE
    assert "Traceback" not in done.stderr
    home = Home(tmp_path / "home")
    assert rows(home.work, "SELECT state FROM run") == [("interrupted",)]
    assert list(home.published.parent.iterdir()) == []


def test_sigterm_while_the_program_is_still_loading_is_one_line_and_143() -> None:
    code = "import pipeline.cli, os, signal; os.kill(os.getpid(), signal.SIGTERM); print('went on')"
    done = subprocess.run([PROGRAM[0], "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (143, "", f"bangvang: {interrupts.MESSAGE}\n")
