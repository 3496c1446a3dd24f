"""docs/dictionary.md, which `python -m pipeline.publish.page` writes: what a published file says about its columns."""

import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
from pydantic import Field

from data import read_csv
from pipeline.publish.build import publish
from pipeline.publish.dictionary import entries
from pipeline.settings import Home
from pipeline.store.database import open_published, open_work
from schemas.base import Model

PAGE = Path(__file__).parents[2] / "docs" / "dictionary.md"
HEAD = """# Data dictionary

What the [published file](architecture.md#publication) says about itself, and queries to begin with: `bangvang query`
runs them. `fold()` makes text comparable, without tone marks and case. Parquet carries the same comments as metadata.

This page is written from a fresh file by `python -m pipeline.publish.page`, and a test holds it to that. To change it,
change comments in `data/dictionary.csv` or queries in `data/examples.csv` and write it again.
"""
OBJECTS = {
    "Views": "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal",
    "Tables": "SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal",
}
COLUMNS = "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index"


class Example(Model):
    """One row of data/examples.csv: a query of a view that answers a question."""

    object: str = Field(pattern=r"^[a-z_]+$")
    question: str = Field(min_length=1)
    sql: str = Field(min_length=1)


def examples() -> list[Example]:
    """The queries in file order. Raises DataError naming file and line when a row does not fit."""
    return read_csv("examples.csv", Example)


def fresh_page() -> str:
    """The page as an empty publication of today's code gives it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        home.prepare()
        with closing(open_work(home.work)) as con:
            publish(con, home.published, parquet=False)
        return page(home.published)


def page(published: Path) -> str:
    """Views, then tables, in the order of data/dictionary.csv. Raises StorageError without a published file."""
    order = list(dict.fromkeys(entry.object for entry in entries()))
    lines = [HEAD]
    with closing(open_published(published)) as con:
        for kind, query in OBJECTS.items():
            lines.append(f"## {kind}\n")
            for name, comment in sorted(con.execute(query).fetchall(), key=lambda row: order.index(row[0])):
                lines += [f"### `{name}`\n", f"{comment}.\n", *_columns(con, name), *_examples(name)]
    return "\n".join(lines)


def _columns(con: duckdb.DuckDBPyConnection, name: str) -> Iterator[str]:
    yield "| column | type | meaning |\n|---|---|---|"
    for column, kind, comment in con.execute(COLUMNS, [name]).fetchall():
        meaning = comment.replace("|", r"\|")
        yield f"| `{column}` | {kind} | {meaning} |"
    yield ""


def _examples(name: str) -> Iterator[str]:
    for example in examples():
        if example.object == name:
            yield f"{example.question}:\n\n```sql\n{example.sql}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(fresh_page(), encoding="utf-8")
