"""A home in one file, and back."""

from pipeline.backup.restore import Restored, restore
from pipeline.backup.write import backup

__all__ = ["Restored", "backup", "restore"]
