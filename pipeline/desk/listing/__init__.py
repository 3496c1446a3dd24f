"""Facts as lists: filters, pages, counts, neighbours."""

from pipeline.desk.listing.filters import FilterError, Filters, Order, Reviewed
from pipeline.desk.listing.find import facets, facts_seen, neighbours, place_after, total

__all__ = ["FilterError", "Filters", "Order", "Reviewed", "facets", "facts_seen", "neighbours", "place_after", "total"]
