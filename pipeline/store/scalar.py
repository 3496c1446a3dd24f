"""One number from SQL."""

from collections.abc import Sequence

import duckdb


def number(con: duckdb.DuckDBPyConnection, query: str, values: Sequence[object] = ()) -> int:
    """The one integer that `query` gives, or the rows that it changed. The result is read to its end.

    DuckDB keeps a connection busy until then, which `fetchone` alone does not see to.
    """
    ((value,),) = con.execute(query, list(values)).fetchall()
    return int(value)
