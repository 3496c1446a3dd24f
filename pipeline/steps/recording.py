"""What the crawl is handed: an archive that tells what it kept, and the addresses that are stored."""

from collections import deque
from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipeline.store.scalar import number
from schemas import Exchange, Snapshot
from scrapers.archive.store import Archive
from scrapers.discover.identity import article_id


class Recording(Archive):
    """An archive that remembers what it kept until it is asked; safe for several threads, as the archive is."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._kept: deque[Snapshot] = deque()

    def keep_many(self, answers: Sequence[tuple[Exchange, bytes]]) -> list[Snapshot]:
        """Keep responses and remember them."""
        snapshots = super().keep_many(answers)
        self._kept.extend(snapshots)
        return snapshots

    def taken(self) -> list[Snapshot]:
        """What was kept since the last call."""
        return [self._kept.popleft() for _ in range(len(self._kept))]


class StoredUrls:
    """The addresses of stored articles, looked up one by one in the database."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con

    def __contains__(self, url: object) -> bool:
        query = "SELECT count(*) FROM article WHERE article_id = ?"
        return isinstance(url, str) and number(self._con, query, [article_id(url)]) > 0
