"""What robots.txt of each site lets us do."""

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from protego import Protego

from scrapers.errors import BadStatus, FetchError, RobotsDisallowed, RobotsUnreachable, TlsFailed
from scrapers.net.exchange import Fetched

LONGEST_DELAY = 30.0
LARGEST = 500_000  # bytes that have to be read, RFC 9309


class Robots:
    """Rules by site, read once. `load` fetches an address and raises FetchError."""

    def __init__(self, agent: str, load: Callable[[str], Awaitable[Fetched]]) -> None:
        self._agent = agent
        self._load = load
        self._rules: dict[str, asyncio.Future[Protego | FetchError]] = {}

    async def check(self, url: str) -> float:
        """Seconds between two requests that the site asks for; at most half a minute is granted.

        Raises RobotsDisallowed when the site does not want `url` read, RobotsUnreachable or TlsFailed when it cannot tell.
        """
        rules = await self._of(url)
        if isinstance(rules, TlsFailed):
            raise TlsFailed(url, rules.reason) from rules
        if isinstance(rules, FetchError):
            raise RobotsUnreachable(url, f"its robots.txt cannot be read: {rules.reason}") from rules
        if not rules.can_fetch(url, self._agent):
            raise RobotsDisallowed(url, "its robots.txt does not allow it")
        return min(float(rules.crawl_delay(self._agent) or 0), LONGEST_DELAY)

    async def sitemaps(self, url: str) -> list[str]:
        """Addresses of sitemaps that the site's robots.txt names; none when it cannot be read."""
        rules = await self._of(url)
        return [] if isinstance(rules, FetchError) else list(rules.sitemaps)

    async def _of(self, url: str) -> "Protego | FetchError":
        """The site's rules; who asks while they are being read waits for them."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = asyncio.ensure_future(self._read(f"{site}/robots.txt"))
        return await asyncio.shield(self._rules[site])

    async def _read(self, url: str) -> "Protego | FetchError":
        """No robots.txt means that all is allowed; one that the server fails to give, that nothing is (RFC 9309)."""
        try:
            body = (await self._load(url)).body[:LARGEST]
        except BadStatus as error:
            return Protego.parse("") if error.status < 500 and error.status != 429 else error
        except FetchError as error:
            return error
        return Protego.parse(body.decode("utf-8", errors="replace"))
