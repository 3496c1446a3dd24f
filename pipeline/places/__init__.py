"""Places: what names of provinces, districts and communes mean, at their time and today."""

from pipeline.places.eras import MERGED, Era, era_of, eras, province_today, provinces_at, today
from pipeline.places.place import Place, place_of

__all__ = ["MERGED", "Era", "Place", "era_of", "eras", "place_of", "province_today", "provinces_at", "today"]
