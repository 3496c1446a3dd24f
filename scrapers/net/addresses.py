"""Which network addresses may be fetched: public ones, unless a source says that it is a private site."""

import asyncio
import socket
import time
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from scrapers.errors import AddressRefused, Unreachable

PORTS = {"http": 80, "https": 443}
# Whose last 32 bits are an IPv4 address: translated by the network (NAT64, SIIT), and the old "compatible" ones.
_OF_IPV4 = tuple(map(IPv6Network, ("64:ff9b::/96", "::ffff:0:0:0/96", "::/96")))
_LOCAL_NAT64 = IPv6Network("64:ff9b:1::/48")


KEPT_FOR = 60.0  # seconds that a look-up holds: the address that was checked is the one that is connected to

Address = IPv4Address | IPv6Address


class Addresses:
    """Look-ups of one fetcher, each made once a minute."""

    def __init__(self) -> None:
        self._found: dict[tuple[str | None, int | None], tuple[float, list[Address]]] = {}

    async def checked(self, url: str, *, allow_private: bool) -> str:
        """The address to connect to for `url`, already looked up, so that nothing can change between check and use.

        Raises AddressRefused when the scheme is not http(s) or any of the host's addresses is not public,
        Unreachable when the host has no address.
        """
        parts = _split(url)
        key = (parts.hostname, parts.port)
        at, addresses = self._found.get(key, (0.0, []))
        if not addresses or time.monotonic() - at > KEPT_FOR:
            addresses = await _look_up(url, parts)
            self._found[key] = (time.monotonic(), addresses)
        return _public(url, addresses, allow_private=allow_private)


def _public(url: str, addresses: list[Address], *, allow_private: bool) -> str:
    refused = [address for address in addresses if not (allow_private or _is_public(address))]
    if refused:
        raise AddressRefused(url, f"{refused[0]} is not a public address; a private site needs allow_private = true")
    return str(addresses[0])


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 -- raises when the port is no number
    except ValueError as error:
        raise AddressRefused(url, f"not an address: {error}") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise AddressRefused(url, "only http and https addresses are fetched")
    return parts


async def _look_up(url: str, parts: SplitResult) -> list[Address]:
    host, port = str(parts.hostname), parts.port or PORTS[parts.scheme]
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(url, f"no such host: {error}") from error
    addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    return sorted(addresses, key=lambda address: address.version)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and any(address in network for network in _OF_IPV4):
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(inner)
        if address.is_site_local or address in _LOCAL_NAT64:
            return False
    return address.is_global and not address.is_multicast
