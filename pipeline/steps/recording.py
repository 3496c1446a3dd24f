"""What the crawl is handed: an archive that tells what it kept, and the addresses that are stored."""

from pathlib import Path

import duckdb

from pipeline.store.scalar import number
from schemas import Exchange, Snapshot
from scrapers.archive.store import Archive
from scrapers.discover.identity import article_id


class Recording(Archive):
    """An archive that remembers what it kept until it is asked."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._kept: list[Snapshot] = []

    def keep(self, exchange: Exchange, body: bytes) -> Snapshot:
        """Keep a response and remember it."""
        snapshot = super().keep(exchange, body)
        self._kept.append(snapshot)
        return snapshot

    def taken(self) -> list[Snapshot]:
        """What was kept since the last call."""
        kept, self._kept = self._kept, []
        return kept


class StoredUrls:
    """The addresses of stored articles, looked up one by one in the database."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con

    def __contains__(self, url: object) -> bool:
        query = "SELECT count(*) FROM article WHERE article_id = ?"
        return isinstance(url, str) and number(self._con, query, [article_id(url)]) > 0
