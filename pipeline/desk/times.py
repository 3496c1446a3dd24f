"""Times for programs: the desk keeps them in UTC without a zone, and JSON says which it is."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import PlainSerializer

Moment = Annotated[
    datetime,
    PlainSerializer(lambda at: at.replace(tzinfo=UTC).isoformat(), return_type=str, when_used="json"),
]
