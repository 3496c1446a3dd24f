"""The facts of a view: how many, a page of them, and the ones before and after one."""

from functools import lru_cache

from pipeline.desk.listing.board import Places, fitting, in_order, steady
from pipeline.desk.listing.counts import Facet, facets
from pipeline.desk.listing.filters import Filters
from pipeline.desk.listing.rows import rows_at
from pipeline.desk.published import Published, Row

__all__ = ["Facet", "facets", "facts_seen", "neighbours", "total"]


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
    row = published.row("SELECT queue_place - 1 AS position FROM queue WHERE record_id = ?", [record_id])
    if row is None:
        return None, None
    bits = fitting(published, filters)
    bits[row["position"]] = True
    places = in_order(published, bits, filters.order)
    (here,) = (places == row["position"]).nonzero()[0]
    ids = {int(at): found for at, found in _ids(published, places[max(here - 1, 0) : here + 2])}
    before = ids[int(places[here - 1])] if here else None
    after = ids[int(places[here + 1])] if here + 1 < len(places) else None
    return before, after


def seen(published: Published, filters: Filters) -> Places:
    """Positions in the queue of all facts that fit, in the order of the view."""
    return _seen(published, published.stamp, filters)


@lru_cache(maxsize=8)
def _seen(published: Published, _stamp: tuple[int, int], filters: Filters) -> Places:
    return in_order(published, fitting(published, filters), filters.order)


def _ids(published: Published, places: Places) -> list[tuple[int, str]]:
    sql = "SELECT queue_place, record_id FROM queue WHERE queue_place IN (SELECT unnest(?))"
    return [(row["queue_place"] - 1, row["record_id"]) for row in published.rows(sql, [(places + 1).tolist()])]
