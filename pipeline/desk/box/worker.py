"""One query in a process of its own: the question as JSON on standard input, the answer as JSON on standard output.

DuckDB counts no strings and hears no interrupt while it makes one (repeat('x', 3000000000) took 6 GB and 25 seconds
with a memory limit of 512 MB): so the system itself holds memory and time, and the desk goes on whatever becomes of
a query.
"""

import json
import os
import resource
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from pipeline.desk.box.limits import ADDRESS_SPACE, LONGEST_CELL, MEMORY, MOST_BYTES, MOST_ON_PAGE, SECONDS
from pipeline.errors import PipelineError, UsageError
from pipeline.query import errors_of_sql, only_statement

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": MEMORY,
    "temp_directory": "",
    "max_temp_directory_size": "0B",
    "threads": 2,
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
SEALED = "SET enable_external_access = false; SET lock_configuration = true"


def main() -> None:
    """Answer the question on standard input."""
    question = json.load(sys.stdin)
    _limit()
    try:
        told = answer(
            Path(question["path"]), question["sql"], question["rows"], question["seconds"], cut=question["cut"]
        )
    except PipelineError as error:
        told = {"error": str(error)}
    except (MemoryError, duckdb.OutOfMemoryException):
        told = {"failed": "memory"}
    json.dump(told, sys.stdout, ensure_ascii=False)
    sys.stdout.flush()
    os._exit(0)  # tidying up after a query that was cut off may fail, and all is said


def answer(path: Path, sql: str, most: int, seconds: float, *, cut: bool) -> dict[str, Any]:
    """Columns and rows. Raises UsageError when the SQL is wrong or not allowed, MemoryError."""
    con = _opened(path)
    timer = threading.Timer(seconds, con.interrupt)
    timer.daemon = True
    timer.start()
    try:
        with errors_of_sql():
            result = con.execute(only_statement(con, sql))
            columns = [column[0] for column in result.description or ()]
            return {"columns": columns, **_rows(result, most, cut=cut)}
    except UsageError as error:
        if isinstance(error.__cause__, duckdb.InterruptException):
            return {"failed": "time"}
        if isinstance(error.__cause__, duckdb.OutOfMemoryException):
            return {"failed": "memory"}
        raise
    finally:
        timer.cancel()


def _opened(path: Path) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(":memory:", config=CONFIG)
    con.execute("ATTACH '{}' AS bangvang (READ_ONLY)".format(str(path).replace("'", "''")))
    con.execute("USE bangvang")
    con.execute(SEALED)
    return con


def _rows(result: duckdb.DuckDBPyConnection, most: int, *, cut: bool) -> dict[str, Any]:
    """Rows until there are `most` or they are too many bytes, and whether there were more."""
    rows: list[list[object]] = []
    size, most_bytes = 0, MOST_ON_PAGE if cut else MOST_BYTES
    for row in _fetched(result):
        if len(rows) == most or size > most_bytes:
            return {"rows": rows, "more": True}
        rows.append([_cell(value, cut=cut) for value in row])
        size += sum(len(value) if isinstance(value, str) else 8 for value in rows[-1])
    return {"rows": rows, "more": False}


def _fetched(result: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := result.fetchmany(500):
        yield from rows


def _cell(value: object, *, cut: bool) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    is_nested = isinstance(value, dict | list | tuple)
    told = json.dumps(value, ensure_ascii=False, default=str) if is_nested else str(value)
    return f"{told[:LONGEST_CELL]} […]" if cut and len(told) > LONGEST_CELL else told


def _limit() -> None:
    """No more memory, time or files than a query may have."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (4 * SECONDS, 4 * SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
