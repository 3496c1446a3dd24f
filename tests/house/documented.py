"""Examples in the documentation: each command, query and program with the answer that it prints.

Three fences are examples: `console` (lines that begin with `$ ` are commands, the rest is what they print), and `sql`
and `python` with a `text` fence behind them, which holds the answer. `python tests/house/documented.py HOME` writes
all answers anew from a home with the sample; what changed is for whoever reads the diff.
"""

import contextlib
import io
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.settings import Home

HOUSE = Path(__file__).resolve().parents[2]
# As wide as a terminal usually is.
WIDTH = 110
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STEP = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
ANSWERED = re.compile(r"^```(sql|python)\n(.*?)^```\n\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """What is typed, in which language, and the answer that the page shows from `start` to `end`."""

    page: Path
    kind: str
    typed: str
    answer: str
    start: int
    end: int

    def __str__(self) -> str:
        line = self.page.read_text(encoding="utf-8").count("\n", 0, self.start)
        return f"{self.page.relative_to(HOUSE)}:{line}"


def pages() -> list[Path]:
    """Every page of the documentation."""
    return sorted([*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md")])


def examples(page: Path) -> list[Example]:
    """Those of a page, from top to bottom."""
    return sorted(_found(page, page.read_text(encoding="utf-8")), key=lambda example: example.start)


def _found(page: Path, text: str) -> Iterator[Example]:
    for block in CONSOLE.finditer(text):
        for step in STEP.finditer(text, *block.span(1)):
            yield Example(page, "console", step[1], step[2], *step.span(2))
    for pair in ANSWERED.finditer(text):
        yield Example(page, pair[1], pair[2], pair[3], *pair.span(3))


def answer(example: Example, home: Home) -> str:
    """What the example prints where `make run` was called. Raises AssertionError for a command that fails."""
    with after_make_run(home), patch("pipeline.cli.tables.WIDTH_OF_A_FILE", WIDTH):
        printed = {"console": _command, "sql": _query, "python": _program}[example.kind](example.typed)
    return "".join(f"{line.rstrip()}\n" for line in printed.splitlines())


@contextlib.contextmanager
def after_make_run(home: Home) -> Iterator[None]:
    """A folder of its own as the current one, in which the sample and our data lie where they lie in a clone."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("var").mkdir()
        Path("var/sample").symlink_to(home.root)
        Path("data").symlink_to(HOUSE / "data")
        yield


def _command(typed: str) -> str:
    """All that a command prints, on both streams, but the note that this is the sample."""
    program, *words = shlex.split(typed)
    assert Path(program).name == "bangvang", f"only bangvang is run in console blocks, not {program}"
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, f"{typed}: {done.output}"
    return "".join(line for line in done.output.splitlines(keepends=True) if "this is the sample" not in line)


def _query(sql: str) -> str:
    done = CliRunner().invoke(app, ["query", sql])
    assert done.exit_code == 0, done.output
    return done.stdout


def _program(code: str) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, "example", "exec"), {})
    return printed.getvalue()


def write_anew(page: Path, home: Home) -> int:
    """Write the answers of a page as they are today; how many changed."""
    text, changed = page.read_text(encoding="utf-8"), 0
    for example in reversed(examples(page)):
        now = answer(example, home)
        changed += now != example.answer
        text = text[: example.start] + now + text[example.end :]
    page.write_text(text, encoding="utf-8")
    return changed


if __name__ == "__main__":
    made = Home(Path(sys.argv[1]).resolve())
    for name in pages():
        if counted := write_anew(name, made):
            sys.stdout.write(f"{name.relative_to(HOUSE)}: {counted} answers changed\n")
