"""Rolls of honour for programs."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from pipeline.desk.api.problem import PROBLEMS, Problem
from pipeline.desk.desk import Desk, desk_of
from pipeline.desk.recipients import Found, Roll, found, roll_of_person, roll_of_unit

NONE_SUCH: dict[int | str, dict[str, Any]] = {404: {"model": Problem, "description": "no such unit or person"}}

router = APIRouter(prefix="/recipients", tags=["recipients"], responses=PROBLEMS)
Here = Annotated[Desk, Depends(desk_of)]
Key = Annotated[str, Query(description="the folded name, as /recipients gives it")]


@router.get("", summary="Units and persons by name")
def search(
    desk: Here, q: Annotated[str, Query(max_length=200, description="words of the name, tone marks or not")] = ""
) -> Found:
    """At most 50 of each, those with most awards first; without words, the units with most awards."""
    return found(desk.published, q)


@router.get("/unit", summary="The roll of honour of a unit", responses=NONE_SUCH)
def unit(desk: Here, key: Key) -> Roll:
    """What a unit and its people were awarded, by title and years, with the sentence of each fact."""
    return roll_of_unit(desk.published, key)


@router.get("/person", summary="The roll of honour of a person", responses=NONE_SUCH)
def person(
    desk: Here,
    key: Key,
    unit: Annotated[str | None, Query(description="unit_scope: where the person is, as /recipients gives it")] = None,
) -> Roll:
    """What a person was awarded. `people` are others of that name elsewhere: the same name is not the same person."""
    return roll_of_person(desk.published, key, unit)
