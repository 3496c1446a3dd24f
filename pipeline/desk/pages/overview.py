"""The dashboard: awards by year, title, level and province; the map; the health of sources."""

from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from pipeline.catalogue import titles
from pipeline.desk.desk import Desk, desk_of
from pipeline.desk.listing import Filters
from pipeline.desk.overview.bars import Bar, by_level, by_province, by_title, by_year, levels_in
from pipeline.desk.overview.chosen import ANY, chosen, queue_of
from pipeline.desk.overview.counts import counted
from pipeline.desk.overview.headline import headline
from pipeline.desk.overview.health import verdicts
from pipeline.desk.overview.map import ProvinceMap, province_map
from pipeline.desk.render import page
from pipeline.places import today
from schemas import Level, Status

router = APIRouter()
Borders = Literal["today", "then"]


@router.get("/")
def overview(
    request: Request, desk: Annotated[Desk, Depends(desk_of)], borders: Annotated[Borders, Query()] = "today"
) -> HTMLResponse:
    """What there is, by year, title, level and province."""
    filters = chosen(request.query_params)
    counts = counted(desk.published, filters)
    provinces = counts.today if borders == "today" else counts.then
    bars = by_province(provinces, filters, borders)
    years = by_year(counts, filters)
    return page(
        request, "overview/overview.html", filters=filters, counts=counts, borders=borders,
        head=headline(desk.published, filters), years=years, levels_in_years=levels_in(years),
        titles=by_title(counts, filters), levels=by_level(counts, filters), provinces=bars,
        without_province=provinces[None], map=_map(bars, borders), queue=queue_of(filters),
        verdicts=verdicts(desk.published), choices=_choices(filters), borders_hrefs=_switch(filters),
    )  # fmt: skip


def _map(bars: list[Bar], borders: Borders) -> ProvinceMap:
    """Provinces of before a split have no outline: the rows beside the map tell them."""
    hrefs = {bar.name: bar.queue for bar in bars if bar.name in today()}
    return province_map({bar.name: bar.facts for bar in bars if bar.name in hrefs}, borders, hrefs.get)


def _choices(filters: Filters) -> dict[str, Any]:
    """What the form offers, and what is chosen in it."""
    return {
        "titles": titles().values(), "levels": list(Level), "statuses": [*Status, ANY],
        "status": filters.status or ANY,
    }  # fmt: skip


def _switch(filters: Filters) -> dict[str, str]:
    """The addresses of this page with the provinces of today and of then."""
    asked = filters.but(reviewed=None).active() | {"status": filters.status or ANY}
    return {borders: f"/?{urlencode({**asked, 'borders': borders})}#provinces" for borders in get_args(Borders)}
