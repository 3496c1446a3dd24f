"""Where in the queue an auditor is: the fact before, the next one, and the filters to go on with."""

from dataclasses import dataclass

from fastapi import Request

from pipeline.desk.desk import Desk
from pipeline.desk.listing import Filters, neighbours
from pipeline.desk.turns import turn_of


@dataclass(frozen=True)
class Place:
    """A fact's place among those that the filters leave."""

    filters: Filters
    before: str | None
    after: str | None
    sample: int | None = None
    left: int = 0  # of the sample

    def fact(self, record_id: str, **more: object) -> str:
        """The address of a fact within the same filters."""
        return f"/facts/{record_id}{self.query(**more)}"

    def query(self, **more: object) -> str:
        """The filters as the end of an address."""
        told = self.filters.query(sample=self.sample, **more)
        return f"?{told}" if told else ""


def place_of(request: Request, desk: Desk, record_id: str) -> Place:
    """The place of a fact among those that the request's filters leave, or in the sample that it names.

    Raises UsageError for filters that are none.
    """
    filters = Filters.of(request.query_params)
    number = sample_of(request)
    if number and (turn := turn_of(desk, number, record_id)):
        return Place(filters, turn.before, turn.after, turn.number, turn.left)
    before, after = neighbours(desk.published, filters, record_id)
    return Place(filters, before, after)


def sample_of(request: Request) -> int | None:
    """The number of the sample that an auditor is led through, as the address has it."""
    told = request.query_params.get("sample", "")
    return int(told) if told.isdecimal() and len(told) < 9 else None
