"""Facts by unit, person, title, year, issuer, status and words, without tone marks."""

from pipeline.search.facts import Wanted, find_facts

__all__ = ["Wanted", "find_facts"]
