"""One batch of articles into the working database, in one transaction: articles, facts, evidence, rejects, flags."""

from collections.abc import Sequence

import duckdb

from pipeline.store.duplicates import settle
from pipeline.store.facts import store_facts
from pipeline.store.job import Counts, Job
from pipeline.store.merge import merge
from pipeline.store.rows import Row, article_row
from pipeline.store.scalar import number
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
    examined = [found for key in _pending(job, list(batch)) if (found := job.examine(batch[key]))]
    counts.articles_extracted = len(examined)
    store_facts(job, examined, counts)
    _mark_extracted(job, [found.article.article_id for found in examined])


def _store_articles(job: Job, articles: list[Article], counts: Counts) -> None:
    known = _known(job.con, [article.article_id for article in articles])
    first = _next_number(job.con)
    rows = [article_row(article, first + at, job.at) for at, article in enumerate(articles)]
    changed = [row for row in rows if known.get(row["article_id"]) != (row["input_sha256"], row["text_sha256"])]
    counts.articles_new += sum(row["article_id"] not in known for row in changed)
    counts.articles_changed += sum(row["article_id"] in known for row in changed)
    merge(job.con, "article", rows)
    counts.records_withdrawn += settle(job, _touched_texts(changed, known))


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


def _pending(job: Job, ids: list[str]) -> list[str]:
    """Articles of the batch that today's extractor has not read as they are, in order of arrival."""
    query = """
        SELECT article_id FROM article
        WHERE article_id IN (SELECT unnest(?::VARCHAR[])) AND same_as IS NULL
          AND (? OR extractor_version IS DISTINCT FROM ? OR extracted_sha256 IS DISTINCT FROM input_sha256)
        ORDER BY number"""
    return [key for (key,) in job.con.execute(query, [ids, job.again, job.version]).fetchall()]


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
