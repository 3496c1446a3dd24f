"""Places in the queue as arrays: a place is a position (place 1 first), and a choice of facts one bit a position."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.desk.listing.memory import remembered
from pipeline.desk.published import Published

Bits = NDArray[np.bool_]
Places = NDArray[np.int64]


@remembered(2)
def size(published: Published, _edition: int) -> int:
    """How many facts there are."""
    return int(published.rows("SELECT count(*) AS facts FROM queue")[0]["facts"])


def column(published: Published, sql: str, values: tuple[object, ...] = ()) -> NDArray[Any]:
    """The only column of a query of ours."""
    with published.cursor() as con:
        found: NDArray[Any] = next(iter(con.execute(sql, list(values)).fetchnumpy().values()))
        return found


def at(published: Published, edition: int, places: Places) -> Bits:
    """The facts at these positions."""
    bits = np.zeros(size(published, edition), dtype=np.bool_)
    bits[places] = True
    return bits
