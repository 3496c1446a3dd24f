"""The pages of a part that may hold an award, not parsed yet, one at a time."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from extractors import may_hold_award
from pipeline.shards.parts import Part, is_ours, text_column
from pipeline.steps.warc import Page, WarcPages, markup_may_name_award
from schemas import Article, Issue
from scrapers.discover.identity import canonical_url, doc_of
from scrapers.errors import NotVietnamese, UnreadableInput
from scrapers.issues import issue, issue_of
from scrapers.pages.article import article_from_html
from scrapers.text.encoding import decode_html
from scrapers.text.plain import article_from_text

BATCH = 64  # rows of a Parquet shard in memory
BUFFER = 1 << 20  # bytes of a column that are read at a time


def pages(part: Part) -> Iterator[Page | Issue]:
    """Pages that pass the gate, and an issue for each that cannot be read. The rest is neither decoded nor parsed."""
    if part.last:
        yield from _of_parquet(part)
        return
    yield from WarcPages(Path(part.shard)).pages()


def _of_parquet(part: Part) -> Iterator[Page | Issue]:
    with pq.ParquetFile(part.shard, buffer_size=BUFFER, pre_buffer=False) as file:
        schema = file.schema_arrow
        kind = None if is_ours(schema) else text_column(schema)
        groups = range(part.first, part.last)
        columns = [kind, "url"] if kind else ["article_id", "article"]
        for batch in file.iter_batches(batch_size=BATCH, row_groups=groups, columns=columns, use_threads=False):
            if kind:
                yield from _pages(kind, batch, part)
            else:
                yield from (Page(key, partial(Article.model_validate_json, raw)) for key, raw in _columns(batch))


def _pages(kind: str, batch: pa.RecordBatch, part: Part) -> Iterator[Page | Issue]:
    coded = batch.schema.field(kind).type in (pa.binary(), pa.large_binary())
    bodies = batch[kind].cast(pa.large_binary())  # a text column that is not UTF-8 must not cost its part
    urls = batch["url"].cast(pa.large_binary())
    for url, raw in zip(urls, bodies, strict=True):
        body = raw.as_py()
        if body and (found := _page(kind, url.as_py(), body, part, coded=coded)):
            yield found


def _columns(batch: pa.RecordBatch) -> Iterator[tuple[str, str]]:
    return zip(batch["article_id"].to_pylist(), batch["article"].to_pylist(), strict=True)


def _page(kind: str, url: bytes | None, body: bytes, part: Part, *, coded: bool) -> Page | Issue | None:
    if kind == "html" and not markup_may_name_award(decode_html(body) if coded else _text(body)):
        return None
    if kind == "text" and not may_hold_award(body):
        return None
    address = _text(url or b"")
    if not address.strip():
        return issue("address-refused", f"{part.shard}: a page without an address, it is not read", part.shard)
    return Page(address, partial(_article, kind, address, body if coded else _text(body)))


def _text(body: bytes) -> str:
    """Of a column of text, which is UTF-8, or should be."""
    return body.decode(errors="replace")


def _article(kind: str, address: str, body: str | bytes) -> Article | Issue | None:
    url = canonical_url(address)
    try:
        if isinstance(body, str) and kind == "text":
            return article_from_text(body, url=url, doc=doc_of(url))
        return article_from_html(body, url=url, doc=doc_of(url))
    except NotVietnamese:
        return None
    except UnreadableInput as error:
        return issue_of(error, url)
