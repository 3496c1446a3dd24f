"""Build a fresh database beside the published one and rename it into place."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import duckdb

from pipeline.clock import now
from pipeline.publish import kept
from pipeline.publish.catalogues import add_catalogues
from pipeline.publish.dictionary import comment_statements
from pipeline.publish.facts import MACROS, facts_gathered, fold_names
from pipeline.publish.kept import seal
from pipeline.publish.lake import Lake
from pipeline.reviews import ReviewStore
from pipeline.reviews.tables import rulings_applied
from pipeline.store.runs import run_row
from pipeline.store.transaction import transaction
from pipeline.units.reading import read_units
from pipeline.units.rulings import UnitRulings
from pipeline.units.tables import add_units, gather_units
from schemas import Run
from scrapers.archive.atomic import sync

VIEWS = Path(__file__).with_name("views.sql")
QUESTIONS = Path(__file__).with_name("questions.sql")
QUEUE = Path(__file__).with_name("queue.sql")
INDEXES = Path(__file__).with_name("indexes.sql")

# Opened by DuckDB 1.5 and later, which the format that 2.0 writes by itself is not.
STORAGE_VERSION = "v1.5.0"

KEPT = 7

# Columns that only the pipeline needs stay in the working database.
INTERNAL = {"article": ("number", "input_sha256", "extracted_sha256")}
COPIED = {
    "source": "name",
    "snapshot": "url, fetched_at, sha256",
    "article": "number",
    "article_version": "article_id, replaced_at",
    "change": "rowid",
    "quarantine": "article_id, span_start, quarantine_id",
    "issue": "first_seen, issue_id",
    "run": "started_at",
    "visit": "started_at, source",
    "schema_version": "version",
}


def publish(  # noqa: PLR0913 - what is published, and by which of the owner's settings
    con: duckdb.DuckDBPyConnection,
    target: Path,
    run: Run | None = None,
    *,
    reviews: ReviewStore | None = None,
    units: UnitRulings | None = None,
    keep: int = KEPT,
    parquet: bool = True,
) -> None:
    """Replace the published file at `target`, and Parquet beside it, by ones made from the working database.

    `run` is the row of the run that publishes, as it will be logged; what auditors ruled in `reviews` and people on
    pairs of `units` is applied; the last `keep` publications of runs are kept. Whoever has the old file open keeps
    reading it. On any error the old files stay and nothing is left beside them.
    """
    same = units.merged() if units else {}
    draft = target.with_name(f".{target.name}.{os.getpid()}.draft")
    lake = Lake(target)
    _sweep(target, lake)
    try:
        with rulings_applied(con, reviews.since() if reviews else ()):
            fold_names(con)
            read_units(con)
            with _attached(con, draft):
                _fill(con, run, same)
                folder = lake.draft(con, run.run_id if run else "new") if parquet else None
        seal(draft)
        draft.replace(target)
        sync([target.parent])
        if run:
            kept.keep(target, run.run_id, keep)
        lake.swap(folder) if folder else lake.drop()
    finally:
        _sweep(target, lake)


AWARDS = """
    CREATE TABLE draft.award AS
    SELECT award.*, fact_of.* EXCLUDE (record_id), text_key,
        receiver.unit_id, giver.unit_id AS issuer_id, person_of.person_id
    FROM award_told AS award JOIN fact_of USING (record_id) JOIN text_of USING (record_id)
    LEFT JOIN unit_in_article AS receiver ON receiver.article_id = award.article_id AND receiver.name = award.unit
    LEFT JOIN unit_in_article AS giver
        ON giver.article_id = award.article_id AND giver.name = string_split(award.issuer, '; ')[1]
    LEFT JOIN person_of ON person_of.record_id = award.record_id"""


RULED = """
    CREATE TABLE draft.evidence AS FROM evidence_told;
    CREATE TABLE draft.review AS FROM reviewed ORDER BY number"""


def _fill(con: duckdb.DuckDBPyConnection, run: Run | None, same: Mapping[str, str]) -> None:
    con.execute("USE draft")
    with transaction(con):
        con.execute(MACROS.read_text(encoding="utf-8"))
        add_catalogues(con)
    with facts_gathered(con):  # in no transaction: what is dropped on the way would keep its memory until the end of it
        gather_units(con, same)
        with transaction(con):
            con.execute(AWARDS)
            add_units(con)
    with transaction(con):
        _copy(con, run)


def _copy(con: duckdb.DuckDBPyConnection, run: Run | None) -> None:
    """What is published as it is stored or ruled, and what explains the file."""
    con.execute(RULED)
    for table, order in COPIED.items():
        hidden = f"EXCLUDE ({', '.join(INTERNAL[table])})" if table in INTERNAL else ""
        con.execute(f"CREATE TABLE draft.{table} AS SELECT * {hidden} FROM work.{table} ORDER BY {order}")  # noqa: S608
    con.execute(QUEUE.read_text(encoding="utf-8"))
    if run:
        con.execute("DELETE FROM run WHERE run_id = ?", [run.run_id])
        names = run_row(run)
        con.execute(
            f"INSERT INTO run ({', '.join(names)}) VALUES ({', '.join('?' for _ in names)})",  # noqa: S608
            list(names.values()),
        )
    _imprint(con, run)
    con.execute(VIEWS.read_text(encoding="utf-8"))
    con.execute(QUESTIONS.read_text(encoding="utf-8"))
    con.execute(";\n".join(comment_statements()))
    con.execute(INDEXES.read_text(encoding="utf-8"))


def _imprint(con: duckdb.DuckDBPyConnection, run: Run | None) -> None:
    """One row that tells when and by what this file was made."""
    con.execute(
        "CREATE TABLE publication AS SELECT ?::TIMESTAMP AS published_at, ?::VARCHAR AS run_id, ?::VARCHAR AS bangvang",
        [now(), run.run_id if run else None, version("bangvang")],
    )


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


def _sweep(target: Path, lake: Lake) -> None:
    """Remove drafts: the run lock is ours, so whoever made one is dead."""
    for left in target.parent.glob(f".{target.name}.*.draft*"):
        left.unlink()
    lake.sweep()
