"""Rolls of honour of units and persons."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from pipeline.desk.desk import Desk, desk_of
from pipeline.desk.listing.filters import FilterError
from pipeline.desk.recipients import Roll, found, roll_of_person, roll_of_unit
from pipeline.desk.recipients.table import table_of
from pipeline.desk.render import page

router = APIRouter()
HERE = Annotated[Desk, Depends(desk_of)]


@router.get("/recipients")
def search(request: Request, desk: HERE, q: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
    """Units and persons by words of their names; at first the units with most awards."""
    try:
        answer = found(desk.published, q)
    except FilterError:
        return page(request, "recipients/search.html", 400, q=q, found=None)
    return page(request, "recipients/search.html", q=q, found=answer)


@router.get("/recipients/unit")
def unit(request: Request, desk: HERE, key: str) -> HTMLResponse:
    """The roll of honour of a unit."""
    return _roll(request, roll_of_unit(desk.published, key), is_unit=True)


@router.get("/recipients/person")
def person(request: Request, desk: HERE, key: str, unit: str | None = None) -> HTMLResponse:
    """The roll of honour of a person, who is told by name and place."""
    return _roll(request, roll_of_person(desk.published, key, unit), is_unit=False)


def _roll(request: Request, roll: Roll, *, is_unit: bool) -> HTMLResponse:
    lines = {line.record_id: line for line in roll.lines}
    return page(
        request, "recipients/roll.html", roll=roll, is_unit=is_unit, table=table_of(roll), lines=lines,
        missing=[lines[one] for one in roll.not_found if one in lines],
    )  # fmt: skip
