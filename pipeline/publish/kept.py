"""The last publications, each under the id of its run; they cost no space where the file system knows hard links."""

import os
import shutil
from pathlib import Path

from scrapers.archive.atomic import atomic_target, sync

FOLDER = "earlier"
READ_ONLY = 0o444


def seal(draft: Path) -> None:
    """Make a finished file read-only and sure to survive a power cut. Raises OSError."""
    draft.chmod(READ_ONLY)
    sync([draft])


def keep(published: Path, run_id: str, wanted: int) -> None:
    """Keep the file at `published` as that of the run, and of all that are kept the `wanted` latest.

    What is published now is among them, unless none is wanted. Raises OSError.
    """
    folder = published.parent / FOLDER
    folder.mkdir(exist_ok=True)
    for left in folder.glob(f".*{published.suffix}*"):  # half a copy of a process that died
        if left.is_file():
            left.unlink()
    kept = folder / f"{run_id}{published.suffix}"
    _link(published, kept)
    for old in _oldest_first(folder, kept)[: -wanted or None]:
        old.unlink()
    sync([folder])


def _link(published: Path, kept: Path) -> None:
    kept.unlink(missing_ok=True)
    try:
        os.link(published, kept)
    except OSError:  # FAT, some network drives: a copy; a full disk fails again, and loudly
        with atomic_target(kept) as draft:
            shutil.copyfile(published, draft)
            seal(draft)


def _oldest_first(folder: Path, latest: Path) -> list[Path]:
    """By the time in their names; the one just made is the latest, even if the clock went backwards."""
    return sorted(folder.glob(f"*{latest.suffix}"), key=lambda path: (path == latest, path.name))
