"""Which facts of the queue fit, as one bit a fact: answers are combined, not asked anew.

A place in the queue is a position in each array (place 1 first). What the published file says is remembered for as
long as that file is the published one; rulings made since only touch the array of states.
"""

from collections.abc import Callable
from functools import cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

from pipeline.desk.listing.conditions import Condition, conditions
from pipeline.desk.listing.filters import Filters, Order, Reviewed
from pipeline.desk.listing.memory import remembered
from pipeline.desk.listing.places import Bits, Places, at, column, size
from pipeline.desk.listing.wording import holding
from pipeline.desk.published import Published

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

RULED = (Reviewed.CONFIRMED, Reviewed.CORRECTED, Reviewed.ADDED, Reviewed.REJECTED)
STATES = (Reviewed.NO, Reviewed.RETURNED, *RULED)
GONE = "gone"  # rejected in the published file: in no list but that of the rejected ones
KNOWN = (*STATES, GONE)
SEEN: dict[Reviewed, tuple[str, ...]] = {
    **{state: (state,) for state in STATES},
    Reviewed.NO: (Reviewed.NO, Reviewed.RETURNED),
    Reviewed.YES: RULED,
    Reviewed.ALL: STATES,
    Reviewed.REJECTED: (Reviewed.REJECTED, GONE),
}
PUBLISHED_STATES = """
    SELECT queue_place - 1 AS position,
        CASE verdict WHEN 'rejected' THEN 'gone' ELSE coalesce(verdict, 'returned') END AS state
    FROM queue WHERE verdict IS NOT NULL OR returned_because IS NOT NULL"""
LIVE_STATES = (
    "SELECT queue_place - 1 AS position, coalesce(act, 'no') AS state FROM memory.live JOIN queue USING (record_id)"
)

# A facet of years leaves out both ends.
WITHOUT = {"year": ("year_from", "year_to")}


def steady(
    work: Callable[Concatenate[Published, Given], Answer],
) -> Callable[Concatenate[Published, Given], Answer]:
    """Ask again when a run replaced the published file meanwhile: positions of two files do not go together."""

    @wraps(work)
    def asked(published: Published, /, *args: Given.args, **kwargs: Given.kwargs) -> Answer:
        while True:
            edition = published.stamp[0]
            try:
                answer = work(published, *args, **kwargs)
            except (LookupError, ValueError):
                if published.stamp[0] == edition:
                    raise
            else:
                if published.stamp[0] == edition:
                    return answer

    return asked


def fitting(published: Published, filters: Filters, without: str | None = None) -> Bits:
    """One bit a fact, in the order of the queue; `without` names a filter that is left out."""
    edition, _ = published.stamp
    bits = np.ones(size(published, edition), dtype=np.bool_)
    for name, condition in conditions(filters).items():
        if name not in WITHOUT.get(without or "", (without,)):
            bits &= _bits(published, edition, condition)
    if without != "reviewed":
        bits &= _is_one_of(filters.reviewed)[states(published)]
    return bits


def in_order(published: Published, bits: Bits, order: Order) -> Places:
    """Positions of the facts that fit, in the order of the view."""
    if order is Order.QUEUE:
        return np.flatnonzero(bits)
    latest = newest(published, published.stamp[0])
    found: Places = latest[bits[latest]]
    return found


def states(published: Published) -> NDArray[np.int8]:
    """What is ruled on each fact, as its position in KNOWN; rulings that are not published yet count."""
    return _states(published, published.stamp)


@remembered(2)
def newest(published: Published, _edition: int) -> Places:
    """All positions, the latest news first."""
    return column(published, "SELECT queue_place - 1 FROM queue ORDER BY published DESC NULLS LAST, queue_place")


@remembered(64)
def _bits(published: Published, edition: int, condition: Condition) -> Bits:
    if condition.terms:
        return holding(published, edition, condition.terms, condition.columns)
    found = column(published, f"SELECT queue_place - 1 FROM queue WHERE {condition.sql}", condition.values)  # noqa: S608 - ours
    return at(published, edition, found)


@cache
def _is_one_of(reviewed: Reviewed) -> Bits:
    return np.array([state in SEEN[reviewed] for state in KNOWN])


@remembered(2)
def _published_states(published: Published, edition: int) -> NDArray[np.int8]:
    found = np.zeros(size(published, edition), dtype=np.int8)
    _write(found, published, PUBLISHED_STATES)
    return found


@remembered(2)
def _states(published: Published, stamp: tuple[int, int]) -> NDArray[np.int8]:
    found = _published_states(published, stamp[0]).copy()
    _write(found, published, LIVE_STATES)
    return found


def _write(found: NDArray[np.int8], published: Published, sql: str) -> None:
    for row in published.rows(sql):
        found[row["position"]] = KNOWN.index(row["state"])
