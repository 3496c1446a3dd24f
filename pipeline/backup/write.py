"""A home into one tar file, which appears whole and checked, or not at all."""

import hashlib
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from importlib.metadata import version
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from pipeline.backup.manifest import MANIFEST, Manifest
from pipeline.backup.read import read_backup
from pipeline.clock import now
from pipeline.errors import StorageError, UsageError
from pipeline.lock import run_lock
from pipeline.progress import Progress
from pipeline.reviews.care import copy_log
from pipeline.settings import Home
from pipeline.store.database import checkpointed
from scrapers.archive.atomic import atomic_target, sync


def backup(home: Home, target: Path, progress: Progress, *, archive: bool = True) -> Manifest:
    """Write the home to `target`: databases, published file, settings, users, reviews, and unless told not to, archive.

    What was written is read back before the file gets its name. Raises LockedError when a run is going on, UsageError
    when `target` exists, StorageError when there is nothing to keep or it cannot be read, OSError.
    """
    if not home.work.exists():
        raise StorageError(f"{home.work}: nothing is stored yet, so there is nothing to back up")
    if target.exists():
        raise UsageError(f"{target}: exists already, and no backup is overwritten; choose another name")
    with run_lock(home.lock):
        _sweep(home)
        schema_version = checkpointed(home.work)
        with atomic_target(target) as draft, _log_as_it_is(home) as reviews:
            manifest = _write(home, draft, schema_version, progress, reviews, archive=archive)
            _forget_pages(draft)
            if read_backup(draft, progress, total=len(manifest.members) + 1) != manifest:
                raise StorageError(f"{target}: what was written is not what is read back; check this disk")
    return manifest


def parts(home: Home, reviews: Path | None = None, *, archive: bool = True) -> Iterator[tuple[Path, Path]]:
    """The files of a home that cannot be made again, and their places in it; `reviews` is a copy of the log of reviews.

    Drafts, whose names begin with a dot, are none.
    """
    if reviews:
        yield reviews, home.reviews
    single = [home.work, home.published, home.settings, home.users, home.units, home.night]
    log = set(home.root.glob(f"{home.reviews.name}*"))
    others = (file for path in sorted(home.root.glob("reviews*")) if path not in log for file in _files(path))
    kept = _files(home.archive) if archive else ()
    yield from ((path, path) for path in chain((path for path in single if path.is_file()), others, kept))


@contextmanager
def _log_as_it_is(home: Home) -> Iterator[Path | None]:
    """A copy of the log of reviews, to which auditors may add meanwhile; none when there is no log."""
    if not home.reviews.exists():
        yield None
        return
    copy = home.root / f".{home.reviews.name}.{os.getpid()}.draft"
    try:
        copy_log(home.reviews, copy)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    for folder, folders, names in os.walk(path):
        folders.sort()
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def _write(  # noqa: PLR0913 - what is written, where to, and who watches
    home: Home, draft: Path, schema_version: int, progress: Progress, reviews: Path | None, *, archive: bool
) -> Manifest:
    total = sum(1 for _ in parts(home, reviews, archive=archive))
    members = {}
    with tarfile.open(draft, "w", format=tarfile.PAX_FORMAT) as tar:
        for path, place in progress.track(parts(home, reviews, archive=archive), total, "backup"):
            name = place.relative_to(home.root).as_posix()
            members[name] = _add(tar, path, name)
            # Nobody asks for them, and of a million pages they would fill the memory.
            tar.members.clear()  # type: ignore[attr-defined]  # there, though its types do not tell
        manifest = Manifest(
            bangvang=version("bangvang"), schema_version=schema_version, made_at=now(), archive=archive, members=members
        )
        _add_manifest(tar, manifest)
    return manifest


def _add(tar: tarfile.TarFile, path: Path, name: str) -> tuple[int, str]:
    """Size and SHA-256 of the file as it went into the tar. Raises OSError when it shrinks meanwhile."""
    with path.open("rb") as file:
        told = os.fstat(file.fileno())
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = told.st_size, int(told.st_mtime), told.st_mode & 0o777
        hashed = _Hashed(file)
        tar.addfile(info, hashed)  # type: ignore[arg-type]  # it only reads
    return info.size, hashed.digest.hexdigest()


class _Hashed:
    """A file that remembers the hash of what was read of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self.digest.update(data)
        return data


def _add_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    data = manifest.model_dump_json().encode()
    info = tarfile.TarInfo(MANIFEST)
    info.size, info.mtime = len(data), int(manifest.made_at.replace(tzinfo=UTC).timestamp())
    tar.addfile(info, BytesIO(data))


def _forget_pages(draft: Path) -> None:
    """See to it that what is read back comes from the disk, as far as that can be asked for."""
    sync([draft])
    if hasattr(os, "posix_fadvise"):
        with draft.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _sweep(home: Home) -> None:
    """Remove the drafts of backups that died: the run lock is ours. Other folders may be shared with other homes."""
    drafts = ((home.root / "backups").glob(".*.tar.*"), home.root.glob(f".{home.reviews.name}.*"))
    for left in chain(*drafts):
        left.unlink()
