"""How many facts of a view have which value: the facets beside a list."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.desk.listing.board import GONE, KNOWN, RULED, fitting, states, steady
from pipeline.desk.listing.filters import Filters, Reviewed
from pipeline.desk.listing.memory import remembered
from pipeline.desk.listing.places import Bits, size
from pipeline.desk.published import Published

# The values of each fact by filter; a fact may have several, as flags and the years of a span are.
VALUES = {
    "source": "source",
    "province": "province_today",
    "title": "title",
    "level": "level",
    "year": "unnest(range(year_from, year_to + 1))",
    "status": "status",
    "flag": "unnest(flags)",
    "kind": "recipient_kind",
}


class Facet(NamedTuple):
    """A value of a filter, and how many facts a view has with it."""

    value: str
    facts: int


class Held(NamedTuple):
    """Which facts have which values, as numbers: 0 for none, else a position in `values`.

    One a fact in the order of the queue; where a fact may have several, `at` tells for each number whose it is.
    """

    values: tuple[str, ...]
    numbers: NDArray[np.uint16]
    at: NDArray[np.int32] | None


@steady
def facets(published: Published, filters: Filters) -> dict[str, list[Facet]]:
    """By filter, the most frequent values first; each is counted among what all the other filters let through."""
    return dict(_facets(published, published.stamp, filters))


@remembered(256)
def _facets(published: Published, stamp: tuple[int, int], filters: Filters) -> tuple[tuple[str, list[Facet]], ...]:
    edition, _ = stamp
    set_names = {*filters.active(), *(["year"] if filters.year_from or filters.year_to else [])}
    all_bits = fitting(published, filters)
    found = []
    for name, sql in VALUES.items():
        bits = fitting(published, filters, without=name) if name in set_names else all_bits
        used = "province" if name == "province" and filters.borders == "then" else sql
        found.append((name, _counted(_held(published, edition, used), bits)))
    return (*found, ("reviewed", _by_state(published, fitting(published, filters, without="reviewed"))))


def _counted(held: Held, bits: Bits) -> list[Facet]:
    numbers = held.numbers[bits if held.at is None else bits[held.at]]
    counts = np.bincount(numbers, minlength=len(held.values)).tolist()
    found = [Facet(value, number) for value, number in zip(held.values[1:], counts[1:], strict=True) if number]
    return sorted(found, key=lambda facet: (-facet.facts, facet.value))


def _by_state(published: Published, bits: Bits) -> list[Facet]:
    """Not checked (the returned ones are among them), checked, and the kinds of both."""
    numbers = np.bincount(states(published)[bits], minlength=len(KNOWN)).tolist()
    counts: dict[str, int] = dict(zip(KNOWN, numbers, strict=True))
    counts[Reviewed.NO] += counts[Reviewed.RETURNED]
    counts[Reviewed.YES] = sum(counts[state] for state in RULED)
    counts[Reviewed.REJECTED] += counts.pop(GONE)
    shown = (Reviewed.NO, Reviewed.RETURNED, Reviewed.YES, *RULED)
    return [Facet(state, counts[state]) for state in shown if counts[state]]


@remembered(20)
def _held(published: Published, edition: int, sql: str) -> Held:
    """Names come once, and for each fact a number: a million strings would take a second."""
    told = f"SELECT queue_place - 1 AS position, ({sql})::VARCHAR AS value FROM queue"  # noqa: S608 - ours
    names = [row["value"] for row in published.rows(f"SELECT DISTINCT value FROM ({told}) WHERE value IS NOT NULL")]  # noqa: S608
    with published.cursor() as con:
        pairs = con.execute(
            f"SELECT position, number::USMALLINT AS number FROM ({told}) JOIN "  # noqa: S608
            "(SELECT unnest(?::VARCHAR[]) AS value, generate_subscripts(?::VARCHAR[], 1) AS number) USING (value)",
            [names, names],
        ).fetchnumpy()
    values = ("", *names)
    if "unnest" in sql:
        return Held(values, pairs["number"], pairs["position"])
    numbers = np.zeros(size(published, edition), dtype=np.uint16)
    numbers[pairs["position"]] = pairs["number"]
    return Held(values, numbers, None)
