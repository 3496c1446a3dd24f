"""Connections: one pool a site, so that a connection proven for one host never serves another."""

import ssl
from functools import cache
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit

import httpx

from schemas import Source
from scrapers.belonging import is_of


class Clients:
    """An HTTP client for each site and way of checking certificates."""

    def __init__(self, agent: str, timeout: float, encodings: str) -> None:
        self._headers = {"User-Agent": agent, "Accept-Language": "vi", "Accept-Encoding": encodings}
        self._timeout = timeout
        self._made: dict[tuple[str, bool], httpx.AsyncClient] = {}

    def of(self, url: str, source: Source) -> httpx.AsyncClient:
        """The client for the site of `url`. Its certificate is checked unless the source has a `tls_exception`.

        The exception is one for the hosts of the source: where they lead to other ones, these prove who they are.
        """
        parts = urlsplit(url)
        key = (f"{parts.scheme}://{parts.netloc}", source.tls_exception is None or not is_of(url, source))
        if key not in self._made:
            # Proxies from the environment are not used: behind one, the check of addresses would mean nothing.
            client = httpx.AsyncClient(
                headers=self._headers, timeout=self._timeout, trust_env=False, http2=True, verify=_context(key[1])
            )
            client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))  # nobody knows us again by them
            self._made[key] = client
        return self._made[key]

    async def close(self) -> None:
        """Close all connections."""
        for client in self._made.values():
            await client.aclose()
        self._made.clear()


@cache
def _context(checked: bool) -> ssl.SSLContext:
    """What a secure connection must prove: all that is usual, or, as an exception, nothing."""
    context = httpx.create_ssl_context()
    if not checked:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.set_ciphers("DEFAULT:@SECLEVEL=0")  # keys as short as some ministries still use
    return context
