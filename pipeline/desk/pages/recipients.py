"""Rolls of honour of units and persons."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from pipeline.desk.desk import Desk, desk_of
from pipeline.desk.listing import FilterError
from pipeline.desk.recipients import Roll, found, roll_of_person, roll_of_unit
from pipeline.desk.recipients.view import by_year, chosen, others, table
from pipeline.desk.render import page

router = APIRouter(prefix="/recipients")
Here = Annotated[Desk, Depends(desk_of)]


@router.get("")
def search(request: Request, desk: Here, q: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
    """Units and persons by name; at first the units with most awards."""
    try:
        return page(request, "recipients/search.html", q=q, found=found(desk.published, q), wordless=False)
    except FilterError:
        return page(request, "recipients/search.html", 400, q=q, found=found(desk.published, ""), wordless=True)


@router.get("/unit")
def unit(request: Request, desk: Here, key: str) -> HTMLResponse:
    """What a unit and its people were awarded, year by year."""
    return _shown(request, desk, roll_of_unit(desk.published, key))


@router.get("/person")
def person(
    request: Request, desk: Here, key: str, scope: Annotated[str | None, Query(alias="unit")] = None
) -> HTMLResponse:
    """What a person at a place was awarded, and who else bears that name."""
    return _shown(request, desk, roll_of_person(desk.published, key, scope))


def _shown(request: Request, desk: Desk, roll: Roll) -> HTMLResponse:
    sources = {row["name"]: row["title"] for row in desk.published.rows("SELECT name, title FROM source")}
    return page(
        request, "recipients/roll.html", roll=roll, is_person="person" in request.url.path, table=table(roll),
        years=by_year(roll), not_found=chosen(roll, roll.not_found), others=others(roll),
        rejected=chosen(roll, roll.rejected), sources=sources,
    )  # fmt: skip
