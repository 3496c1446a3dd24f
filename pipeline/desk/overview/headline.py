"""The figures at the head of the overview."""

from pipeline.desk.listing import Filters
from pipeline.desk.listing.memory import remembered
from pipeline.desk.overview.counts import where
from pipeline.desk.published import Published, Row
from pipeline.desk.times import Moment
from schemas.base import Model

# A name with where it is said to be is as near as the texts come to a unit or a person.
FIGURES = """
    SELECT count(*) AS facts, count(DISTINCT hash(unit_scope)) FILTER (unit_key IS NOT NULL) AS units,
        count(DISTINCT hash(person_key, unit_scope)) FILTER (person_key IS NOT NULL) AS persons,
        count(verdict) AS ruled
    FROM queue WHERE {}"""
PUBLICATION = "SELECT published_at, (SELECT count(*) FROM article) AS articles FROM publication"
# Rulings since the publication; a fact with one before it counts already.
SINCE = """
    SELECT coalesce(sum((act IS NOT NULL)::INTEGER - (verdict IS NOT NULL)::INTEGER), 0)::INTEGER AS ruled,
        count(*) FILTER (act = 'rejected') AS rejected
    FROM memory.live JOIN queue USING (record_id) WHERE {}"""


class Headline(Model):
    """What there is in all, and how much of it people have checked."""

    facts: int
    units: int
    persons: int
    articles: int
    checked: int
    rejected_since: int
    published_at: Moment

    @property
    def share_checked(self) -> float | None:
        """The share of the facts that somebody has ruled on."""
        return self.checked / self.facts if self.facts else None


def headline(published: Published, filters: Filters) -> Headline:
    """The figures of the facts that fit; `articles` and `published_at` are of the whole file."""
    clauses, values = where(filters)
    since = published.rows(SINCE.format(clauses), values)[0]
    edition, _ = published.stamp
    found = _figures(published, edition, filters)
    checked = found["ruled"] + since["ruled"]
    figures = {name: value for name, value in found.items() if name != "ruled"}
    return Headline(**figures, checked=checked, rejected_since=since["rejected"])


@remembered(32)
def _figures(published: Published, _edition: int, filters: Filters) -> Row:
    clauses, values = where(filters)
    return published.rows(FIGURES.format(clauses), values)[0] | published.rows(PUBLICATION)[0]
