"""Files that appear whole or not at all."""

import ctypes
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

FEW = 4  # files or folders up to which each is synced by itself; more of them are cheaper all at once


def write_atomic(path: Path, data: bytes) -> None:
    """Write `data` to `path`: a reader, or a crash at any moment, finds the old file or the new one. Raises OSError."""
    with atomic_target(path) as draft:
        draft.write_bytes(data)


@contextmanager
def atomic_target(path: Path) -> Iterator[Path]:
    """A draft beside `path` that takes its place when the block ends well, and goes away when it does not.

    Raises OSError.
    """
    draft = _draft_name(path)  # known before there is a file, so that Ctrl-C at any moment leaves none
    try:
        _create(draft)
        yield draft
        sync([draft])
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    sync([path.parent])


def empty_draft(path: Path) -> Path:
    """A new empty file in the folder of `path`, which is made if needed. Raises OSError."""
    draft = _draft_name(path)
    _create(draft)
    return draft


def _draft_name(path: Path) -> Path:
    return path.with_name(f".{path.name}.{token_hex(4)}")


def _create(draft: Path) -> None:
    draft.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def append_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Add `lines` to `path` in one write, below whatever a crash may have left unfinished there. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        size = os.fstat(handle).st_size
        torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        _write_all(handle, (b"\n" if torn else b"") + b"".join(line + b"\n" for line in lines))
        os.fsync(handle)
    finally:
        os.close(handle)


def sync(paths: Iterable[Path]) -> None:
    """Make files, or the names in folders, survive a power cut. Raises OSError.

    Many of one file system go to disk with one call, which costs hardly more than for one of them.
    """
    wanted = list(paths)
    if len(wanted) > FEW and _sync_all_of(wanted[0]):
        return
    for path in wanted:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sync_all_of(path: Path) -> bool:
    """Sync the file system that `path` lies in; False where the system has no call for that (it is Linux's own)."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if call is None:
        return False
    handle = os.open(path, os.O_RDONLY)
    try:
        if call(handle) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(path))
    finally:
        os.close(handle)
    return True


def _write_all(handle: int, data: bytes) -> None:
    """`os.write` may take less than it is given, when the disk fills up."""
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]
