"""Helpers of the pipeline's tests: articles, runs with the fake extractor, and ways to look at a database."""

from pathlib import Path
from typing import Any

import duckdb
from fake_extractor import fake

from pipeline.progress import Lines
from pipeline.session import Extractor, Session, session
from pipeline.settings import Home
from pipeline.steps.ingest import ingest
from schemas import Article, Block, BlockKind

Tables = dict[str, list[tuple[Any, ...]]]

# What differs from run to run by nature.
ENDS = {"withdrawn_at", "closed_at", "missing_since", "gone_at"}
TIMES = {"first_seen", "last_seen", "fetched_at", "changed_at", "replaced_at", "text_since", "checked_at"}
VOLATILE = {*ENDS, *TIMES, "run_id", "headers"}  # the headers tell the time of the answer


def make_article(text: str, name: str = "a", **changes: Any) -> Article:
    values: dict[str, Any] = {
        "article_id": f"id-{name}",
        "doc": name,
        "url": f"https://example.vn/{name}",
        "text": text,
        "text_version": 1,
        "blocks": (Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text)),),
        **changes,
    }
    return Article(**values)


def run(home: Home, *articles: Article, extractor: Extractor | None = None) -> Session:
    """One session that loads the articles as one batch."""
    with session(home, "test", extractor or fake()) as opened:
        opened.load(articles)
    return opened


def run_files(home: Home, *paths: Path, extractor: Extractor | None = None) -> list[str]:
    """One session that ingests files; the complaints."""
    complaints: list[str] = []
    with session(home, "ingest", extractor or fake()) as opened:
        ingest(opened, paths, Lines(), complaints.append)
    return complaints


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(sql).fetchall()


def published_files(home: Home) -> list[str]:
    """All that lies beside the published file, hidden or not."""
    return sorted(str(path.relative_to(home.published.parent)) for path in home.published.parent.rglob("*"))


def tables(path: Path) -> Tables:
    """All rows of all tables but the logs of runs and visits, without what differs by nature."""
    with duckdb.connect(str(path), read_only=True) as con:
        names = con.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY 1").fetchall()
        kept = [name for (name,) in names if name not in ("run", "visit", "schema_version", "publication")]
        return {name: con.execute(_stable(con, name)).fetchall() for name in kept}


def _stable(con: duckdb.DuckDBPyConnection, table: str) -> str:
    columns = con.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = ?", [table]).fetchall()
    gone = [f"({name} IS NULL) AS {name}" for (name,) in columns if name in ENDS]
    kept = [f'"{name}"' for (name,) in columns if name not in VOLATILE]
    return f"SELECT {', '.join(kept + gone)} FROM {table} ORDER BY ALL"
