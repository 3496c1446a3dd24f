"""A publication is made in a fraction of the memory that all its steps would need at once."""

from collections.abc import Iterator
from contextlib import closing

import duckdb
import pytest

from benchmarks.made_facts import made
from benchmarks.million import load
from pipeline.publish import publish
from pipeline.settings import Home
from pipeline.store.database import open_work
from pipeline.store.errors import explained
from pipeline.store.merge import merge_arrow

FACTS = 10_000
ENOUGH = "80MB"  # 60 do; with all steps in one transaction it took 120
TOO_LITTLE = "20MB"


@pytest.fixture
def stored(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The working database with made facts, and two threads, for memory goes by threads."""
    facts = made(0, FACTS)
    home.prepare()
    with closing(open_work(home.work)) as con:
        con.execute("SET threads = 2")
        merge_arrow(con, "article", facts.articles)
        load(con, facts)
        yield con


def test_a_publication_needs_little_memory(home: Home, stored: duckdb.DuckDBPyConnection) -> None:
    stored.execute(f"SET memory_limit = '{ENOUGH}'")
    publish(stored, home.published, parquet=False)
    with closing(duckdb.connect(str(home.published), read_only=True)) as con:
        assert con.execute("SELECT count(*) FROM award").fetchone() == (FACTS,)


def test_too_little_memory_is_told_as_such_and_leaves_nothing_behind(
    home: Home, stored: duckdb.DuckDBPyConnection
) -> None:
    stored.execute(f"SET memory_limit = '{TOO_LITTLE}'")
    with pytest.raises(duckdb.OutOfMemoryException) as caught:
        publish(stored, home.published, parquet=False)
    assert str(explained(caught.value)).startswith("not enough memory; ")
    assert [file.name for file in home.published.parent.glob("*draft*")] == []
    stored.execute("RESET memory_limit")
    publish(stored, home.published, parquet=False)
    assert home.published.exists()
