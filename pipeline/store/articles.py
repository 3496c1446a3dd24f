"""Stored articles as models."""

import json
from collections.abc import Sequence

import duckdb

from pipeline.store.scalar import number
from schemas import Article

FIELDS = (
    "article_id",
    "doc",
    "url",
    "source",
    "title",
    "author",
    "published",
    "layout",
    "attachments",
    "attached_to",
    "text",
    "text_version",
    "blocks",
)


def pending(con: duckdb.DuckDBPyConnection, version: str, *, again: bool = False) -> list[str]:
    """Ids of articles that this extractor version has not read as they are (all that count, when `again`)."""
    query = """
        SELECT article_id FROM article
        WHERE same_as IS NULL AND gone_at IS NULL
          AND (? OR extractor_version IS DISTINCT FROM ? OR extracted_sha256 IS DISTINCT FROM input_sha256)
        ORDER BY number"""
    return [key for (key,) in con.execute(query, [again, version]).fetchall()]


def is_stored(con: duckdb.DuckDBPyConnection, key: str) -> bool:
    """Whether there is an article with this id."""
    return number(con, "SELECT count(*) FROM article WHERE article_id = ?", [key]) > 0


def read_articles(con: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> list[Article]:
    """The articles with these ids, in order of arrival."""
    columns = ", ".join(FIELDS)
    query = f"SELECT {columns} FROM article WHERE article_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY number"  # noqa: S608
    return [_article(dict(zip(FIELDS, row, strict=True))) for row in con.execute(query, [list(ids)]).fetchall()]


def _article(values: dict[str, object]) -> Article:
    return Article.model_validate(
        {**values, "attachments": values["attachments"] or (), "blocks": json.loads(str(values["blocks"]))}
    )
