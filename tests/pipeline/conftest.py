import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from light import lightened
from warm import Server, Undisturbed, published, warm_server

from pipeline.settings import Home


@pytest.fixture(autouse=True, scope="module")
def light(request: pytest.FixtureRequest) -> Iterator[None]:
    """Databases of the tests' own process are made in half the time: see light.py."""
    with lightened(request.node):
        yield


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A process that starts commands at once: see warm.py."""
    with warm_server(tmp_path_factory.mktemp("warm")) as server:
        yield server


@pytest.fixture(scope="session")
def undisturbed(warm: Server, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """A home after one run over the sample site, how long that took and what it gave."""
    home, start = Home(tmp_path_factory.mktemp("clean") / "home"), time.monotonic()
    assert warm.run("run", "--sample", "--home", home.root).code == 0
    seconds = time.monotonic() - start
    return Undisturbed(home, seconds, published(home))
