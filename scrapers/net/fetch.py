"""Fetch pages politely: named, slowly, within what robots.txt allows, and never from a private network."""

import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx
import stamina

from schemas import Exchange, Source
from scrapers.errors import BadStatus, FetchError, TimedOut, TooLarge, TooManyRedirects, Unreachable
from scrapers.net.addresses import checked_address
from scrapers.net.exchange import Fetched
from scrapers.net.robots import Robots

NO_CONTACT = "https://bangvang.invalid; contact not set"  # operators set one: sites ask for it
AGENT = "bangvang"
RETRIED = (429, 500, 502, 503, 504)
REDIRECTS = (301, 302, 303, 307, 308)
LONGEST_WAIT = 60.0  # seconds that a server may make us wait before we give up on the page for this run
KEPT_HEADERS = ("content-type", "content-length", "last-modified", "etag", "date", "server", "location")


class Fetcher:
    """Fetches pages of sources. Use it as a context manager, or close it."""

    def __init__(  # noqa: PLR0913 -- limits that tests and operators set one by one
        self,
        *,
        contact: str = NO_CONTACT,
        timeout: float = 20.0,
        deadline: float = 120.0,
        max_bytes: int = 30_000_000,
        max_redirects: int = 5,
        attempts: int = 4,
        first_wait: float = 1.0,
    ) -> None:
        agent = f"{AGENT}/{version('bangvang')} (+{contact})"
        # Proxies from the environment are not used: behind one, the check of addresses would mean nothing.
        self._client = httpx.Client(
            headers={"User-Agent": agent, "Accept-Language": "vi"}, timeout=timeout, trust_env=False
        )
        self._deadline = deadline
        self._max_bytes = max_bytes
        self._max_redirects = max_redirects
        self._retrying = stamina.RetryingCaller(
            attempts=attempts, timeout=None, wait_initial=first_wait, wait_max=LONGEST_WAIT, wait_jitter=first_wait
        )
        self._robots: dict[bool, Robots] = {}
        self._next: dict[str, float] = {}

    def fetch(self, url: str, source: Source) -> Fetched:
        """The page at `url`, redirects followed. Raises FetchError, after retries where they may help."""
        return self._retrying(_worth_retrying, self._follow, url, source, robots=self._robots_for(source))

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _robots_for(self, source: Source) -> Robots:
        """Rules read for private sites are kept apart: a public source must not be led to them."""

        def load(url: str) -> Fetched:
            return self._retrying(_worth_retrying, self._follow, url, source, robots=None)

        return self._robots.setdefault(source.allow_private, Robots(AGENT, load))

    def _follow(self, url: str, source: Source, robots: Robots | None) -> Fetched:
        current = url
        for _ in range(self._max_redirects + 1):
            address = checked_address(current, allow_private=source.allow_private)
            if robots:
                robots.check(current)
                self._wait(current, max(source.delay_seconds, robots.delay(current)))
            exchange, body = self._exchange(url, current, address, source)
            target = exchange.headers.get("location")
            if exchange.status not in REDIRECTS or not target:
                return _accepted(exchange, body)
            current = _joined(current, target)
        raise TooManyRedirects(url, f"more than {self._max_redirects} redirects")

    def _wait(self, url: str, delay: float) -> None:
        host = urlsplit(url).netloc
        now = time.monotonic()
        due = max(now, self._next.get(host, now))
        self._next[host] = due + delay
        time.sleep(due - now)

    def _exchange(self, url: str, current: str, address: str, source: Source) -> Fetched:
        try:
            with self._client.stream(
                "GET", _pinned(current, address), headers=_host_header(current), extensions=_server_name(current)
            ) as response:
                if not 100 <= response.status_code <= 599:
                    raise BadStatus(current, response.status_code)
                body = self._read(current, response)
        except httpx.TimeoutException as error:
            raise TimedOut(current, "no answer in time") from error
        except (httpx.TransportError, httpx.InvalidURL, httpx.DecodingError) as error:
            raise Unreachable(current, f"cannot be fetched: {error or type(error).__name__}") from error
        return Fetched(_exchange_of(url, current, response, source), body)

    def _read(self, url: str, response: httpx.Response) -> bytes:
        """The decoded body, given up when it grows too large or drips too slowly."""
        announced = response.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > self._max_bytes:
            raise TooLarge(url, f"larger than {self._max_bytes} bytes")
        end = time.monotonic() + self._deadline
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > self._max_bytes:
                raise TooLarge(url, f"larger than {self._max_bytes} bytes")
            if time.monotonic() > end:
                raise TimedOut(url, f"not complete within {self._deadline:.0f} seconds")
        return bytes(body)


def _worth_retrying(error: Exception) -> bool | float:
    """Whether to try again, or the seconds to wait first as the server asked."""
    if isinstance(error, BadStatus):
        wait = error.retry_after
        if error.status not in RETRIED or (wait is not None and wait > LONGEST_WAIT):
            return False
        return True if wait is None else wait
    return isinstance(error, TimedOut | Unreachable)


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError as error:
        raise Unreachable(url, f"redirects to what is no address: {target[:100]}") from error


def _accepted(exchange: Exchange, body: bytes) -> Fetched:
    if exchange.status != httpx.codes.OK:
        raise BadStatus(exchange.final_url, exchange.status, _retry_after(exchange.headers.get("retry-after")))
    return Fetched(exchange, body)


def _retry_after(value: str | None) -> float | None:
    """Seconds from a Retry-After header, which holds a number or a date; None when it holds neither."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (at - datetime.now(UTC)).total_seconds()) if at.tzinfo else None


def _exchange_of(url: str, current: str, response: httpx.Response, source: Source) -> Exchange:
    headers = {name: response.headers[name] for name in (*KEPT_HEADERS, "retry-after") if name in response.headers}
    return Exchange(
        url=url,
        final_url=current,
        source=source.name,
        fetched_at=datetime.now(UTC),
        status=response.status_code,
        content_type=response.headers.get("content-type", ""),
        headers=headers,
    )


def _pinned(url: str, address: str) -> str:
    """`url` with the checked address in the place of the host's name."""
    parts = urlsplit(url)
    host = f"[{address}]" if ":" in address else address
    return urlunsplit(parts._replace(netloc=f"{host}:{parts.port}" if parts.port else host, fragment=""))


def _host_header(url: str) -> dict[str, str]:
    return {"Host": urlsplit(url).netloc.rpartition("@")[2].encode("idna").decode("ascii")}


def _server_name(url: str) -> dict[str, str]:
    """The name that a certificate has to be for; none for a bare address."""
    host = urlsplit(url).hostname or ""
    return {"sni_hostname": host} if any(char.isalpha() for char in host) and ":" not in host else {}


__all__ = ["FetchError", "Fetcher"]
