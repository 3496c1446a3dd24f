"""What the working database holds of the records and articles that rulings are about."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

import duckdb

from pipeline.store.rows import Row
from schemas import Logged, record_id
from schemas.award import AwardRecord
from schemas.review import Review

SUCCESSORS = """
    SELECT replaces, arg_max(record_id, changed_at) FROM change
    WHERE replaces IN (SELECT unnest(?::VARCHAR[])) AND record_id <> replaces GROUP BY replaces"""
ACTIVE = "SELECT record_id FROM award WHERE withdrawn_at IS NULL AND record_id IN (SELECT unnest(?::VARCHAR[]))"
ROWS = "SELECT * FROM award WHERE record_id IN (SELECT unnest(?::VARCHAR[]))"
TEXTS = """
    SELECT article_id, text, text_sha256 FROM article
    WHERE gone_at IS NULL AND same_as IS NULL AND article_id IN (SELECT unnest(?::VARCHAR[]))"""


def values(review: Review) -> AwardRecord | None:
    """What a ruling was said of: what holds since it, or what it found."""
    return review.after or review.before or review.extracted


def told_id(review: Review) -> str | None:
    """The id that the record has by which the extractor would tell the very values of a ruling."""
    record = values(review)
    return record_id(review.article_id, record) if record else None


class Stored(NamedTuple):
    """The records that are told now, of those that were asked for, and which one replaced which."""

    active: frozenset[str]
    replaced_by: dict[str, str]

    @classmethod
    def of(cls, con: duckdb.DuckDBPyConnection, rulings: Iterable[Logged]) -> "Stored":
        """What there is to know about the subjects of these rulings."""
        known = list(rulings)
        subjects = {one.review.subject for one in known}
        replaced_by = _replaced_by(con, subjects)
        told = {told for one in known if (told := told_id(one.review))}
        asked = sorted(subjects | told | set(replaced_by.values()))
        return cls(frozenset(name for (name,) in con.execute(ACTIVE, [asked]).fetchall()), replaced_by)

    def about(self, review: Review) -> str:
        """The record that a ruling is about now: that of its very values, else what its subject has become."""
        told = told_id(review)
        return told if told in self.active else self.became(review.subject)

    def became(self, subject: str) -> str:
        """The record itself while it is told, else the one that replaced it and is told, else the record itself."""
        found, seen = subject, set[str]()
        while found not in self.active and found in self.replaced_by and found not in seen:
            seen.add(found)
            found = self.replaced_by[found]
        return found if found in self.active else subject


class Text(NamedTuple):
    """What an article says now."""

    text: str
    sha256: str


def texts(con: duckdb.DuckDBPyConnection, articles: Collection[str]) -> dict[str, Text]:
    """The texts of those articles that facts are read from: not of those that are gone, or copies of others."""
    return {name: Text(*told) for name, *told in con.execute(TEXTS, [sorted(articles)]).fetchall()}


def award_rows(con: duckdb.DuckDBPyConnection, records: Collection[str]) -> dict[str, Row]:
    """The stored rows of these records, withdrawn ones too."""
    found = con.execute(ROWS, [sorted(records)])
    names = [column[0] for column in found.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {row["record_id"]: row for row in rows}


def _replaced_by(con: duckdb.DuckDBPyConnection, subjects: Collection[str]) -> dict[str, str]:
    """For each subject, and what replaced it, the record that replaced it last."""
    found: dict[str, str] = {}
    wanted = sorted(subjects)
    while wanted:
        step = dict(con.execute(SUCCESSORS, [wanted]).fetchall())
        found |= step
        wanted = sorted(set(step.values()) - found.keys())
    return found
