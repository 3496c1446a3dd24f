"""One batch of articles into the working database, in one transaction: articles, facts, evidence, rejects, flags."""

from collections import defaultdict
from collections.abc import Sequence

import duckdb

from pipeline.store.duplicates import settle
from pipeline.store.facts import store_facts
from pipeline.store.job import Counts, Job
from pipeline.store.kinds import Cause
from pipeline.store.merge import merge
from pipeline.store.rows import Row, article_row
from pipeline.store.scalar import number
from pipeline.store.stated import Stated
from pipeline.store.transaction import transaction
from schemas import Article


def load(job: Job, articles: Sequence[Article]) -> Counts:
    """Store `articles`, extract those that are new or changed, store what they state. All of it or, on error, nothing.

    Facts that an article no longer states are marked withdrawn; nothing is deleted.
    """
    batch = {article.article_id: article for article in reversed(articles)}
    counts = Counts(articles_seen=len(batch))
    with transaction(job.con):
        _store_articles(job, [batch[key] for key in reversed(batch)], counts)
        _extract(job, batch, counts)
        _confirm(job, list(batch))
    return counts


def extract_stored(job: Job, articles: Sequence[Article]) -> Counts:
    """Extract articles that are stored already, and store what they state. All of it or, on error, nothing."""
    counts = Counts()
    with transaction(job.con):
        _extract(job, {article.article_id: article for article in articles}, counts)
    return counts


def _extract(job: Job, batch: dict[str, Article], counts: Counts) -> None:
    read: dict[Cause, list[Stated]] = defaultdict(list)
    for key, cause in _pending(job, list(batch)):
        if found := job.examine(batch[key]):
            read[cause].append(found)
    ids = [found.article_id for several in read.values() for found in several]
    counts.articles_extracted = len(ids)
    store_facts(job, read, counts)
    _mark_extracted(job, ids)


def _store_articles(job: Job, articles: list[Article], counts: Counts) -> None:
    known = _known(job.con, [article.article_id for article in articles])
    first = _next_number(job.con)
    rows = [article_row(article, first + at, job.at) for at, article in enumerate(articles)]
    changed = [row for row in rows if known.get(row["article_id"]) != (row["input_sha256"], row["text_sha256"])]
    known_before = [row for row in changed if row["article_id"] in known]
    counts.articles_new += len(changed) - len(known_before)
    counts.articles_changed += len(known_before)
    _keep_versions(job, known_before)
    merge(job.con, "article", rows)
    counts.records_withdrawn += settle(job, _touched_texts(changed, known))


def _keep_versions(job: Job, changed: list[Row]) -> None:
    """The texts that these articles have had up to now, for the facts that were read in them."""
    for row in changed:
        among = [row["article_id"], row["text_sha256"]]
        job.con.execute(
            "INSERT INTO article_version BY NAME SELECT article_id, title, published, text, text_version, text_sha256, "
            "text_since AS first_seen, ? AS replaced_at, ? AS run_id FROM article "
            "WHERE article_id = ? AND text_sha256 <> ?",
            [job.at, job.run_id, *among],
        )
        job.con.execute("UPDATE article SET text_since = ? WHERE article_id = ? AND text_sha256 <> ?", [job.at, *among])


def _touched_texts(changed: list[Row], known: dict[str, tuple[str, str]]) -> list[str]:
    before = [known[row["article_id"]][1] for row in changed if row["article_id"] in known]
    return before + [row["text_sha256"] for row in changed]


def _known(con: duckdb.DuckDBPyConnection, ids: list[str]) -> dict[str, tuple[str, str]]:
    query = (
        "SELECT article_id, input_sha256, text_sha256 FROM article WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"
    )
    return {key: (inputs, text) for key, inputs, text in con.execute(query, [ids]).fetchall()}


def _next_number(con: duckdb.DuckDBPyConnection) -> int:
    return number(con, "SELECT coalesce(max(number), 0) + 1 FROM article")


def _pending(job: Job, ids: list[str]) -> list[tuple[str, Cause]]:
    """Articles of the batch that today's extractor has not read as they are, in order of arrival, and why not."""
    query = """
        SELECT article_id, CASE WHEN extracted_sha256 IS DISTINCT FROM input_sha256 THEN 'article'
            WHEN extractor_version IS DISTINCT FROM ? THEN 'extractor' ELSE 'again' END AS cause
        FROM article
        WHERE article_id IN (SELECT unnest(?::VARCHAR[])) AND same_as IS NULL AND (? OR cause <> 'again')
        ORDER BY number"""
    rows = job.con.execute(query, [job.version, ids, job.again]).fetchall()
    return [(key, Cause(cause)) for key, cause in rows]


def _mark_extracted(job: Job, ids: list[str]) -> None:
    job.con.execute(
        "UPDATE article SET extracted_sha256 = input_sha256, extractor_version = ? "
        "WHERE article_id IN (SELECT unnest(?::VARCHAR[]))",
        [job.version, ids],
    )


def _confirm(job: Job, ids: list[str]) -> None:
    """Facts of articles that were seen again are still there."""
    job.con.execute(
        "UPDATE award SET last_seen = ? WHERE withdrawn_at IS NULL AND article_id IN (SELECT unnest(?::VARCHAR[]))",
        [job.at, ids],
    )
