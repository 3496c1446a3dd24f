"""Draw a sample: by the hash of seed and id, so that whoever has the seed draws the same one again."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from pipeline.accuracy.sample import Drawn, Kind, Sample, Stratum, Wish
from pipeline.accuracy.strata import Part, strata_of
from pipeline.accuracy.told import told_of
from pipeline.errors import UsageError

FRAMES = {
    kind: Path(__file__).with_name(name).read_text(encoding="utf-8")
    for kind, name in {Kind.FACTS: "frames.sql", Kind.ARTICLES: "articles.sql"}.items()
}

# Which facts have the smallest hashes is chance, and of a larger sample with the same seed these are a part.
DRAW = """
    WITH cell AS (
        SELECT unnest($titles::VARCHAR[]) AS title, unnest($sources::VARCHAR[]) AS source,
            unnest($strata::INTEGER[]) AS stratum, unnest($wanted::INTEGER[]) AS wanted
    ), hashed AS (
        SELECT subject, article_id, source, stratum, wanted, sha256($seed || ':' || subject) AS hash
        FROM frame JOIN cell USING (title, source)
    )
    SELECT subject, article_id, source, stratum FROM hashed
    QUALIFY row_number() OVER (PARTITION BY stratum ORDER BY hash, subject) <= wanted
    ORDER BY hash, subject"""


def draw(con: duckdb.DuckDBPyConnection, wish: Wish, drawn_by: str, at: datetime) -> Sample:
    """Draw what is wished for out of the published file of `con`; facts are drawn by strata, articles at large.

    Raises UsageError when there is nothing to draw from.
    """
    _frame(con, wish)
    cells = con.execute("SELECT title, source, count(*) FROM frame GROUP BY ALL ORDER BY ALL").fetchall()
    if not cells:
        raise UsageError("there is nothing to draw from; choose less narrowly")
    sizes = {(title, source): size for title, source, size in cells}
    parts = strata_of(sizes, wish.size) if wish.kind is Kind.FACTS else [_whole(sizes, wish.size)]
    versions = con.execute("SELECT DISTINCT extractor_version FROM frame ORDER BY ALL").fetchall()
    published_at, run_id = con.execute("SELECT published_at, run_id FROM publication").fetchone() or (at, None)
    return Sample(
        wish=wish,
        drawn_by=drawn_by,
        drawn_at=at,
        run_id=run_id,
        published_at=published_at,
        extractor_versions=tuple(version for (version,) in versions if version),
        frame=sum(sizes.values()),
        strata=tuple(_stratum(part) for part in parts),
        drawn=tuple(_drawn(con, parts, wish)),
    )


def _frame(con: duckdb.DuckDBPyConnection, wish: Wish) -> None:
    values = wish.scope.model_dump()
    if wish.kind is Kind.ARTICLES:
        values = {"source": wish.scope.source}
    con.execute(FRAMES[wish.kind], values)


def _whole(sizes: dict[tuple[str, str], int], wanted: int) -> Part:
    total = sum(sizes.values())
    return Part(None, None, tuple(sizes), total, min(wanted, total))


def _stratum(part: Part) -> Stratum:
    return Stratum(
        title=part.title or None, source=part.source or None, cells=len(part.cells), size=part.size, drawn=part.drawn
    )


def _drawn(con: duckdb.DuckDBPyConnection, parts: list[Part], wish: Wish) -> list[Drawn]:
    rows = con.execute(DRAW, _cells(parts) | {"seed": str(wish.seed)}).fetchall()
    counted = Counter(row[3] for row in rows)
    assert all(counted[at] == part.drawn for at, part in enumerate(parts)), "each stratum is drawn from as planned"
    told = told_of(con, [row[0] for row in rows]) if wish.kind is Kind.FACTS else {}
    return [
        Drawn(subject=subject, article_id=article_id, source=source or None, stratum=stratum, told=told.get(subject))
        for subject, article_id, source, stratum in rows
    ]


def _cells(parts: list[Part]) -> dict[str, list[Any]]:
    rows = [(*cell, at, part.drawn) for at, part in enumerate(parts) for cell in part.cells]
    titles, sources, strata, wanted = map(list, zip(*rows, strict=True))
    return {"titles": titles, "sources": sources, "strata": strata, "wanted": wanted}
