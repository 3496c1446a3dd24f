"""Ways to run the command line in tests."""

import json
import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from pipeline.cli import app

PROGRAM = (sys.executable, "-c", "from pipeline.cli import main; main()")


def bangvang(*arguments: str | Path) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "200"})


def process(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, without the environment's home."""
    env = {name: value for name, value in os.environ.items() if name != "BANGVANG_HOME"}
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, env=env, timeout=120, check=False
    )


def one_line(text: str) -> bool:
    """True for exactly one line that is no traceback, for people or for programs."""
    told = text.startswith("bangvang: ") or (text.startswith("{") and "message" in json.loads(text))
    return text.count("\n") == 1 and told and "Traceback" not in text


def messages(text: str) -> list[str]:
    """What the lines of standard error say, in text or in JSON."""
    lines = text.splitlines()
    return [json.loads(line)["message"] if line[0] == "{" else line.removeprefix("bangvang: ") for line in lines]
