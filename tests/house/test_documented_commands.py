"""Each command in a `sh` block runs where `make run` was called, but those that need what a clone does not have."""

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from documented import after_make_run, pages
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.settings import Home

BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Why a line is not run here: what fits on the left needs what stands on the right.
NEEDS = {
    r"^make ": "the clone itself",
    r" audit\b": "somebody who ends it; tests/desk serves it",
    r" run\b": "two minutes; the sample was made so, tests/pipeline runs it",
    r" (extract --all|evaluate)\b": "half a minute of reading; tests/pipeline runs it",
    r" --live\b": "the network",
    r" users (add|passwd|role|remove)\b": "a password that is typed; tests/desk/test_people_commands.py",
    r" --install-completion": "the reader's shell",
    r" diff 20": "a run of that day",
    r" sources (new|check) \S|replay --source": "a site of the reader's",
    r" extract (crawl|pages)": "pages of the reader's; tests/pipeline/test_shards.py",
    r"/srv/|/var/lib/|/tmp/drill": "a machine that is set up",
    r" (ingest|parse|restore) (?!data/)": "a file of the reader's",
}


def _lines() -> Iterator[tuple[Path, str]]:
    for page in pages():
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                yield page, line.split(" #")[0].strip()


TYPED = sorted({line for _, line in _lines() if line})
RUN = [line for line in TYPED if not any(re.search(needs, line) for needs in NEEDS)]


@pytest.fixture(scope="module")
def own(sample: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A copy of the sample's home, to be written to."""
    return Home(Path(shutil.copytree(sample.root, tmp_path_factory.mktemp("own") / "home", symlinks=True)))


@pytest.mark.parametrize("line", RUN)
def test_a_documented_command_runs(own: Home, line: str) -> None:
    with after_make_run(own), patch.dict(os.environ, {"BANGVANG_HOME": "var/sample"}):
        done = CliRunner().invoke(app, shlex.split(line)[1:])
    assert done.exit_code in (0, 1), done.output
    assert done.exit_code == 0 or not isinstance(done.exception, Exception)


def test_many_commands_run_and_every_reason_not_to_is_needed() -> None:
    assert len(RUN) > 35
    assert [needs for needs in NEEDS if not any(re.search(needs, line) for line in TYPED)] == []
