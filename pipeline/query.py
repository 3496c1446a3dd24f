"""SQL of a user on the published file."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import duckdb

from pipeline.errors import PipelineError, UsageError
from pipeline.store.database import open_published

EXAMPLE = 'bangvang query "FROM v_total"'

READ_EXAMPLE = "FROM v_total"
READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)

Rows = tuple[list[str], list[tuple[Any, ...]]]


def run_query(path: Path, sql: str, values: Sequence[object] = ()) -> Rows:
    """Column names and rows of the last statement.

    Raises UsageError when the SQL is wrong, not allowed or gives no rows, StorageError without a file.
    """
    with closing(open_published(path)) as con, errors_of_sql():
        statement = last_statement(con, sql)
        result = con.execute(statement, list(values)) if values else con.execute(statement)
        return [column[0] for column in result.description or ()], result.fetchall()


def last_statement(con: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """The statement whose rows are wanted, after those before it were run.

    Raises UsageError when it gives no rows, duckdb.Error when the SQL is wrong.
    """
    statements = con.extract_statements(sql)
    _check_last(statements)
    for statement in statements[:-1]:
        con.execute(statement)
    return statements[-1]


def only_statement(con: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """The one statement of a reader whom nobody knows: it reads, and does nothing else.

    Raises UsageError when there are several or it may do more, duckdb.Error when the SQL is wrong.
    """
    statements = con.extract_statements(sql)
    _check_last(statements)
    if len(statements) > 1:
        raise UsageError("one statement at a time, please")
    if statements[0].type not in READING:
        raise UsageError(f"only statements that read are run here: SELECT, FROM, WITH, DESCRIBE; try: {READ_EXAMPLE}")
    return statements[0]


@contextmanager
def errors_of_sql() -> Iterator[None]:
    """DuckDB's errors in the block are those of the user's SQL: they become UsageError."""
    try:
        yield
    except duckdb.Error as error:
        raise _explained(error) from error


def _check_last(statements: Sequence[duckdb.Statement]) -> None:
    """Raises UsageError when there is no statement, or none at the end that answers with rows."""
    if not statements:
        raise UsageError(f"there is no SQL to run; try: {EXAMPLE}")
    if duckdb.ExpectedResultType.QUERY_RESULT not in statements[-1].expected_result_type:
        raise UsageError(f"the last statement gives no rows; end with one that does, as in: {EXAMPLE}")


def _explained(error: duckdb.Error) -> PipelineError:
    lines = [line for line in str(error).splitlines() if line.strip() and not line.strip().startswith("^")]
    return UsageError(" ".join(lines))
