"""What is asked of the published file, and its answer in pieces, so that millions of rows need no memory."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.errors import UsageError
from pipeline.progress import progress
from pipeline.query import errors_of_sql, last_statement
from pipeline.search import Wanted
from pipeline.search.conditions import condition
from pipeline.search.facts import ORDERS
from pipeline.store.database import open_published
from pipeline.store.scalar import number

CHUNK = 5_000
FACTS = "v_award"

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Question:
    """SQL with its values, how it was asked, and the view that it is about, if it is about one.

    `quiet` shows no progress: several files may be written at once.
    """

    sql: str
    told: str
    values: Sequence[object] = ()
    view: str | None = None
    quiet: bool = False


@dataclass
class Answer:
    """The rows of a question. `rows` and `notes` tell how many were written so far and what was odd about them."""

    con: duckdb.DuckDBPyConnection
    question: Question
    statement: duckdb.Statement
    columns: list[str]
    comments: dict[str, str]
    total: int | None
    rows: int = 0
    notes: list[str] = field(default_factory=list)

    def chunks(self) -> Iterator[list[Row]]:
        """The rows, some thousands at a time."""
        values = list(self.question.values)
        result = self.con.execute(self.statement, values) if values else self.con.execute(self.statement)
        for chunk in self._watched(iter(lambda: result.fetchmany(CHUNK), []), CHUNK):
            self.rows += len(chunk)
            yield chunk

    def batches(self, size: int) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
        """The same for Arrow, so many rows at a time."""
        relation = self.con.sql(self.statement, params=list(self.question.values))
        reader = relation.to_arrow_reader(size)
        return reader.schema, self._counted(reader, size)

    def _counted(self, reader: pa.RecordBatchReader, size: int) -> Iterator[pa.RecordBatch]:
        for batch in self._watched(iter(reader), size):
            self.rows += batch.num_rows
            yield batch

    def _watched(self, chunks: Iterator[Any], size: int) -> Iterator[Any]:
        if self.question.quiet:
            return iter(chunks)
        steps = None if self.total is None else -(-self.total // size)
        return progress().track(chunks, steps, "export")


def question_of_facts(wanted: Wanted, view: str, order: str = "latest", limit: int | None = None) -> Question:
    """The rows of a view, or of the facts that fit in one of the ORDERS.

    Raises UsageError as `condition`.
    """
    name = '"' + view.replace('"', '""') + '"'
    if wanted == Wanted() and order == "latest" and limit is None:
        return Question(f"SELECT * FROM {name}", view, (), view)  # noqa: S608 - quoted, and what is no table is refused
    where, values = condition(wanted)
    named = [f"{name} = {value}" for name, value in wanted.told().items()]
    seen = "v_search" if view == FACTS else "v_record"
    found = f"SELECT record_id, quote_start, unit_key, person_key FROM {seen} WHERE {where}"  # noqa: S608
    sorting = f"ORDER BY {ORDERS[order]}" if view == FACTS else ""
    few = "" if limit is None else f"LIMIT {int(limit)}"
    sql = f"SELECT {name}.* FROM {name} JOIN ({found}) AS found USING (record_id) {sorting} {few}"  # noqa: S608
    return Question(sql, ", ".join([view, *named]), values, view)


def question_of_sql(sql: str) -> Question:
    """The rows of the last statement."""
    return Question(sql, sql)


@contextmanager
def answered(path: Path, question: Question) -> Iterator[Answer]:
    """The answer to a question, while the block runs.

    Raises UsageError when the SQL, the view or a column's name does not fit, StorageError without a published file.
    """
    with closing(open_published(path)) as con, errors_of_sql():
        if question.view is not None:
            _check_view(con, question.view)
            if question.values and not _has_records(con, question.view):
                raise UsageError(f"{question.view} has no record_id: it goes without the options of search")
        statement = last_statement(con, question.sql)
        columns = con.sql(statement, params=list(question.values)).columns
        _check_columns(columns)
        yield Answer(con, question, statement, columns, _comments(con, question.view), _total(con, question))


def _check_view(con: duckdb.DuckDBPyConnection, view: str) -> None:
    query = """
        SELECT view_name FROM duckdb_views() WHERE NOT internal
        UNION ALL SELECT table_name FROM duckdb_tables() WHERE NOT internal"""
    known = [name for (name,) in con.execute(query).fetchall()]
    if view not in known:
        raise UsageError(f"no view or table is called {view}; there are {', '.join(sorted(known))}")


def _has_records(con: duckdb.DuckDBPyConnection, view: str) -> bool:
    query = "SELECT count(*) FROM duckdb_columns() WHERE table_name = ? AND column_name = 'record_id'"
    return number(con, query, [view]) > 0


def _check_columns(columns: Sequence[str]) -> None:
    twice = [name for name, times in Counter(map(str.lower, columns)).items() if times > 1]
    if twice:
        raise UsageError(f"two columns are called {twice[0]}; give each a name of its own with AS")


def _comments(con: duckdb.DuckDBPyConnection, view: str | None) -> dict[str, str]:
    query = "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = ? AND comment IS NOT NULL"
    return dict(con.execute(query, [view or ""]).fetchall())


def _total(con: duckdb.DuckDBPyConnection, question: Question) -> int | None:
    """How many rows there will be; for SQL of the user's own that would be asking twice."""
    if question.view is None:
        return None
    return number(con, f"SELECT count(*) FROM ({question.sql})", list(question.values))  # noqa: S608 - ours
