"""Which facts hold words: as the list of words says, and by a look where words must stand together."""

from functools import reduce

import numpy as np

from pipeline.desk.listing.conditions import ANYWHERE, Terms
from pipeline.desk.listing.memory import remembered
from pipeline.desk.listing.places import Bits, at, column, size
from pipeline.desk.published import Published
from pipeline.search.conditions import all_of

FEW = 20_000  # facts that are looked at one by one rather than all
WORD = "SELECT places, bits FROM queue_word WHERE word = ?"
LOOK = "SELECT queue_place - 1 FROM queue WHERE {}"


def holding(published: Published, edition: int, terms: Terms, columns: tuple[str, ...]) -> Bits:
    """The facts that hold each term in one of its spellings, in one of the columns."""
    found = [
        reduce(np.logical_or, [_spelt(published, edition, spelling, columns) for spelling in term]) for term in terms
    ]
    return reduce(np.logical_and, found, np.ones(size(published, edition), dtype=np.bool_))


@remembered(64)
def _spelt(published: Published, edition: int, spelling: str, columns: tuple[str, ...]) -> Bits:
    """A fact without one of the words need not be looked at."""
    near: Bits = reduce(np.logical_and, [_word(published, edition, word) for word in spelling.split()])
    if (" " not in spelling and columns == ANYWHERE) or not near.any():
        return near
    values: list[object] = []
    (clause,) = all_of([(spelling,)], values, *columns)
    places = np.flatnonzero(near) + 1
    if len(places) < FEW:
        clause, values = f"queue_place IN (SELECT unnest(?::INTEGER[])) AND {clause}", [places.tolist(), *values]
    return at(published, edition, column(published, LOOK.format(clause), tuple(values)))


@remembered(64)
def _word(published: Published, edition: int, word: str) -> Bits:
    row = published.row(WORD, [word])
    if row and row["bits"]:
        told = np.unpackbits(np.frombuffer(row["bits"], dtype=np.uint8))
        return told[-size(published, edition) :].astype(np.bool_)
    return at(published, edition, np.array(row["places"] if row else [], dtype=np.int64) - 1)
