"""Where an organisation is, as its name says."""

from datetime import date
from typing import NamedTuple

from pipeline.places.eras import province_today
from pipeline.places.lower import commune_of, district_of
from pipeline.places.names import province_of


class Place(NamedTuple):
    """A place at its time and today; what is not told, or could be several, is None."""

    province: str
    province_today: str | None = None
    district: str | None = None
    commune: str | None = None
    commune_today: str | None = None


def place_of(name: str, on: date | None = None) -> Place | None:
    """The place that an organisation's name says, on a day; None when it says none.

    Without a day, all meanings that a province's name had before 1 July 2025 count. A district without a province says
    its province where no other one has a district of that name.
    """
    province = province_of(name)
    district = district_of(name, province, on)
    if not province and not district:
        return None
    at = province or (district.province if district else "")
    commune = commune_of(name, at, district, on)
    now = province_today(district.province) if district else province_today(at, on)
    became = commune.today if commune else ()
    return Place(
        at, now, district.name if district else None, commune.name if commune else None,
        became[0] if len(became) == 1 else None,
    )  # fmt: skip
