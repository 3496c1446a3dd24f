"""What loading needs and what it counts."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime

import duckdb

from pipeline.store.stated import Stated
from schemas import Article

# Facts of one article; None when the extractor failed, which leaves the article for the next run.
Examiner = Callable[[Article], Stated | None]


@dataclass
class Counts:
    """What a batch changed; batches add up."""

    articles_seen: int = 0
    articles_new: int = 0
    articles_changed: int = 0
    articles_extracted: int = 0
    records_new: int = 0
    records_updated: int = 0
    records_withdrawn: int = 0

    def add(self, other: "Counts") -> None:
        """Add the counts of another batch."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


@dataclass(frozen=True)
class Job:
    """What a batch needs besides its articles."""

    con: duckdb.DuckDBPyConnection
    examine: Examiner
    version: str
    run_id: str
    at: datetime
    again: bool = False  # extract even what this version has read already
