"""The pages of a part that may hold an award, as articles, one at a time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from extractors import may_hold_award
from pipeline.shards.parts import TEXT_COLUMNS, Part
from pipeline.steps.warc import WarcPages, markup_may_name_award
from schemas import Article, Issue
from scrapers.discover.identity import canonical_url, doc_of
from scrapers.errors import UnreadableInput
from scrapers.issues import issue_of
from scrapers.pages.article import article_from_html
from scrapers.text.encoding import decode_html
from scrapers.text.plain import article_from_text

BATCH = 64  # rows of a Parquet shard in memory


def pages(part: Part) -> Iterator[Article | Issue]:
    """Articles that pass the gate, and an issue for each page that cannot be read. The rest is never parsed."""
    if part.last:
        yield from _of_parquet(part)
        return
    yield from WarcPages(Path(part.shard)).read()


def _of_parquet(part: Part) -> Iterator[Article | Issue]:
    with pq.ParquetFile(part.shard) as file:
        there = set(file.schema_arrow.names)
        kind = next(name for name in TEXT_COLUMNS if name in there)
        columns = [name for name in (kind, "url") if name in there]
        groups = list(range(part.first, part.last))
        for batch in file.iter_batches(batch_size=BATCH, row_groups=groups, columns=columns, use_threads=False):
            for row in batch.to_pylist():
                if row[kind] and (found := _page(kind, row)):
                    yield found


def _page(kind: str, row: dict[str, Any]) -> Article | Issue | None:
    if kind == "article":
        return Article.model_validate_json(row[kind])
    if not (may_hold_award(row[kind]) if kind == "text" else markup_may_name_award(_decoded(row[kind]))):
        return None
    url = canonical_url(str(row["url"]))
    try:
        if kind == "text":
            return article_from_text(row[kind], url=url, doc=doc_of(url))
        return article_from_html(row[kind], url=url, doc=doc_of(url))
    except UnreadableInput as error:
        return issue_of(error, url)


def _decoded(html: str | bytes) -> str:
    return decode_html(html) if isinstance(html, bytes) else html
