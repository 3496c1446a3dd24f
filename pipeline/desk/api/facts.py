"""Facts and their counts for programs: the views of the queue."""

from datetime import date
from typing import Annotated, Self

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from pipeline.desk.api.problem import PROBLEMS
from pipeline.desk.desk import Desk, desk_of
from pipeline.desk.listing import Filters, facets, facts_seen, place_after, total
from pipeline.desk.published import Row
from schemas import CountQualifier, Level, RecipientKind, Status
from schemas.base import Model

MOST = 1000

router = APIRouter(tags=["facts"], responses=PROBLEMS)


class Fact(Model):
    """One fact by its best telling, with rulings that are not published yet."""

    record_id: str = Field(description="the record that tells it best; /facts/{record_id} shows it beside its source")
    fact_id: str
    title: str = Field(description="code of the title")
    rank: int | None
    level: Level | None
    recipient_kind: RecipientKind | None
    unit: str | None
    person: str | None
    issuer: str | None
    count: int | None
    count_qualifier: CountQualifier
    year_from: int | None
    year_to: int | None
    status: Status
    flags: list[str] = Field(description="codes of what checks found odd")
    confidence: float | None
    tellings: int = Field(description="how many records tell it")
    origin: str = Field(description="extracted or reviewed")
    verdict: str | None = Field(description="confirmed, corrected, added or rejected; null when nobody ruled on it")
    returned_because: str | None = Field(description="why a ruling on it holds no more")
    source: str | None
    province: str | None = Field(description="province until 30 June 2025")
    province_today: str | None = Field(description="province since 1 July 2025")
    published: date | None
    url: str | None
    article_id: str
    article_title: str | None
    quote: str = Field(description="the sentence, to the letter")

    @classmethod
    def of(cls, row: Row) -> Self:
        """A row of a list as a fact."""
        return cls.model_validate({name: row[name] for name in cls.model_fields})


class FactsSeen(Model):
    """A part of a view: `total` facts fit; `after` asks for those that follow, null at the end."""

    total: int
    offset: int
    after: str | None = Field(description="give this as `after` for the facts that follow")
    facts: list[Fact]


class FactsWanted(Filters):
    """Filters, and which part of the view."""

    limit: int = Field(default=50, ge=1, le=MOST, description="how many facts at most")
    offset: int = Field(default=0, ge=0, le=100_000_000, description="how many facts to leave out at the beginning")
    after: str | None = Field(default=None, max_length=64, description="only facts behind this record_id in the view")

    def filters(self) -> Filters:
        """The filters alone."""
        return Filters.of(self.active())


class Count(Model):
    """A value of a filter, and how many facts the view has with it."""

    value: str
    facts: int


@router.get("/facts", summary="Facts that fit, in the order of the view")
def facts(wanted: Annotated[FactsWanted, Query()], desk: Annotated[Desk, Depends(desk_of)]) -> FactsSeen:
    """The facts of the queue that fit all filters; without any, those that nobody has checked, least sure first.

    `reviewed=all` sees every fact.
    """
    filters = wanted.filters()
    offset = wanted.offset + (place_after(desk.published, filters, wanted.after) if wanted.after else 0)
    number = total(desk.published, filters)
    found = [Fact.of(row) for row in facts_seen(desk.published, filters, wanted.limit, offset)]
    after = found[-1].record_id if found and offset + len(found) < number else None
    return FactsSeen(total=number, offset=offset, after=after, facts=found)


@router.get("/facets", summary="How many facts have which value")
def counts(filters: Annotated[Filters, Query()], desk: Annotated[Desk, Depends(desk_of)]) -> dict[str, list[Count]]:
    """By filter, the values and how many facts have them, each counted among what all the other filters let through."""
    found = facets(desk.published, filters)
    return {name: [Count(value=str(value), facts=facts) for value, facts in values] for name, values in found.items()}
