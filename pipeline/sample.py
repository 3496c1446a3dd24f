"""The bundled sample site, served on a loopback port while a run reads it with the real scraper.

Its articles are stored under the address in its description, whatever port was free: a later run knows them again.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from data import ROOT
from schemas import Source
from scrapers.net.exchange import Fetched
from scrapers.net.fetch import Fetcher
from scrapers.sources import read_source

log = logging.getLogger("bangvang")

FOLDER = ROOT / "sample_site"


class Sample(NamedTuple):
    """The sample's source, and a fetcher that finds it where it is served."""

    source: Source
    fetcher: Fetcher


class MovedFetcher(Fetcher):
    """Fetches pages of one site from another address, and reports them under their own."""

    def __init__(self, own: str, served: str) -> None:
        super().__init__(attempts=2, first_wait=0.1)
        self._own, self._served = own, served

    def fetch(self, url: str, source: Source) -> Fetched:
        """The page at `url`, from where the site is served. Raises FetchError."""
        exchange, body = super().fetch(self._moved(url, self._own, self._served), source)
        own_url = self._moved(exchange.url, self._served, self._own)
        own_final = self._moved(exchange.final_url, self._served, self._own)
        return Fetched(exchange.model_copy(update={"url": own_url, "final_url": own_final}), body)

    @staticmethod
    def _moved(url: str, old: str, new: str) -> str:
        return new + url.removeprefix(old) if url.startswith(old + "/") else url


@contextmanager
def sample_site(folder: Path = FOLDER) -> Iterator[Sample]:
    """Serve the sample site while the block runs. Raises OSError when no loopback port can be had."""
    source = read_source(folder / "site.toml")
    parts = urlsplit(source.listings[0])
    with _serving(folder) as port, MovedFetcher(f"{parts.scheme}://{parts.netloc}", f"http://127.0.0.1:{port}") as own:
        yield Sample(source, own)


@contextmanager
def _serving(folder: Path) -> Iterator[int]:
    with _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    """Says nothing of a reader that goes away in the middle of a page."""

    def handle_error(self, request: object, client_address: object) -> None:
        """A line in the log."""
        log.debug("the sample site could not answer %s", client_address, exc_info=True)


class _Quiet(SimpleHTTPRequestHandler):
    """Says nothing of the requests that it serves."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class calls it so
        """Nothing."""
