"""The desk served on a loopback port, and a headless Chromium that looks at it."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, sync_playwright

from pipeline.desk.app import create_app
from pipeline.desk.desk import open_desk
from pipeline.settings import Home

PATIENCE = 20.0


@contextmanager
def served(home: Home) -> Iterator[str]:
    """The address of the desk of a home, served while the block runs."""
    server = uvicorn.Server(uvicorn.Config(create_app(open_desk(home)), host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{_port(server)}"
    finally:
        server.should_exit = True
        thread.join(PATIENCE)


def _port(server: uvicorn.Server) -> int:
    end = time.monotonic() + PATIENCE
    while not (server.started and server.servers):
        assert time.monotonic() < end, "the desk did not start"
        time.sleep(0.01)
    return int(server.servers[0].sockets[0].getsockname()[1])


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Where there is none the tests skip, but on CI they fail."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("no chromium on CI: make browser installs it")
        pytest.skip("no chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


class Watched:
    """A context of its own (its own cookies), which remembers every script that ran into an error or the policy."""

    def __init__(self, browser: Browser, **options: object) -> None:
        self.context: BrowserContext = browser.new_context(locale="vi-VN", **options)  # type: ignore[arg-type]
        self.context.set_default_timeout(PATIENCE * 1000)
        self.errors: list[str] = []
        self.outside: list[str] = []
        self.context.on("console", self._note)
        self.context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.context.on("request", lambda request: self._outside(request.url))
        self.page = self.context.new_page()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _outside(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "data:", "about:", "blob:")):
            self.outside.append(url)
