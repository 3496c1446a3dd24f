"""What the published file tells about sources: their visits and their open issues."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import duckdb

from pipeline.store.database import open_published
from pipeline.store.visits import last_visits
from schemas import Source, Visit


class OpenIssue(NamedTuple):
    """An open issue: what it is about is a source's name or an address."""

    code: str
    subject: str
    message: str


class Record(NamedTuple):
    """Visits, the latest first, and open issues of one source."""

    visits: Sequence[Visit] = ()
    issues: Sequence[OpenIssue] = ()


class Records:
    """The records of all sources; of an empty home there are none."""

    def __init__(self, con: duckdb.DuckDBPyConnection | None) -> None:
        self._con = con if con and _knows_visits(con) else None
        query = "SELECT code, subject, message FROM issue WHERE closed_at IS NULL ORDER BY first_seen, issue_id"
        self._issues = [OpenIssue(*row) for row in self._con.execute(query).fetchall()] if self._con else []

    def of(self, source: Source) -> Record:
        """The record of one source. Two sources on one host have the issues of its pages in common."""
        if self._con is None:
            return Record()
        hosts = hosts_of(source)
        issues = [one for one in self._issues if one.subject == source.name or urlsplit(one.subject).netloc in hosts]
        return Record(last_visits(self._con, source.name), issues)


@contextmanager
def records(published: Path) -> Iterator[Records]:
    """What the published file tells, if there is one. Raises StorageError when it cannot be read."""
    if not published.exists():
        yield Records(None)
        return
    with closing(open_published(published)) as con:
        yield Records(con)


def entrances(source: Source) -> list[str]:
    """The addresses at which a source's articles are listed."""
    return [*source.listings, *source.feeds, *source.sitemaps, *(api.url for api in source.apis)]


def hosts_of(source: Source) -> set[str]:
    """The hosts that a source's pages stand on."""
    return {*source.hosts, *(urlsplit(address).netloc for address in entrances(source))}


def _knows_visits(con: duckdb.DuckDBPyConnection) -> bool:
    """False for a file that was published before visits were kept."""
    return bool(con.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'visit'").fetchall())
