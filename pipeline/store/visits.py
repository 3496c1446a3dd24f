"""What earlier visits to a source found."""

import json
from datetime import datetime

import duckdb

from schemas import Visit

FIELDS = tuple(Visit.model_fields)
COLUMNS = ", ".join(f'"{name}"' for name in FIELDS)
A_YEAR = 400  # of nightly visits, and some more


def last_visits(con: duckdb.DuckDBPyConnection, source: str, number: int = A_YEAR) -> list[Visit]:
    """The last visits to the source of that name, the latest first."""
    query = f"SELECT {COLUMNS} FROM visit WHERE source = ? ORDER BY started_at DESC LIMIT ?"  # noqa: S608
    return [_visit(dict(zip(FIELDS, row, strict=True))) for row in con.execute(query, [source, number]).fetchall()]


def latest_visits(con: duckdb.DuckDBPyConnection) -> dict[str, datetime]:
    """When the last visit to each source began."""
    return dict(con.execute("SELECT source, max(started_at) FROM visit GROUP BY source").fetchall())


def names_cut_short(con: duckdb.DuckDBPyConnection) -> set[str]:
    """The sources whose last visit left new articles unread."""
    query = 'SELECT source FROM visit GROUP BY source HAVING arg_max("left", started_at) > 0'
    return {name for (name,) in con.execute(query).fetchall()}


def _visit(values: dict[str, object]) -> Visit:
    return Visit.model_validate({**values, "layouts": json.loads(str(values["layouts"]))})
