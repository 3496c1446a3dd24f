"""The overview and the sources for programs."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query

from pipeline.desk.api.problem import PROBLEMS
from pipeline.desk.desk import Desk, desk_of
from pipeline.desk.overview.bars import Bar, by_level, by_province, by_title, by_year
from pipeline.desk.overview.chosen import chosen
from pipeline.desk.overview.counts import counted
from pipeline.desk.overview.headline import Headline, headline
from pipeline.desk.overview.health import SourceHealth, sources
from schemas import Level
from schemas.base import Model

router = APIRouter(tags=["overview"], responses=PROBLEMS)


class Overview(Model):
    """Numbers of facts that fit, by what the page draws."""

    headline: Headline
    years: list[Bar]
    titles: list[Bar]
    levels: list[Bar]
    provinces: list[Bar]
    without_year: int
    without_province: int


class Asked(Model):
    """What the overview is narrowed to."""

    title: str | None = Query(default=None, description="a title, as in a search", max_length=200)
    level: Level | None = None
    year_from: int | None = Query(default=None, ge=1900, le=2100)
    year_to: int | None = Query(default=None, ge=1900, le=2100)
    status: Literal["awarded", "proposed", "registered", "revoked", "all"] = "awarded"
    borders: Literal["today", "then"] = Query(
        default="today", description="the 34 provinces of today, or the 63 before"
    )


@router.get("/overview")
def overview(desk: Annotated[Desk, Depends(desk_of)], asked: Annotated[Asked, Query()]) -> Overview:
    """How many facts there are by year, title, level and province."""
    given = asked.model_dump(mode="json", exclude_none=True, exclude={"borders"})
    filters = chosen({name: str(value) for name, value in given.items()})
    counts = counted(desk.published, filters)
    provinces = counts.today if asked.borders == "today" else counts.then
    return Overview(
        headline=headline(desk.published, filters), years=by_year(counts, filters), titles=by_title(counts, filters),
        levels=by_level(counts, filters), provinces=by_province(provinces, filters, asked.borders),
        without_year=counts.without_year, without_province=provinces[None],
    )  # fmt: skip


@router.get("/sources")
def of_sources(desk: Annotated[Desk, Depends(desk_of)]) -> list[SourceHealth]:
    """Each source and how it is, those in trouble first."""
    return list(sources(desk.published))
