from collections.abc import Iterator

import pytest
from browser import chromium
from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For one file: Playwright keeps an event loop running, in which other files' tests could not start theirs."""
    with chromium() as found:
        yield found
