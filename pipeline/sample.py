"""The bundled sample site, served on a loopback port while a run reads it with the real scraper.

Its articles are stored under the address in its description, whatever port was free: a later run knows them again.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from data import ROOT
from schemas import Exchange, Snapshot, Source
from scrapers.net.exchange import Fetched
from scrapers.net.fetch import Fetcher, Record
from scrapers.sources import read_source

log = logging.getLogger("bangvang")

FOLDER = ROOT / "sample_site"


class Sample(NamedTuple):
    """The sample's source, and how to make a fetcher that finds it where it is served."""

    source: Source
    fetcher: Callable[[Record], Fetcher]


class MovedFetcher(Fetcher):
    """Fetches pages of one site from another address, and reports them under their own."""

    def __init__(self, own: str, served: str, record: Record) -> None:
        super().__init__(attempts=2, first_wait=0.1, record=self._under_its_own)
        self._own, self._served = own, served
        self._told = record

    async def fetch(self, url: str, source: Source, known: Snapshot | None = None) -> Fetched:
        """The page at `url`, from where the site is served. Raises FetchError."""
        exchange, body = await super().fetch(_moved(url, self._own, self._served), source, known)
        return Fetched(self._renamed(exchange), body)

    def _under_its_own(self, exchange: Exchange, body: bytes) -> object:
        return self._told(self._renamed(exchange), body)

    def _renamed(self, exchange: Exchange) -> Exchange:
        own = {name: _moved(getattr(exchange, name), self._served, self._own) for name in ("url", "final_url")}
        return exchange.model_copy(update=own)


def _moved(url: str, old: str, new: str) -> str:
    return new + url.removeprefix(old) if url.startswith(old + "/") else url


@contextmanager
def sample_site(folder: Path = FOLDER) -> Iterator[Sample]:
    """Serve the sample site while the block runs. Raises OSError when no loopback port can be had."""
    source = read_source(folder / "site.toml")
    parts = urlsplit(source.listings[0])
    with _serving(folder) as port:
        yield Sample(source, partial(MovedFetcher, f"{parts.scheme}://{parts.netloc}", f"http://127.0.0.1:{port}"))


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
