"""An exchange with a server and the body that came."""

from typing import NamedTuple

from schemas import Exchange


class Fetched(NamedTuple):
    """An exchange and the body that came."""

    exchange: Exchange
    body: bytes
