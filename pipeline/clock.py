"""The time, as storage keeps it."""

from datetime import UTC, datetime


def now() -> datetime:
    """UTC without a zone mark: what every timestamp column holds."""
    return datetime.now(UTC).replace(tzinfo=None)
