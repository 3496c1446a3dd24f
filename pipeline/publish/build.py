"""Build a fresh database beside the published one and rename it into place."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import duckdb

from data import read_lines
from pipeline.catalogue import issue_codes, titles
from pipeline.clock import now
from pipeline.publish.dictionary import comment_statements
from pipeline.publish.facts import MACROS, facts_gathered, fold_names
from pipeline.store.runs import run_row
from pipeline.store.transaction import transaction
from schemas import Run

VIEWS = Path(__file__).with_name("views.sql")

# Opened by DuckDB 1.5 and later, which the format that 2.0 writes by itself is not.
STORAGE_VERSION = "v1.5.0"

# Columns that only the pipeline needs stay in the working database.
INTERNAL = {"article": ("number", "input_sha256", "extracted_sha256")}
COPIED = {
    "source": "name",
    "snapshot": "url, fetched_at, sha256",
    "article": "number",
    "article_version": "article_id, replaced_at",
    "evidence": "rowid",
    "change": "rowid",
    "quarantine": "article_id, span_start, quarantine_id",
    "issue": "first_seen, issue_id",
    "run": "started_at",
    "visit": "started_at, source",
}


def publish(con: duckdb.DuckDBPyConnection, target: Path, run: Run | None = None) -> None:
    """Replace the published file at `target` by one made from the working database.

    `run` is the row of the run that publishes, as it will be logged. Whoever has the old file open keeps
    reading it. On any error the old file stays and nothing is left beside it.
    """
    draft = target.with_name(f".{target.name}.{os.getpid()}.draft")
    _sweep(target)
    try:
        fold_names(con)
        with _attached(con, draft), transaction(con):
            _fill(con, run)
        draft.replace(target)
    finally:
        _sweep(target)


AWARDS = """
    CREATE TABLE draft.award AS
    SELECT award.*, fact_of.* EXCLUDE (record_id), concat_ws(' ', quote.key, headline.key) AS text_key
    FROM work.award JOIN fact_of USING (record_id) JOIN work.article USING (article_id)
    LEFT JOIN work.name AS quote ON quote.name = award.quote
    LEFT JOIN work.name AS headline ON headline.name = article.title
    ORDER BY number, quote_start, record_id"""


def _fill(con: duckdb.DuckDBPyConnection, run: Run | None) -> None:
    con.execute("USE draft")
    con.execute(MACROS.read_text(encoding="utf-8"))
    _catalogues(con)
    with facts_gathered(con):
        con.execute(AWARDS)
    for table, order in COPIED.items():
        hidden = f"EXCLUDE ({', '.join(INTERNAL[table])})" if table in INTERNAL else ""
        con.execute(f"CREATE TABLE draft.{table} AS SELECT * {hidden} FROM work.{table} ORDER BY {order}")  # noqa: S608
    if run:
        con.execute("DELETE FROM run WHERE run_id = ?", [run.run_id])
        names = run_row(run)
        con.execute(
            f"INSERT INTO run ({', '.join(names)}) VALUES ({', '.join('?' for _ in names)})",  # noqa: S608
            list(names.values()),
        )
    _imprint(con, run)
    con.execute(VIEWS.read_text(encoding="utf-8"))
    con.execute(";\n".join(comment_statements()))


def _imprint(con: duckdb.DuckDBPyConnection, run: Run | None) -> None:
    """One row that tells when and by what this file was made."""
    con.execute(
        "CREATE TABLE publication AS SELECT ?::TIMESTAMP AS published_at, ?::VARCHAR AS run_id, "
        "?::VARCHAR AS bangvang, (SELECT max(version) FROM work.schema_version) AS schema_version",
        [now(), run.run_id if run else None, version("bangvang")],
    )


def _catalogues(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "CREATE TABLE title (code VARCHAR, name VARCHAR, title_group VARCHAR, recipients VARCHAR[], ranks INTEGER[], "
        "default_level VARCHAR, aliases VARCHAR[], once BOOLEAN);"
        "CREATE TABLE issue_code (code VARCHAR, severity VARCHAR, meaning_en VARCHAR, meaning_vi VARCHAR)"
    )
    once = set(read_lines("given_once.txt"))
    for title in titles().values():
        row = title.model_dump(mode="json")
        kinds, ranks = sorted(row["recipients"]), sorted(row["ranks"])
        values = [row["code"], row["name"], row["group"], kinds, ranks, row["default_level"], list(row["aliases"])]
        con.execute("INSERT INTO title VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [*values, row["group"] in once])
    for code in issue_codes().values():
        con.execute("INSERT INTO issue_code VALUES (?, ?, ?, ?)", list(code.model_dump(mode="json").values()))


@contextmanager
def _attached(con: duckdb.DuckDBPyConnection, draft: Path) -> Iterator[None]:
    """The draft attached as `draft` beside the working database, which is called `work` whatever its file."""
    path = str(draft).replace("'", "''")
    con.execute(f"ATTACH '{path}' AS draft (STORAGE_VERSION '{STORAGE_VERSION}')")
    try:
        yield
    finally:
        con.execute("USE work")
        con.execute("DETACH draft")


def _sweep(target: Path) -> None:
    """Remove drafts: the run lock is ours, so whoever made one is dead."""
    for left in target.parent.glob(f".{target.name}.*.draft*"):
        left.unlink()
