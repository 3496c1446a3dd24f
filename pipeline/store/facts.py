"""Facts of freshly extracted articles: merged by identity; what is no longer stated is withdrawn."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from pipeline.store.changes import log_changes
from pipeline.store.job import Counts, Job
from pipeline.store.kinds import Cause
from pipeline.store.lapse import ISSUES, QUARANTINE, lapse
from pipeline.store.merge import KEYS, arrow_schema, distinct, insert_arrow, merge, merge_arrow, registered
from pipeline.store.rows import AWARD_COLUMNS, EVIDENCE_COLUMNS, Row
from pipeline.store.stated import Stated, stamped


def store_facts(job: Job, read: Mapping[Cause, list[Stated]], counts: Counts) -> None:
    """Store what articles state now, each read for a cause, and mark what they stated before and no longer do."""
    found = [one for several in read.values() for one in several]
    if not found:
        return
    causes = {one.article_id: cause for cause, several in read.items() for one in several}
    awards = stamped((row for one in found for row in one.awards), job.at)
    evidence = [row for one in found for row in one.evidence]
    load_facts(
        job,
        causes,
        _table(job, "award", awards, AWARD_COLUMNS),
        _table(job, "evidence", evidence, EVIDENCE_COLUMNS),
        counts,
    )
    _store_doubts(job, found)


def load_facts(job: Job, causes: Mapping[str, Cause], awards: pa.Table, evidence: pa.Table, counts: Counts) -> None:
    """Store all facts that some articles (the keys of `causes`) state, as rows of `award` and `evidence`."""
    known = log_changes(job, awards, causes, counts)
    if known:
        with registered(job.con, "stated", awards):
            job.con.execute("DELETE FROM evidence WHERE record_id IN (SELECT record_id FROM stated)")
        merge_arrow(job.con, "award", awards)
    else:
        insert_arrow(job.con, "award", awards)
    insert_arrow(job.con, "evidence", evidence)


def _table(job: Job, name: str, rows: list[Row], columns: Sequence[str]) -> pa.Table:
    schema = arrow_schema(job.con, name, columns)
    return pa.Table.from_pylist(distinct(rows, KEYS[name]), schema=schema)


def _store_doubts(job: Job, found: list[Stated]) -> None:
    """What may not be stored as a fact, and what is odd about those that are."""
    ids = [one.article_id for one in found]
    rejects = stamped((row for one in found for row in one.rejects), job.at, run_id=job.run_id)
    flags = stamped((row for one in found for row in one.flags), job.at, run_id=job.run_id)
    merge(job.con, "quarantine", rejects)
    merge(job.con, "issue", flags)
    lapse(job, QUARANTINE, ids, rejects)
    lapse(job, ISSUES, ids, flags)
