"""Facts of a list, whole, by their positions in the queue."""

from pathlib import Path

from pipeline.desk.listing.places import Places
from pipeline.desk.published import Published, Row

QUERY = Path(__file__).with_name("rows.sql").read_text(encoding="utf-8")


def rows_at(published: Published, places: Places) -> list[Row]:
    """The facts at these positions, in their order."""
    wanted = (places + 1).tolist()
    by_place = {row["queue_place"]: row for row in published.rows(QUERY, [wanted])}
    return [by_place[place] for place in wanted]
