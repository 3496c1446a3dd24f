"""What the scraper is handed: an archive that tells what it kept, and what storage knows of addresses."""

from collections import deque
from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipeline.store.gone import pages_to_look_at
from pipeline.store.issues import pages_to_ask_again, settled_pages
from pipeline.store.scalar import number
from pipeline.store.sources import last_good
from schemas import Exchange, Snapshot
from scrapers.archive.store import Archive


class Recording(Archive):
    """An archive that remembers what it kept until it is asked. Kept from other threads than asked."""

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


class Stored:
    """What the database knows. It has a connection of its own, for another thread than the database's."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con.cursor()

    def known(self, ids: Sequence[str]) -> set[str]:
        """Those of the article ids that are stored."""
        query = "SELECT article_id FROM article WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"
        return {key for (key,) in self._con.execute(query, [list(ids)]).fetchall()}

    def files_of(self, source: str, articles: int) -> list[tuple[str, str | None]]:
        """The files of the last articles of a source, each with the address of its article."""
        query = """
            SELECT unnest(attachments), url
            FROM (SELECT * FROM article WHERE source = ? AND attached_to IS NULL ORDER BY number DESC LIMIT ?)"""
        return self._con.execute(query, [source, articles]).fetchall()

    def again(self, source: str, most: int) -> list[tuple[str, str | None]]:
        """Pages that earlier visits could not have, files with the address of their article."""
        return pages_to_ask_again(self._con, source, most)

    def to_look_at_again(self, source: str, most: int) -> list[tuple[str, str | None]]:
        """Stored pages that may have changed or gone, files with the address of their article."""
        return pages_to_look_at(self._con, source, most)

    def settled(self, source: str) -> list[str]:
        """Pages that are not asked for, for they hold no article of ours."""
        return settled_pages(self._con, source)

    def visited(self, source: str) -> bool:
        """Whether a visit to the source is known."""
        return number(self._con, "SELECT count(*) FROM visit WHERE source = ?", [source]) > 0

    def earlier(self, url: str) -> Snapshot | None:
        """The last good response of an address."""
        return last_good(self._con, url)
