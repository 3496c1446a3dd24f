"""Facts of freshly extracted articles: merged by identity; what is no longer stated is withdrawn."""

from pipeline.checks import Examined
from pipeline.store.job import Counts, Job
from pipeline.store.lapse import AWARDS, ISSUES, QUARANTINE, lapse
from pipeline.store.merge import merge
from pipeline.store.rows import Row, award_row, evidence_rows, flag_row, quarantine_row

# A fact counts as updated when one of these differs, or when it comes back.
COMPARED = ("quote", "quote_start", "quote_end", "decision_no", "decision_date", "movement", "flags")


def store_facts(job: Job, examined: list[Examined], counts: Counts) -> None:
    """Store what the articles state now, and mark what they stated before and no longer do."""
    ids = [found.article.article_id for found in examined]
    awards = [award_row(found.article.article_id, record, job.at) for found in examined for record in found.records]
    _count(job, awards, counts)
    merge(job.con, "award", awards)
    _store_evidence(job, examined)
    rejects = [quarantine_row(found, reject, job.run_id, job.at) for found in examined for reject in found.rejects]
    flags = [
        flag_row(found.article.article_id, flag, job.run_id, job.at) for found in examined for flag in found.flagged
    ]
    merge(job.con, "quarantine", rejects)
    merge(job.con, "issue", flags)
    counts.records_withdrawn += lapse(job, AWARDS, ids, awards)
    lapse(job, QUARANTINE, ids, rejects)
    lapse(job, ISSUES, ids, flags)


def _store_evidence(job: Job, examined: list[Examined]) -> None:
    rows = [
        row for found in examined for record in found.records for row in evidence_rows(found.article.article_id, record)
    ]
    merge(job.con, "evidence", rows)
    present = {f"{row['record_id']} {row['field']}" for row in rows}
    job.con.execute(
        "DELETE FROM evidence WHERE record_id IN (SELECT unnest(?::VARCHAR[])) "
        "AND record_id || ' ' || field NOT IN (SELECT unnest(?::VARCHAR[]))",
        [sorted({row["record_id"] for row in rows}), sorted(present)],
    )


def _count(job: Job, awards: list[Row], counts: Counts) -> None:
    columns = ", ".join(COMPARED)
    query = f"SELECT record_id, withdrawn_at, {columns} FROM award WHERE record_id IN (SELECT unnest(?::VARCHAR[]))"  # noqa: S608
    old = {row[0]: row[1:] for row in job.con.execute(query, [[row["record_id"] for row in awards]]).fetchall()}
    for row in awards:
        values = (None, *(row[name] for name in COMPARED))
        counts.records_new += row["record_id"] not in old
        counts.records_updated += row["record_id"] in old and old[row["record_id"]] != values
