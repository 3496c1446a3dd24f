"""The working database as it was before a newer schema: a file beside it for each of the last versions."""

import os
import re
import shutil
from pathlib import Path

from scrapers.archive.atomic import atomic_target

KEPT = 2
_VERSION = re.compile(r"\.v(\d+)")


def copies(work: Path) -> list[Path]:
    """The copies beside the working database, oldest schema first."""
    found = (path for path in work.parent.glob(f"{work.name}.v*") if _VERSION.fullmatch(path.suffix))
    return sorted(found, key=lambda path: int(path.suffix[2:]))


def keep_copy(work: Path, version: int) -> Path:
    """Keep the database file as `work.duckdb.v<version>`; of several copies the last two stay. Raises OSError.

    The file must be closed and checkpointed. Its place is about to be taken by another file, so a second name for
    it is enough.
    """
    kept = work.with_name(f"{work.name}.v{version}")
    second = work.with_name(f".{kept.name}.draft")
    try:
        second.unlink(missing_ok=True)
        os.link(work, second)
        second.replace(kept)
    except OSError:  # a file system without second names
        with atomic_target(kept) as draft:
            shutil.copyfile(work, draft)
    finally:
        second.unlink(missing_ok=True)
    for old in copies(work)[:-KEPT]:
        old.unlink()
    return kept
