"""What a backup says of itself: its last member, so that a backup that was cut off has none."""

from datetime import datetime

from schemas.base import Model

MANIFEST = "manifest.json"


class Manifest(Model):
    """By which program a backup was made, and size and SHA-256 of each member by its name."""

    bangvang: str
    schema_version: int
    made_at: datetime
    archive: bool
    members: dict[str, tuple[int, str]]

    @property
    def size(self) -> int:
        """Bytes of all members."""
        return sum(size for size, _ in self.members.values())
