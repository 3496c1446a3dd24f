"""The log of what each run changed: facts that are new, changed, withdrawn or back, and why. It only grows."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from pipeline.store.changed import log_changed, log_replaced
from pipeline.store.job import Counts, Job
from pipeline.store.kinds import Cause
from pipeline.store.merge import registered
from pipeline.store.scalar import number

LAPSED = """
    CREATE OR REPLACE TEMP TABLE lapsed AS
    SELECT record_id, article_id, cause FROM award JOIN read USING (article_id)
    WHERE withdrawn_at IS NULL AND record_id NOT IN (SELECT record_id FROM stated)"""
ARRIVED = """
    CREATE OR REPLACE TEMP TABLE arrived AS
    SELECT record_id, article_id, cause FROM stated JOIN read USING (article_id) ANTI JOIN award USING (record_id)"""
LOG = """
    INSERT INTO change BY NAME SELECT ? AS run_id, ? AS changed_at, '{kind}' AS kind, cause, record_id
    FROM {some} ORDER BY record_id"""
NEW = LOG.format(kind="new", some="arrived WHERE record_id NOT IN (SELECT unnest(?::VARCHAR[]))")
WITHDRAWN = LOG.format(kind="withdrawn", some="lapsed WHERE record_id NOT IN (SELECT unnest(?::VARCHAR[]))")
MARK = """
    UPDATE award SET withdrawn_at = ?, withdrawn_because = cause FROM lapsed
    WHERE award.record_id = lapsed.record_id"""


def log_changes(job: Job, awards: pa.Table, causes: Mapping[str, Cause], counts: Counts) -> int:
    """Log what the articles (the keys of `causes`) state now against what is stored, which is stored as before still.

    What they do not state any more is marked as withdrawn here. Returns how many of the records were stored before.
    """
    read = pa.table({"article_id": list(causes), "cause": [cause.value for cause in causes.values()]})
    with registered(job.con, "read", read), registered(job.con, "stated", awards):
        lapsed, arrived = number(job.con, LAPSED), number(job.con, ARRIVED)
        known = len(awards) - arrived
        replaced = log_replaced(job) if lapsed and arrived else {}
        at = [job.run_id, job.at]
        counts.records_updated += len(replaced)
        if known:  # none when all is new, and then these joins are in vain
            counts.records_updated += log_changed(job)
        counts.records_new += number(job.con, NEW, [*at, list(replaced)])
        if lapsed:
            counts.records_withdrawn += number(job.con, WITHDRAWN, [*at, list(replaced.values())])
            job.con.execute(MARK, [job.at])
        return known


def withdraw(job: Job, articles: Sequence[str], cause: Cause) -> int:
    """Withdraw all facts of these articles, and say how many they are."""
    counts = Counts()
    if articles:
        none = job.con.sql("SELECT * FROM award LIMIT 0").to_arrow_table()
        log_changes(job, none, dict.fromkeys(articles, cause), counts)
    return counts.records_withdrawn
