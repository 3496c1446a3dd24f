"""How many facts of a view have which value: the facets beside a list."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from pipeline.desk.listing.board import RULED, STATES, Bits, Places, fitting, states, steady
from pipeline.desk.listing.filters import Filters, Reviewed
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
    """Which facts have which values: pairs of a position in the queue and a position in `values`."""

    values: tuple[str, ...]
    at: Places
    value: Places


@steady
def facets(published: Published, filters: Filters) -> dict[str, list[Facet]]:
    """By filter, the most frequent values first; each is counted among what all the other filters let through."""
    return dict(_facets(published, published.stamp, filters))


@lru_cache(maxsize=256)
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
    counts = np.bincount(held.value, weights=bits[held.at], minlength=len(held.values)).astype(int)
    found = [Facet(value, int(number)) for value, number in zip(held.values, counts, strict=True) if number]
    return sorted(found, key=lambda facet: (-facet.facts, facet.value))


def _by_state(published: Published, bits: Bits) -> list[Facet]:
    """Not checked (the returned ones are among them), checked, and the kinds of both."""
    counts = dict(zip(STATES, np.bincount(states(published)[bits], minlength=len(STATES)).tolist(), strict=True))
    counts[Reviewed.NO] += counts[Reviewed.RETURNED]
    counts[Reviewed.YES] = sum(counts[state] for state in RULED)
    shown = (Reviewed.NO, Reviewed.RETURNED, Reviewed.YES, *RULED)
    return [Facet(state, counts[state]) for state in shown if counts[state]]


@lru_cache(maxsize=20)
def _held(published: Published, _edition: int, sql: str) -> Held:
    """Names come once and pairs as numbers: a million strings would take a second."""
    told = f"SELECT queue_place - 1 AS position, ({sql})::VARCHAR AS value FROM queue"  # noqa: S608 - ours
    names = [row["value"] for row in published.rows(
        f"SELECT DISTINCT value FROM ({told}) WHERE value IS NOT NULL ORDER BY value"  # noqa: S608
    )]  # fmt: skip
    with published.cursor() as con:
        pairs = con.execute(
            f"SELECT position, number - 1 AS number FROM ({told}) JOIN "  # noqa: S608
            "(SELECT unnest(?::VARCHAR[]) AS value, generate_subscripts(?::VARCHAR[], 1) AS number) USING (value)",
            [names, names],
        ).fetchnumpy()
    return Held(tuple(names), pairs["position"], pairs["number"])
