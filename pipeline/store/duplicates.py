"""Articles with the same text, or nearly the same: the first that arrived counts, the others point to it."""

from collections.abc import Iterable

from pipeline.store.changes import withdraw
from pipeline.store.job import Job
from pipeline.store.kinds import Cause
from pipeline.store.lapse import ISSUES, QUARANTINE, lapse
from pipeline.store.sketches import forget, sketch

# Texts of one group have the same root, whichever it is; of their articles the first one counts whose page is there.
SETTLE = """
    WITH grouped AS (SELECT unnest(?::VARCHAR[]) AS text_sha256, unnest(?::VARCHAR[]) AS root),
    first AS (
        SELECT root, arg_min(article_id, (gone_at IS NOT NULL, number)) AS article_id
        FROM article JOIN grouped USING (text_sha256) GROUP BY root
    )
    UPDATE article SET same_as = nullif(first.article_id, article.article_id)
    FROM grouped JOIN first USING (root)
    WHERE article.text_sha256 = grouped.text_sha256
      AND article.same_as IS DISTINCT FROM nullif(first.article_id, article.article_id)
    RETURNING article.article_id, article.same_as"""


def settle(job: Job, texts: list[str]) -> int:
    """Decide again which article counts for each of these texts (by their SHA-256), and for those like them.

    What hangs on one that no longer counts is ended; one that counts now is left for extraction.
    Returns the number of withdrawn facts.
    """
    if not texts:
        return 0
    apart = forget(job.con, texts)
    roots = _roots(job, {*texts, *apart, *sketch(job.con)})
    moved = job.con.execute(SETTLE, [list(roots), list(roots.values())]).fetchall()
    copies = [article_id for article_id, same_as in moved if same_as is not None]
    job.con.execute(
        "UPDATE article SET extracted_sha256 = NULL, extractor_version = NULL "
        "WHERE article_id IN (SELECT unnest(?::VARCHAR[]))",
        [[article_id for article_id, _ in moved]],
    )
    lapse(job, QUARANTINE, copies, ())
    lapse(job, ISSUES, copies, ())
    return withdraw(job, copies, Cause.COPY)


def _roots(job: Job, texts: set[str]) -> dict[str, str]:
    """The root of each of these texts and of all that are linked to them, over however many links."""
    links: dict[str, set[str]] = {}
    new = texts
    while new:
        query = "SELECT text_sha256, like_sha256 FROM likeness WHERE text_sha256 IN (SELECT unnest(?::VARCHAR[]))"
        links.update({text: set() for text in new})
        for text, other in job.con.execute(query, [sorted(new)]).fetchall():
            links[text].add(other)
        new = {other for text in new for other in links[text]} - links.keys()
    return {text: root for root, group in _groups(links) for text in group}


def _groups(links: dict[str, set[str]]) -> Iterable[tuple[str, set[str]]]:
    left = set(links)
    for text in sorted(links):
        if text in left:
            group, new = {text}, links[text]
            while new - group:
                group |= new
                new = {other for member in new for other in links[member]}
            left -= group
            yield text, group
