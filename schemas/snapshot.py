"""A response as it was received."""

from datetime import datetime

from pydantic import Field

from schemas.base import Model


class Exchange(Model):
    """A question to a server and what is known of the answer beside its body."""

    url: str
    final_url: str
    source: str | None = None
    fetched_at: datetime
    status: int = Field(ge=100, le=599)
    content_type: str = ""
    headers: dict[str, str] = Field(default_factory=dict)


class Snapshot(Exchange):
    """Metadata of one kept response; the body lies in the archive under its SHA-256."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int = Field(ge=0)
