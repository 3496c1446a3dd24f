"""Facts to check, the least sure first, with filters, counts and files of what is seen."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from pipeline.desk.desk import Desk, desk_of
from pipeline.desk.listing import FilterError, Filters, facets, facts_seen, total
from pipeline.desk.listing.files import FileKind, file_of
from pipeline.desk.listing.view import Pages, chips, groups, sentence, states
from pipeline.desk.render import language_of, page

router = APIRouter()


@router.get("/queue")
def queue(
    request: Request,
    desk: Annotated[Desk, Depends(desk_of)],
    page_number: Annotated[int, Query(alias="page", ge=1)] = 1,
) -> Response:
    """A page of the list. An address with empty filters, as a form makes it, is made short."""
    try:
        filters = Filters.of(request.query_params)
        number = total(desk.published, filters)
    except FilterError as error:
        return _misfit(request, error)
    if "" in request.query_params.values():
        return RedirectResponse(f"/queue?{filters.query()}", 303)
    pages = Pages.of(number, page_number)
    counts = facets(desk.published, filters)
    return page(
        request, "queue/list.html", filters=filters, pages=pages, chips=chips(filters), groups=groups(counts, filters),
        states=states(counts, filters), rows=facts_seen(desk.published, filters, pages.size, pages.offset),
        sentence=sentence, sources=_sources(desk), kinds=list(FileKind),
    )  # fmt: skip


@router.get("/queue/facts.{kind}")
def file(request: Request, kind: FileKind, desk: Annotated[Desk, Depends(desk_of)]) -> Response:
    """All facts of the view as a file, in its order. Raises FilterError."""
    return file_of(desk, Filters.of(request.query_params), kind, language_of(request))


def _misfit(request: Request, error: FilterError) -> Response:
    kept = {name: value for name, value in request.query_params.items() if name != error.field}
    return page(request, "queue/misfit.html", 400, error=error, kept=kept)


def _sources(desk: Desk) -> dict[str, str]:
    """What sources are called, by name."""
    return {row["name"]: row["title"] for row in desk.published.rows("SELECT name, title FROM source")}
