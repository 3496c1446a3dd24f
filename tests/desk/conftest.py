from collections.abc import Iterator

import pytest
from browser import chromium
from light import lightened
from playwright.sync_api import Browser


@pytest.fixture(autouse=True, scope="module")
def light(request: pytest.FixtureRequest) -> Iterator[None]:
    """Databases of the tests' own process are made in half the time: see light.py."""
    with lightened(request.node):
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For one file: Playwright keeps an event loop running, in which other files' tests could not start theirs."""
    with chromium() as found:
        yield found
