"""Every response as it was received: bodies by their hash, and a line about each exchange."""

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from schemas import Exchange, Snapshot
from scrapers.archive.commit import Committer, Entry
from scrapers.archive.log import aware, back_to, forwards, torn
from scrapers.errors import ArchiveError


class Damage(NamedTuple):
    """A body that is not what its log line promises."""

    snapshot: Snapshot
    reason: str


class Archive:
    """`root`/bodies/ab/abcd….gz and `root`/snapshots.jsonl. Nothing in it is ever changed. Safe for several threads."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._log = root / "snapshots.jsonl"
        self._committer = Committer(self._log)

    def keep(self, exchange: Exchange, body: bytes) -> Snapshot:
        """Keep a response: its body unless it is there already, then a line about it; on disk when this returns.

        Any answer is kept, whatever its status and however empty. What several threads keep at the same moment goes
        to disk together. Raises OSError.
        """
        return self.keep_many([(exchange, body)])[0]

    def keep_many(self, answers: Sequence[tuple[Exchange, bytes]]) -> list[Snapshot]:
        """Keep several responses at the price of little more than one. All are on disk when this returns.

        Raises OSError; then some bodies may be kept, but no line is written about a body that is not.
        """
        snapshots = [_snapshot(exchange, body) for exchange, body in answers]
        lines = (snapshot.model_dump_json().encode() for snapshot in snapshots)
        bodies = (body for _, body in answers)
        parts = zip(snapshots, bodies, lines, strict=True)
        self._committer.commit([Entry(self.path(snapshot.sha256), body, line) for snapshot, body, line in parts])
        return snapshots

    def body(self, sha256: str) -> bytes:
        """The body kept under `sha256`. Raises ArchiveError when it is missing or damaged."""
        path = self.path(sha256)
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
        return forwards(self._log)

    def since(self, moment: datetime) -> dict[str, Snapshot]:
        """The last exchange from `moment` (UTC when it names no zone) on for each address that was asked for.

        Reads the log from its end, so that the length of the years before does not matter.
        """
        found: dict[str, Snapshot] = {}
        for snapshot in back_to(self._log, moment):
            last = found.get(snapshot.url)
            if last is None or aware(snapshot.fetched_at) > aware(last.fetched_at):
                found[snapshot.url] = snapshot
        return found

    def latest(self, wanted: Callable[[Snapshot], bool]) -> Iterator[Snapshot]:
        """Of the exchanges that are wanted the last one of each address, oldest first.

        The log is read twice, and only addresses are held in memory.
        """
        last = {snapshot.url: place for place, snapshot in enumerate(self.snapshots()) if wanted(snapshot)}
        for place, snapshot in enumerate(self.snapshots()):
            if last.get(snapshot.url) == place:
                yield snapshot

    def check(self) -> list[Damage]:
        """The bodies that are missing or damaged, each with the first exchange that it came from."""
        return [damage for snapshot in self.bodies() if (damage := self.damage(snapshot))]

    def bodies(self) -> Iterator[Snapshot]:
        """The first exchange of each body."""
        seen: set[bytes] = set()
        for snapshot in self.snapshots():
            key = bytes.fromhex(snapshot.sha256)
            if key not in seen:
                seen.add(key)
                yield snapshot

    def damage(self, snapshot: Snapshot) -> Damage | None:
        """What is wrong with the body of an exchange; None when it is as it was received."""
        try:
            self.body(snapshot.sha256)
        except ArchiveError as error:
            return Damage(snapshot, str(error))
        return None

    def torn_lines(self) -> int:
        """Lines of the log that cannot be read: a crash leaves such a one, damage more."""
        return torn(self._log)

    def path(self, sha256: str) -> Path:
        """Where a body lies."""
        return self._root / "bodies" / sha256[:2] / f"{sha256}.gz"


def _snapshot(exchange: Exchange, body: bytes) -> Snapshot:
    return Snapshot(**exchange.model_dump(), sha256=hashlib.sha256(body).hexdigest(), size=len(body))
