"""Where an organisation is, as its name says."""

from datetime import date
from typing import NamedTuple

from pipeline.places.eras import province_today
from pipeline.places.names import province_of


class Place(NamedTuple):
    """A place at its time and today; what is not told, or could be several, is None."""

    province: str | None = None
    province_today: str | None = None
    district: str | None = None
    commune: str | None = None
    commune_today: str | None = None


def place_of(name: str, on: date | None = None) -> Place | None:
    """The place that an organisation's name says, on a day; None when it says none. Without a day: until 2025."""
    province = province_of(name)
    return Place(province, province_today(province, on)) if province else None
