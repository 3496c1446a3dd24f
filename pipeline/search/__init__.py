"""Facts by unit, person, place, title, year, issuer, status, source and words, without tone marks."""

from pipeline.search.facts import find_facts
from pipeline.search.wanted import Wanted

__all__ = ["Wanted", "find_facts"]
