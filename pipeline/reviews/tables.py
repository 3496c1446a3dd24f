"""The rulings as temporary tables that a publication joins: docs/reviews.md."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.reviews.apply import Applied, applied
from pipeline.reviews.standing import State, states
from pipeline.reviews.stored import Stored, award_rows
from pipeline.store.merge import insert
from pipeline.store.rows import Row, award_row, evidence_rows
from pipeline.store.stated import stamped
from pipeline.store.temporary import temporary
from schemas import Act, AwardRecord, Logged
from schemas.review import Review

SQL = Path(__file__).with_name("tables.sql")
EXTRACTED = ("rule", "confidence", "clues", "extractor_version")  # what the extractor says of a record stays


@contextmanager
def rulings_applied(con: duckdb.DuckDBPyConnection, log: Sequence[Logged]) -> Iterator[None]:
    """While the block runs, the views `award_told` and `evidence_told` hold what is told after all rulings.

    `con` uses the working database here. The tables of tables.sql tell what came of each review.
    """
    with temporary(con):
        con.execute(SQL.read_text(encoding="utf-8"))
        if log:
            _fill(con, log, applied(con, log))
        yield


def _fill(con: duckdb.DuckDBPyConnection, log: Sequence[Logged], found: Sequence[Applied]) -> None:
    counting = [one for one in found if one.state is not State.REPLACED]
    told = [(one, record) for one in counting if (record := one.record)]
    stored = award_rows(con, [one.record_id for one, _ in told])
    insert(con, "ruling", [*_rulings(counting), *_twins(found)])
    insert(con, "ruled", [_award(one, record, stored.get(one.record_id)) for one, record in told])
    insert(con, "ruled_evidence", [row for one, record in told for row in _evidence(one, record)])
    insert(con, "reviewed", list(_reviews(log, found, Stored.of(con, log))))


def _rulings(counting: Iterable[Applied]) -> Iterator[Row]:
    """What is said of each record; of one that is not told and not added nothing is."""
    for one in counting:
        review = one.logged.review
        if one.lost:
            yield _ruling(one.record_id, returned_because=one.lost.value)
        elif review.act is not Act.REJECTED:
            yield _ruling(one.record_id, review, origin="reviewed")
        elif one.is_told:
            yield _ruling(one.record_id, review, rejected_at=review.at)


def _twins(found: Iterable[Applied]) -> Iterator[Row]:
    """Records that tell once more what another one tells, as a ruling has it: nobody counts them."""
    twins = {one.twin: one.logged.review for one in found if one.twin}
    return (_ruling(twin, review, rejected_at=review.at) for twin, review in twins.items())


def _ruling(record: str, review: Review | None = None, *, origin: str = "extracted", **besides: object) -> Row:
    return {
        "record_id": record,
        "origin": origin,
        "verdict": review.act.value if review else None,
        "reviewed_by": review.reviewer if review else None,
        "reviewed_at": review.at if review else None,
        "returned_because": None,
        "rejected_at": None,
        **besides,
    }


def _award(one: Applied, record: AwardRecord, stored: Row | None) -> Row:
    """The row of `award` under the id that the fact has now."""
    review = one.logged.review
    (row,) = stamped([award_row(review.article_id, record)], review.at)
    kept = {name: stored[name] for name in (*EXTRACTED, "first_seen", "last_seen")} if stored else {}
    flags = list(record.flags) if review.act is Act.CONFIRMED else []  # those of a corrected fact spoke of other values
    return {**row, **kept, "record_id": one.record_id, "flags": flags}


def _evidence(one: Applied, record: AwardRecord) -> list[Row]:
    return [{**row, "record_id": one.record_id} for row in evidence_rows(one.logged.review.article_id, record)]


def _reviews(log: Sequence[Logged], found: Iterable[Applied], stored: Stored) -> Iterator[Row]:
    by_number, by_log = {one.logged.number: one for one in found}, states(log)
    about = {one.logged.review.subject: one.record_id for one in found}
    for one in log:
        review, outcome = one.review, by_number.get(one.number)
        state = outcome.state if outcome else by_log[one.number]
        on_record = review.act is not Act.CHECKED
        yield {
            **review.model_dump(mode="json", include={"act", "subject", "article_id", "reviewer", "reason", "comment"}),
            **{name: _json(getattr(review, name)) for name in ("extracted", "before", "after")},
            "number": one.number,
            "record_id": about.get(review.subject, stored.became(review.subject)) if on_record else None,
            "reviewed_at": review.at,
            "undoes": review.undoes,
            "state": state.value,
            "returned_because": outcome.lost if outcome and state is State.RETURNED else None,
        }


def _json(record: AwardRecord | None) -> str | None:
    return record.model_dump_json() if record else None
