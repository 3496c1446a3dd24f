"""Every response as it was received: bodies by their hash, and a line about each exchange."""

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from schemas import Exchange, Snapshot
from scrapers.archive.atomic import append_line, write_atomic
from scrapers.errors import ArchiveError


class Archive:
    """`root`/bodies/ab/abcd….gz and `root`/snapshots.jsonl. Nothing in it is ever changed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._log = root / "snapshots.jsonl"

    def keep(self, exchange: Exchange, body: bytes) -> Snapshot:
        """Keep a response: its body unless it is there already, then a line about it. Raises OSError."""
        sha256 = hashlib.sha256(body).hexdigest()
        path = self._path(sha256)
        if not path.exists():
            write_atomic(path, gzip.compress(body, mtime=0))
        snapshot = Snapshot(**exchange.model_dump(), sha256=sha256, size=len(body))
        append_line(self._log, snapshot.model_dump_json().encode())
        return snapshot

    def body(self, sha256: str) -> bytes:
        """The body kept under `sha256`. Raises ArchiveError when it is missing or damaged."""
        path = self._path(sha256)
        try:
            data = gzip.decompress(path.read_bytes())
        except FileNotFoundError as error:
            raise ArchiveError(f"{path}: no such body in the archive") from error
        except (OSError, EOFError, zlib.error) as error:
            raise ArchiveError(f"{path}: damaged: {error}") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ArchiveError(f"{path}: damaged: its content has another hash")
        return data

    def snapshots(self) -> Iterator[Snapshot]:
        """All exchanges, oldest first; a line that a crash left unfinished is passed over."""
        if not self._log.exists():
            return
        with self._log.open("rb") as lines:
            for line in lines:
                snapshot = _snapshot(line)
                if snapshot is not None:
                    yield snapshot

    def since(self, moment: datetime) -> dict[str, Snapshot]:
        """The last response of each address that was fetched at `moment` or later."""
        return {snapshot.url: snapshot for snapshot in self.snapshots() if snapshot.fetched_at >= moment}

    def _path(self, sha256: str) -> Path:
        return self._root / "bodies" / sha256[:2] / f"{sha256}.gz"


def _snapshot(line: bytes) -> Snapshot | None:
    try:
        return Snapshot.model_validate_json(line)
    except ValidationError:
        return None
