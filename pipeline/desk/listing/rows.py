"""Facts of a list, whole, by their positions in the queue."""

from pathlib import Path

from pipeline.desk.listing.board import Places
from pipeline.desk.published import Published, Row

QUERY = Path(__file__).with_name("rows.sql").read_text(encoding="utf-8")


def rows_at(published: Published, places: Places) -> list[Row]:
    """The facts at these positions, in their order."""
    wanted = places.tolist()
    found = published.rows(f"{QUERY} WHERE queue.queue_place - 1 IN (SELECT unnest(?))", [wanted])
    by_place = {row["queue_place"] - 1: row for row in found}
    return [by_place[place] for place in wanted]
