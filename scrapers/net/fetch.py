"""Fetch pages politely: named, slowly, within what robots.txt allows, and never from a private network."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx
import stamina

from schemas import Exchange, Snapshot, Source
from scrapers.errors import BadStatus, FetchError, HostRests, TimedOut, TooManyRedirects, Unreachable
from scrapers.net.addresses import PORTS, Addresses
from scrapers.net.body import ENCODINGS, read_body
from scrapers.net.clients import Clients
from scrapers.net.exchange import Fetched
from scrapers.net.failures import failure_of, retry_after
from scrapers.net.pace import LONGEST_WAIT, Pace
from scrapers.net.robots import Robots

NO_CONTACT = "https://bangvang.invalid; contact not set"  # operators set one: sites ask for it
AGENT = "bangvang"
RETRIED = (429, 500, 502, 503, 504)
REDIRECTS = (301, 302, 303, 307, 308)
KEPT_HEADERS = (
    "content-type", "content-length", "last-modified", "etag", "date", "server", "location", "retry-after",
)  # fmt: skip

# Without a handler each retry puts a line on standard error that names neither the site nor what was wrong.
logging.getLogger("stamina").addHandler(logging.NullHandler())

Record = Callable[[Exchange, bytes], object]


class Fetcher:
    """Fetches pages of sources. Use it as an async context manager, or close it.

    `record` is given every exchange as it was, redirects, errors and robots.txt included; it is called in a thread.
    """

    def __init__(  # noqa: PLR0913 -- limits that tests and operators set one by one
        self,
        *,
        contact: str = NO_CONTACT,
        record: Record | None = None,
        timeout: float = 20.0,
        deadline: float = 120.0,
        max_bytes: int = 30_000_000,
        max_redirects: int = 5,
        attempts: int = 4,
        first_wait: float = 1.0,
    ) -> None:
        self._clients = Clients(f"{AGENT}/{version('bangvang')} (+{contact})", timeout, ENCODINGS)
        self._record = record
        self._deadline = deadline
        self._max_bytes = max_bytes
        self._max_redirects = max_redirects
        self._retrying = stamina.AsyncRetryingCaller(
            attempts=attempts, timeout=None, wait_initial=first_wait, wait_max=LONGEST_WAIT, wait_jitter=first_wait
        )
        self._pace = Pace()
        self._addresses = Addresses()
        self._robots: dict[tuple[bool, bool], Robots] = {}

    async def fetch(self, url: str, source: Source, known: Snapshot | None = None) -> Fetched:
        """The page at `url`, redirects followed. Raises FetchError, after retries where they may help.

        When the server says that the page is still what `known` is, the answer has status 304 and no body.
        """
        return await self._retrying(_worth_retrying, self._follow, url, source, self.robots(source), known)

    def robots(self, source: Source) -> Robots:
        """Rules read from private or unproven sites are kept apart: other sources must not be led by them."""

        async def load(url: str) -> Fetched:
            return await self._retrying(_worth_retrying, self._follow, url, source, None, None)

        trust = (source.allow_private, source.tls_exception is None)
        return self._robots.setdefault(trust, Robots(AGENT, load))

    async def close(self) -> None:
        """Close all connections."""
        await self._clients.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _follow(self, url: str, source: Source, robots: Robots | None, known: Snapshot | None) -> Fetched:
        current = url
        for _ in range(self._max_redirects + 1):
            address = await self._addresses.checked(current, allow_private=source.allow_private)
            asked = await robots.check(current) if robots else 0.0
            host = _host(current)
            async with self._pace.turn(host, max(source.delay_seconds, asked), source.concurrency) as rest:
                if rest:
                    raise HostRests(current, f"the server asked to be left alone for {rest:.0f} more seconds")
                fetched = await self._exchange(url, current, address, source, known)
            await self._keep(fetched)
            target = fetched.exchange.headers.get("location")
            if fetched.exchange.status not in REDIRECTS or not target:
                return self._accepted(fetched, host, known)
            current = _joined(current, target)
        raise TooManyRedirects(url, f"more than {self._max_redirects} redirects")

    async def _exchange(self, url: str, current: str, address: str, source: Source, known: Snapshot | None) -> Fetched:
        headers = {**_host_header(current), **_conditions(known)}
        client = self._clients.of(current, source)
        try:
            async with asyncio.timeout(self._deadline), client.stream(
                "GET", _pinned(current, address), headers=headers, extensions=_server_name(current)
            ) as response:  # fmt: skip
                if not 100 <= response.status_code <= 599:
                    raise BadStatus(current, response.status_code)
                body = await read_body(current, response, self._max_bytes)
        except TimeoutError as error:
            raise TimedOut(current, f"not complete within {self._deadline:.0f} seconds") from error
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise failure_of(error, current) from error
        return Fetched(_exchange_of(url, current, response, source), body)

    async def _keep(self, fetched: Fetched) -> None:
        if self._record:
            await asyncio.to_thread(self._record, *fetched)

    def _accepted(self, fetched: Fetched, host: str, known: Snapshot | None) -> Fetched:
        status = fetched.exchange.status
        if status == httpx.codes.OK or (status == httpx.codes.NOT_MODIFIED and known):
            return fetched
        wait = retry_after(fetched.exchange.headers.get("retry-after"))
        if wait is not None:
            self._pace.pause(host, wait)
        raise BadStatus(fetched.exchange.final_url, status, wait)


def _worth_retrying(error: Exception) -> bool | float:
    """Whether to try again, or the seconds to wait first as the server asked."""
    if isinstance(error, BadStatus):
        wait = error.retry_after
        if error.status not in RETRIED or (wait is not None and wait > LONGEST_WAIT):
            return False
        return True if wait is None else wait
    return isinstance(error, FetchError) and error.passing


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError as error:
        raise Unreachable(url, f"redirects to what is no address: {target[:100]}") from error


def _exchange_of(url: str, current: str, response: httpx.Response, source: Source) -> Exchange:
    return Exchange(
        url=url,
        final_url=current,
        source=source.name,
        fetched_at=datetime.now(UTC),
        status=response.status_code,
        content_type=response.headers.get("content-type", ""),
        headers={name: response.headers[name] for name in KEPT_HEADERS if name in response.headers},
    )


def _pinned(url: str, address: str) -> str:
    """`url` with the checked address in the place of the host's name."""
    parts = urlsplit(url)
    host = f"[{address}]" if ":" in address else address
    return urlunsplit(parts._replace(netloc=f"{host}:{parts.port}" if parts.port else host, fragment=""))


def _host(url: str) -> str:
    """Whose turn it is: the host and its port, however the address is written."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or PORTS[parts.scheme]}"


def _host_header(url: str) -> dict[str, str]:
    return {"Host": urlsplit(url).netloc.rpartition("@")[2].encode("idna").decode("ascii")}


def _server_name(url: str) -> dict[str, str]:
    """The name that a certificate has to be for; none for a bare address."""
    host = urlsplit(url).hostname or ""
    return {"sni_hostname": host} if any(char.isalpha() for char in host) and ":" not in host else {}


def _conditions(known: Snapshot | None) -> dict[str, str]:
    """Ask for the page only if it has changed since `known`. What cannot stand in a header is not sent back."""
    asked = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    told = {name: known.headers.get(name, "") for name in asked} if known else {}
    return {asked[name]: value for name, value in told.items() if value and value.isascii() and value.isprintable()}
