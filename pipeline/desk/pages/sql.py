"""The box for read-only SQL."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from pipeline.desk.box.ask import Found, asked
from pipeline.desk.box.limits import IN_FILE, SECONDS, SHOWN
from pipeline.desk.csv_lines import csv_file
from pipeline.desk.desk import Desk, desk_of
from pipeline.desk.render import page

router = APIRouter()
Here = Annotated[Desk, Depends(desk_of)]
Sql = Annotated[str, Query()]
BAD, BUSY = 400, 503
OBJECTS = """
    SELECT name, any_value(told.comment) AS comment,
           list({name: column_name, comment: c.comment} ORDER BY column_index) AS columns
    FROM (SELECT view_name AS name, comment FROM duckdb_views() WHERE database_name = 'published' AND NOT internal
          UNION ALL SELECT table_name, comment FROM duckdb_tables() WHERE database_name = 'published') AS told
    JOIN duckdb_columns() AS c ON c.table_name = told.name AND c.database_name = 'published'
    GROUP BY name ORDER BY NOT starts_with(name, 'v_'), name"""


@router.get("/sql")
def box(request: Request, desk: Here, q: Sql = "") -> Response:
    """The box; with `q`, what it gives: a permalink."""
    if not q.strip():
        return _box(request, desk, q, None)
    with asked(desk.published.path, q) as found:  # pages of many rows are made by no more at a time than queries
        return _box(request, desk, q, found)


def _box(request: Request, desk: Desk, q: str, found: Found | None) -> Response:
    values = {"found": found, "sql": q, "examples": _examples(), "objects": desk.published.rows(OBJECTS)}
    return page(request, "sql.html", _status(found), shown=SHOWN, in_file=IN_FILE, seconds=SECONDS, **values)


@router.get("/sql.csv")
def box_csv(request: Request, desk: Here, q: Sql) -> Response:
    """The rows as a file."""
    with asked(desk.published.path, q, IN_FILE, cut=False) as found:
        if found.problem or found.error:
            return _box(request, desk, q, found)
        return csv_file("bangvang-sql.csv", found.columns, found.rows)


def _status(found: Found | None) -> int:
    if found is None or not (found.problem or found.error):
        return 200
    return BUSY if found.problem == "sql.busy" else BAD


def _examples() -> list[Any]:
    from pipeline.publish.page import examples  # noqa: PLC0415 - nothing else needs it

    return examples()
