"""What one article states, as rows: made by whoever reads it, so that the one process that stores has little to do."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from pipeline.checks import Examined
from pipeline.store.rows import Row, award_row, evidence_rows, flag_row, quarantine_row


class Stated(NamedTuple):
    """Rows of `award`, `evidence`, `quarantine` and `issue`, without the run that stores them and its time."""

    article_id: str
    awards: list[Row]
    evidence: list[Row]
    rejects: list[Row]
    flags: list[Row]


def stated(examined: Examined) -> Stated:
    """What the checks left of an article's facts, and what they say of them."""
    key = examined.article.article_id
    return Stated(
        key,
        [award_row(key, record) for record in examined.records],
        [row for record in examined.records for row in evidence_rows(key, record)],
        [quarantine_row(examined, reject) for reject in examined.rejects],
        [flag_row(key, flagged) for flagged in examined.flagged],
    )


def stamped(rows: Iterable[Row], at: datetime, **more: str) -> list[Row]:
    """Rows as they are stored by a run of that time, with `more` columns."""
    return [{**row, "first_seen": at, "last_seen": at, **more} for row in rows]
