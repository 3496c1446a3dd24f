"""Every byte of a backup, held against its manifest."""

import hashlib
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from pydantic import ValidationError

from pipeline.backup.manifest import MANIFEST, Manifest
from pipeline.errors import StorageError
from pipeline.progress import Progress
from pipeline.store.migrate import refuse_newer

CHUNK = 1 << 20

Members = dict[str, tuple[int, str]]


def read_backup(path: Path, progress: Progress, into: Path | None = None, total: int | None = None) -> Manifest:
    """Read a backup to its end and return its manifest; with `into`, an empty folder, its files are unpacked there.

    Raises StorageError when it is no backup, damaged, cut off, or of a newer bangvang; OSError.
    """
    try:
        with tarfile.open(path, "r:") as tar:
            found, told = _all(progress.track(_members(tar), total, "check" if into is None else "restore"), tar, into)
    except (tarfile.TarError, EOFError) as error:
        raise _refusal(path, f"no backup, or a damaged one ({error})") from error
    if told is None:
        raise _refusal(path, "cut off: its manifest is missing")
    manifest = _manifest(path, told)
    wrong = sorted(set(found.items()) ^ set(manifest.members.items()))
    if wrong:
        raise _refusal(path, f"damaged: {wrong[0][0]} is not what the manifest says")
    return manifest


def _all(members: Iterator[tarfile.TarInfo], tar: tarfile.TarFile, into: Path | None) -> tuple[Members, bytes | None]:
    """Size and hash of each member, and the manifest."""
    found: Members = {}
    told = None
    for member in members:
        _check(member, found)
        file = tar.extractfile(member)
        if file is None or told is not None:
            raise tarfile.ReadError(f"{member.name} is no file of a backup")
        with file:
            if member.name == MANIFEST:
                told = file.read()
            elif into is None:
                found[member.name] = _hashed(file, None)
            else:
                found[member.name] = _unpacked(file, member, into / member.name)
    return found, told


def _members(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """As `iter(tar)`, without keeping a million of them in memory."""
    while (member := tar.next()) is not None:
        yield member
        tar.members.clear()  # type: ignore[attr-defined]  # there, though its types do not tell


def _check(member: tarfile.TarInfo, found: Members) -> None:
    """Stricter than tarfile's data filter, and there in every Python 3.11: plain files below the folder, each once."""
    name = PurePosixPath(member.name)
    if not member.isreg() or name.is_absolute() or ".." in name.parts or member.name in found:
        raise tarfile.ReadError(f"{member.name} is no file of a backup")


def _unpacked(file: IO[bytes], member: tarfile.TarInfo, target: Path) -> tuple[int, str]:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as copy:
        written = _hashed(file, copy)
    target.chmod(member.mode & 0o777 | 0o400)
    return written


def _hashed(file: IO[bytes], copy: IO[bytes] | None) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    while data := file.read(CHUNK):
        digest.update(data)
        size += len(data)
        if copy is not None:
            copy.write(data)
    return size, digest.hexdigest()


def _manifest(path: Path, told: bytes) -> Manifest:
    """The version is looked at first: a newer manifest may say more than this bangvang understands."""
    try:
        refuse_newer(f"{path}: the backup", int(json.loads(told)["schema_version"]))
        return Manifest.model_validate_json(told)
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise _refusal(path, "damaged: its manifest cannot be read") from error


def _refusal(path: Path, reason: str) -> StorageError:
    return StorageError(f"{path}: {reason}; nothing was changed: take another backup")
