"""SQL of a user on the published file."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb

from pipeline.errors import PipelineError, UsageError
from pipeline.store.database import open_published

Rows = tuple[list[str], list[tuple[Any, ...]]]


def run_query(path: Path, sql: str, values: Sequence[object] = ()) -> Rows:
    """Column names and rows. Raises UsageError when the SQL is wrong or not allowed, StorageError without a file."""
    with closing(open_published(path)) as con:
        try:
            result = con.execute(sql, list(values)) if values else con.execute(sql)
            columns = [column[0] for column in result.description or ()]
            return columns, result.fetchall() if columns else []
        except duckdb.Error as error:
            raise _explained(error) from error


def _explained(error: duckdb.Error) -> PipelineError:
    lines = [line for line in str(error).splitlines() if line.strip() and not line.strip().startswith("^")]
    return UsageError(" ".join(lines))
