"""Which stored texts are one article though they differ: a sketch of each text, and the pairs that were found."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import duckdb
import pyarrow as pa

from pipeline.store.articles import read_articles
from pipeline.store.merge import registered
from pipeline.store.rows import digest
from pipeline.store.scalar import number
from scrapers.text.likeness import VERSION, Body, are_alike, bands, body_of, is_comparable, signature, tell_the_same

AT_ONCE = 200
TYPES = {
    "sketch": {"text_sha256": pa.string(), "version": pa.int32(), "signature": pa.list_(pa.uint32())},
    "sketch_band": {"band": pa.uint64(), "text_sha256": pa.string()},
    "likeness": {"text_sha256": pa.string(), "like_sha256": pa.string()},
}
MISSING = """
    SELECT arg_min(article_id, number) FROM article
    WHERE text_sha256 NOT IN (SELECT text_sha256 FROM sketch) GROUP BY text_sha256 ORDER BY min(number)"""
# Those that share a band: few, for a band tells names and numbers too.
CANDIDATES = """
    SELECT DISTINCT new.text_sha256, old.text_sha256
    FROM sketch_band AS new JOIN sketch_band AS old USING (band)
    WHERE new.text_sha256 IN (SELECT unnest(?::VARCHAR[])) AND new.text_sha256 <> old.text_sha256 ORDER BY ALL"""
STORED = """
    SELECT text_sha256, signature, arg_min(article_id, number) FROM sketch JOIN article USING (text_sha256)
    WHERE text_sha256 IN (SELECT unnest(?::VARCHAR[])) GROUP BY ALL"""


class Sketch(NamedTuple):
    """What is compared of a text; no signature for one that says too little."""

    body: Body
    signed: list[int] | None


def forget(con: duckdb.DuckDBPyConnection, texts: Sequence[str]) -> list[str]:
    """Drop the sketches of these texts, which may read otherwise now, and give the texts that were linked to them.

    When the comparison itself has changed, all sketches go.
    """
    if number(con, "SELECT count(*) FROM sketch WHERE version <> ?", [VERSION]):
        texts = [text for (text,) in con.execute("SELECT text_sha256 FROM sketch").fetchall()]
    among = "IN (SELECT unnest(?::VARCHAR[]))"
    linked = con.execute(f"SELECT like_sha256 FROM likeness WHERE text_sha256 {among}", [texts]).fetchall()  # noqa: S608
    con.execute(f"DELETE FROM likeness WHERE text_sha256 {among} OR like_sha256 {among}", [texts, texts])  # noqa: S608
    for table in ("sketch", "sketch_band"):
        con.execute(f"DELETE FROM {table} WHERE text_sha256 {among}", [texts])  # noqa: S608 - two names from above
    return [text for (text,) in linked]


def sketch(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Sketch the texts that have none, link each with those that tell the same, and give the linked ones."""
    missing = [key for (key,) in con.execute(MISSING).fetchall()]
    linked: list[str] = []
    for at in range(0, len(missing), AT_ONCE):
        made = _sketches(con, missing[at : at + AT_ONCE])
        _keep(con, made)
        pairs = list(_pairs(con, made))
        _insert(con, "likeness", sorted({pair for a, b in pairs for pair in ((a, b), (b, a))}))
        linked += [text for pair in pairs for text in pair]
    return linked


def _sketches(con: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> dict[str, Sketch]:
    bodies = {digest(article.text): body_of(article) for article in read_articles(con, ids)}
    return {text: Sketch(body, signature(body) if is_comparable(body) else None) for text, body in bodies.items()}


def _keep(con: duckdb.DuckDBPyConnection, made: dict[str, Sketch]) -> None:
    _insert(con, "sketch", [(text, VERSION, found.signed) for text, found in made.items()])
    said = [(text, found.body, found.signed) for text, found in made.items() if found.signed]
    _insert(con, "sketch_band", [(band, text) for text, body, signed in said for band in bands(body, signed)])


def _pairs(con: duckdb.DuckDBPyConnection, made: dict[str, Sketch]) -> Iterator[tuple[str, str]]:
    candidates: list[tuple[str, str]] = con.execute(CANDIDATES, [list(made)]).fetchall()
    known = {**_stored(con, {old for _, old in candidates} - made.keys()), **made}
    for new, old in candidates:
        one, other = known[new], known[old]
        if one.signed and other.signed and are_alike(one.signed, other.signed) and tell_the_same(one.body, other.body):
            yield new, old


def _stored(con: duckdb.DuckDBPyConnection, texts: set[str]) -> dict[str, Sketch]:
    rows = {key: (text, signed) for text, signed, key in con.execute(STORED, [sorted(texts)]).fetchall()}
    articles = {article.article_id: article for article in read_articles(con, list(rows))}
    return {text: Sketch(body_of(articles[key]), signed) for key, (text, signed) in rows.items()}


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    if not rows:
        return
    columns = zip(*rows, strict=True)
    arrays = [pa.array(list(values), kind) for values, kind in zip(columns, TYPES[table].values(), strict=True)]
    with registered(con, "incoming", pa.Table.from_arrays(arrays, names=list(TYPES[table]))):
        con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")  # noqa: S608 - names from above
