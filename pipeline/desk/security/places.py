"""From where a request comes and to whom it is addressed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from starlette.datastructures import Headers
from starlette.types import Scope

Network = IPv4Network | IPv6Network
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")


@dataclass(frozen=True)
class Peer:
    """Who is at the other end: its address, whether a proxy of ours stands between, and whether all of it is https."""

    address: str
    proxied: bool
    https: bool

    @property
    def at_keyboard(self) -> bool:
        """Whether it is this machine itself."""
        return not self.proxied and is_loopback(self.address)


def peer_of(scope: Scope, proxies: Sequence[Network]) -> Peer:
    """Headers about where a request came from are believed of `proxies` alone, and of those the last word."""
    headers = Headers(scope=scope)
    (address, _) = scope.get("client") or ("", 0)
    if not _is_in(address, proxies):
        return Peer(address, False, scope["scheme"] == "https")
    came = [part.strip() for line in headers.getlist("x-forwarded-for") for part in line.split(",")]
    outside = next((part for part in reversed(came) if not _is_in(part, proxies)), address)
    return Peer(outside, True, headers.get("x-forwarded-proto") == "https" or scope["scheme"] == "https")


def was_forwarded(scope: Scope) -> bool:
    """Whether somebody passed it on, whoever that is."""
    headers = Headers(scope=scope)
    return any(name in headers for name in FORWARDED)


def host_name(authority: str) -> str:
    """The name in a Host header or an origin, without the port and in lower case."""
    return re.sub(r":\d*$", "", authority.strip().lower())


def is_loopback(address: str) -> bool:
    """Whether it is an address of this machine that no other machine reaches."""
    parsed = _parsed(address)
    return address == "localhost" or (parsed is not None and parsed.is_loopback)


def _is_in(address: str, networks: Sequence[Network]) -> bool:
    parsed = _parsed(address)
    return parsed is not None and any(parsed in network for network in networks)


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(address)
    except ValueError:
        return None
