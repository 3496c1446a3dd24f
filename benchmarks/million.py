"""`python -m benchmarks.million`: a million facts into storage and out of it.

The load rate is told against DuckDB's own insert of the same rows, from Arrow and from Parquet, into tables of the same
definition, all in this one run. Then a night of 1,000 facts more, a publication, and the documented queries.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory

import duckdb
import pyarrow.parquet as pq

from benchmarks.made_facts import Made, made
from pipeline.publish import publish
from pipeline.publish.page import examples
from pipeline.query import run_query
from pipeline.search import Wanted, find_facts
from pipeline.settings import Home
from pipeline.store.database import open_work
from pipeline.store.facts import load_facts
from pipeline.store.job import Counts, Job
from pipeline.store.kinds import Cause
from pipeline.store.merge import merge_arrow, registered
from pipeline.store.transaction import transaction

BATCH = 2 * 122_880  # whole row groups of DuckDB are written once, a part of one twice
NIGHT = 1_000
SEARCHES = {
    "unit": Wanted(unit="phong giao duc huyen so 77"),
    "person and year": Wanted(person="nguyen van 66", year_from=2010, year_to=2010),
    "title and status": Wanted(title="LĐTT", status="awarded"),
    "issuer": Wanted(issuer="ubnd tinh nam dinh"),
    "text": Wanted(text="tang thuong so 77777"),
}


def main() -> None:
    """Measure and print, a line a figure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.million", description=__doc__)
    parser.add_argument("--facts", type=int, default=1_000_000)
    parser.add_argument("--home", type=Path, help="keep the files there")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        home = Home(given.home or Path(folder))
        home.prepare()
        for line in chain(stored(home, given.facts), published(home, given.facts), read(home)):
            print(line, flush=True)  # noqa: T201 - a script


def stored(home: Home, facts: int) -> Iterator[str]:
    """The load rate, ours against DuckDB's own."""
    rows = made(0, facts)
    with closing(open_work(home.work)) as con:
        merge_arrow(con, "article", rows.articles)
        ours = _seconds(lambda: load(con, rows))
        yield f"ours: {_rate(rows, ours)} in batches of {BATCH} facts, with the log of changes"
        night = made(facts, NIGHT, at="2026-01-02")
        merge_arrow(con, "article", night.articles)
        yield f"a night of {NIGHT} facts more: stored in {_seconds(lambda: load(con, night, run='night')):.2f} s"
    peers = _inserted(home, rows)
    for name, peer in peers.items():
        yield f"DuckDB's own insert from {name}: {_rate(rows, peer)}; ours reaches {peer / ours:.2f} of it"


def published(home: Home, facts: int) -> Iterator[str]:
    """What a first publication takes, and one after a night; how large its file is."""
    with closing(open_work(home.work)) as con:
        yield f"published first in {_published(con, home)}"
        night = made(facts + NIGHT, NIGHT, at="2026-01-03")
        merge_arrow(con, "article", night.articles)
        load(con, night, run="later")
        yield f"published after {NIGHT} facts more in {_published(con, home)}"
    yield f"working file {_megabytes(home.work)}, published file {_megabytes(home.published)}"


def _published(con: duckdb.DuckDBPyConnection, home: Home) -> str:
    before = time.process_time()
    took = _seconds(lambda: publish(con, home.published))
    peak = getrusage(RUSAGE_SELF).ru_maxrss / 1e3
    return f"{took:.1f} s ({time.process_time() - before:.1f} s of CPU, peak of the process {peak:,.0f} MB)"


def read(home: Home) -> Iterator[str]:
    """How long each query of the data dictionary takes, and each kind of search."""
    for example in examples():
        took = _seconds(lambda sql=example.sql: run_query(home.published, sql))  # type: ignore[misc]
        yield f"{took:6.2f} s  {example.object}: {example.question}"
    for name, wanted in SEARCHES.items():
        took = _seconds(lambda wanted=wanted: find_facts(home.published, wanted, 50))  # type: ignore[misc]
        yield f"{took:6.2f} s  search by {name}"


def load(con: duckdb.DuckDBPyConnection, rows: Made, run: str = "first") -> None:
    """Store the records and evidence of `rows`, whose articles are there, in batches as large as a row group."""
    at = rows.awards["first_seen"][0].as_py()
    job = Job(con, lambda article: None, "1", run, at)
    for start in range(0, len(rows.awards), BATCH):
        awards = rows.awards.slice(start, BATCH)
        size = len(rows.evidence) // len(rows.awards)
        evidence = rows.evidence.slice(start * size, BATCH * size)
        articles = dict.fromkeys(awards["article_id"].to_pylist(), Cause.ARTICLE)
        with transaction(con):
            load_facts(job, articles, awards, evidence, Counts())
    con.execute("CHECKPOINT")


def _inserted(home: Home, rows: Made) -> dict[str, float]:
    """Seconds of DuckDB's own insert of records and evidence, in one transaction, to the disk."""
    files = {name: home.root / f"{name}.parquet" for name in ("award", "evidence")}
    pq.write_table(rows.awards, files["award"])
    pq.write_table(rows.evidence, files["evidence"])
    found = {}
    for how in ("Arrow", "Parquet"):
        sides = {name: f"{name}_rows" if how == "Arrow" else f"'{path}'" for name, path in files.items()}
        with (
            closing(open_work(home.root / f"peer-{how}.duckdb")) as con,
            registered(con, "award_rows", rows.awards),
            registered(con, "evidence_rows", rows.evidence),
        ):
            found[how] = _seconds(lambda con=con, sides=sides: _insert(con, sides))  # type: ignore[misc]
    return found


def _insert(con: duckdb.DuckDBPyConnection, sides: dict[str, str]) -> None:
    with transaction(con):
        for name, side in sides.items():
            con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM {side}")  # noqa: S608 - names from above
    con.execute("CHECKPOINT")


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _rate(rows: Made, took: float) -> str:
    number = len(rows.awards) + len(rows.evidence)
    return f"{number / took:,.0f} rows/s ({len(rows.awards):,} facts, {len(rows.evidence):,} spans, {took:.1f} s)"


def _megabytes(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:,.0f} MB"


if __name__ == "__main__":
    main()
