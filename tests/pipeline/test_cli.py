import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from commands import PROGRAM, bangvang, process

from pipeline.cli import app
from pipeline.exit_codes import ExitCode

COMMANDS = [command.name or "" for command in app.registered_commands]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    result = bangvang(command, "--help")
    assert result.exit_code == 0
    assert f"Example: bangvang {command}" in result.stdout


def test_help_lists_every_exit_code() -> None:
    words = " ".join(bangvang("--help").stdout.split())
    assert all(f"{code.value} " in words.partition("Exit codes:")[2] for code in ExitCode)


def test_help_loads_no_heavy_library() -> None:
    heavy = ["duckdb", "pyarrow", "spacy", "httpx", "bs4", "pydantic", "underthesea", "lxml"]
    code = f"import sys, pipeline.cli; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([PROGRAM[0], "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_help_answers_in_under_seven_tenths_of_a_second() -> None:
    def seconds() -> float:
        start = time.perf_counter()
        process("--help")
        return time.perf_counter() - start

    assert min(seconds() for _ in range(5)) < 0.7


def test_an_unknown_command_or_option_is_wrong_usage() -> None:
    assert bangvang("dance").exit_code == 2
    assert bangvang("run", "--dance").exit_code == 2


def test_the_schema_of_a_record_and_of_other_models_can_be_printed() -> None:
    assert '"evidence"' in bangvang("schema").stdout
    assert '"listings"' in bangvang("schema", "--model", "Source").stdout
    assert bangvang("schema", "--model", "Nothing").exit_code == 2


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = f"{PROGRAM[0]} -c '{PROGRAM[2]}' schema --model Article | head -c 10; echo ${{PIPESTATUS[0]}}"
    for _ in range(3):
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=tmp_path, check=True)
        assert done.stderr == ""
        assert done.stdout.endswith("0\n")


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
        time.sleep(0.02)
