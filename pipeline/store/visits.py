"""What earlier visits to a source found."""

import json

import duckdb

from schemas import Visit

FIELDS = tuple(Visit.model_fields)
A_YEAR = 400  # of nightly visits, and some more


def last_visits(con: duckdb.DuckDBPyConnection, source: str, number: int = A_YEAR) -> list[Visit]:
    """The last visits to the source of that name, the latest first."""
    query = f"SELECT {', '.join(FIELDS)} FROM visit WHERE source = ? ORDER BY started_at DESC LIMIT ?"  # noqa: S608
    return [_visit(dict(zip(FIELDS, row, strict=True))) for row in con.execute(query, [source, number]).fetchall()]


def _visit(values: dict[str, object]) -> Visit:
    return Visit.model_validate({**values, "layouts": json.loads(str(values["layouts"]))})
