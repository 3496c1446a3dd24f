"""Rolls of honour for programs."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from pipeline.desk.api.problem import PROBLEMS, Problem
from pipeline.desk.desk import Desk, desk_of
from pipeline.desk.recipients import Found, Roll, found, roll_of_person, roll_of_unit

router = APIRouter(tags=["recipients"], responses=PROBLEMS)
HERE = Annotated[Desk, Depends(desk_of)]
KEY = Annotated[str, Query(min_length=1, max_length=500, description="the folded name, as the search tells it")]
MISSING: dict[int | str, dict[str, Any]] = {404: {"model": Problem, "description": "nobody bears this name"}}


@router.get("/recipients")
def search(desk: HERE, q: Annotated[str, Query(max_length=200, description="words of a name")] = "") -> Found:
    """Units and persons by words of their names; without any, the units with most awards."""
    return found(desk.published, q)


@router.get("/recipients/unit", responses=MISSING)
def unit(desk: HERE, key: KEY) -> Roll:
    """The roll of honour of a unit."""
    return roll_of_unit(desk.published, key)


@router.get("/recipients/person", responses=MISSING)
def person(
    desk: HERE, key: KEY, unit: Annotated[str | None, Query(max_length=500, description="`unit_scope`")] = None
) -> Roll:
    """The roll of honour of a person at a place; others of that name are named apart."""
    return roll_of_person(desk.published, key, unit)
