"""A question to a server and its answer."""

from datetime import datetime
from typing import NamedTuple

from pydantic import Field

from schemas.base import Model


class Exchange(Model):
    """What is known of a response beside its body; with the body's hash it becomes a Snapshot."""

    url: str
    final_url: str
    source: str | None = None
    fetched_at: datetime
    status: int = Field(ge=100, le=599)
    content_type: str = ""
    headers: dict[str, str] = Field(default_factory=dict)


class Fetched(NamedTuple):
    """An exchange and the body that came."""

    exchange: Exchange
    body: bytes
