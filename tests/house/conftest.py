"""The sample's home, which the tests of the documentation share: made once, whichever worker is first."""

import fcntl
import os

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.settings import Home


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the sample in it. Tests read it and never write."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    home = Home(base / "sample-of-the-house")
    with (base / "sample-of-the-house.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.published.exists():
            assert CliRunner().invoke(app, ["run", "--sample", "--home", str(home.root)]).exit_code == 0
    return home
