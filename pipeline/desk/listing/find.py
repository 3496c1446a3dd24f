"""The facts of a view: how many, a page of them, and the ones before and after one."""

import numpy as np

from pipeline.desk.listing.board import fitting, in_order, steady
from pipeline.desk.listing.counts import Facet, facets
from pipeline.desk.listing.filters import Filters
from pipeline.desk.listing.memory import remembered
from pipeline.desk.listing.places import Places
from pipeline.desk.listing.rows import rows_at
from pipeline.desk.published import Published, Row
from pipeline.errors import UsageError

__all__ = ["Facet", "facets", "facts_seen", "neighbours", "place_after", "total"]


@steady
def total(published: Published, filters: Filters) -> int:
    """How many facts fit. Raises FilterError for words that are none, as all of these do."""
    return len(seen(published, filters))


@steady
def facts_seen(published: Published, filters: Filters, limit: int = 50, offset: int = 0) -> list[Row]:
    """Facts that fit, in the order of the view: the columns of rows.sql, in which `verdict` counts live rulings."""
    return rows_at(published, seen(published, filters)[offset : offset + limit])


@steady
def neighbours(published: Published, filters: Filters, record_id: str) -> tuple[str | None, str | None]:
    """The facts before and after one in a view, even if it is not (or no longer) in it itself."""
    place = _place(published, record_id)
    if place is None:
        return None, None
    places, here = _around(published, filters, place)
    ids = _ids(published, places[max(here - 1, 0) : here + 2])
    return (
        ids[int(places[here - 1])] if here else None,
        ids[int(places[here + 1])] if here + 1 < len(places) else None,
    )


@steady
def place_after(published: Published, filters: Filters, record_id: str) -> int:
    """How many facts of a view stand up to one, even if it is not in it itself. Raises UsageError for one unknown."""
    place = _place(published, record_id)
    if place is None:
        raise UsageError(f"after: there is no fact {record_id[:64]!r} in the queue; begin again without after")
    _, here = _around(published, filters, place)
    return here + int(fitting(published, filters)[place])


def _place(published: Published, record_id: str) -> int | None:
    row = published.row("SELECT queue_place - 1 AS position FROM queue WHERE record_id = ?", [record_id])
    return int(row["position"]) if row else None


def _around(published: Published, filters: Filters, place: int) -> tuple[Places, int]:
    """The view with one fact put into it, and where that stands there."""
    bits = fitting(published, filters)
    bits[place] = True
    places = in_order(published, bits, filters.order)
    (here,) = np.flatnonzero(places == place)
    return places, int(here)


def seen(published: Published, filters: Filters) -> Places:
    """Positions in the queue of all facts that fit, in the order of the view."""
    return _seen(published, published.stamp, filters)


@remembered(8)
def _seen(published: Published, _stamp: tuple[int, int], filters: Filters) -> Places:
    return in_order(published, fitting(published, filters), filters.order)


def _ids(published: Published, places: Places) -> dict[int, str]:
    sql = "SELECT queue_place, record_id FROM queue WHERE queue_place IN (SELECT unnest(?))"
    return {row["queue_place"] - 1: row["record_id"] for row in published.rows(sql, [(places + 1).tolist()])}
