"""Articles with the very same text: the first that arrived counts, the others point to it."""

from pipeline.store.job import Job
from pipeline.store.lapse import AWARDS, ISSUES, QUARANTINE, lapse

SETTLE = """
    UPDATE article SET same_as = nullif(first.article_id, article.article_id)
    FROM (
        SELECT text_sha256, arg_min(article_id, number) AS article_id
        FROM article WHERE text_sha256 IN (SELECT unnest(?::VARCHAR[])) GROUP BY text_sha256
    ) AS first
    WHERE article.text_sha256 = first.text_sha256
      AND article.same_as IS DISTINCT FROM nullif(first.article_id, article.article_id)
    RETURNING article.article_id, article.same_as"""


def settle(job: Job, texts: list[str]) -> int:
    """Decide again which article counts for each of these texts (by their SHA-256).

    What hangs on one that no longer counts is ended; one that counts now is left for extraction.
    Returns the number of withdrawn facts.
    """
    moved = job.con.execute(SETTLE, [texts]).fetchall()
    copies = [article_id for article_id, same_as in moved if same_as is not None]
    job.con.execute(
        "UPDATE article SET extracted_sha256 = NULL, extractor_version = NULL "
        "WHERE article_id IN (SELECT unnest(?::VARCHAR[]))",
        [[article_id for article_id, _ in moved]],
    )
    lapse(job, QUARANTINE, copies, ())
    lapse(job, ISSUES, copies, ())
    return lapse(job, AWARDS, copies, ())
