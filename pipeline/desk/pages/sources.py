"""Sources and how they are."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from pipeline.desk.desk import Desk, desk_of
from pipeline.desk.overview.health import sources
from pipeline.desk.render import page

router = APIRouter()


@router.get("/sources")
def show(request: Request, desk: Annotated[Desk, Depends(desk_of)]) -> HTMLResponse:
    """All sources, those in trouble first; those that are off apart."""
    found = sources(desk.published)
    return page(
        request, "sources/sources.html", on=[one for one in found if one.enabled],
        off=[one for one in found if not one.enabled],
    )  # fmt: skip
