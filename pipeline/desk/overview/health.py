"""The health of each source, with how many facts it gave."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from pipeline.desk.listing.memory import remembered
from pipeline.desk.published import Published
from pipeline.desk.times import Moment
from schemas.base import Model

# `health` looks at all visits and issues: once a publication is enough.
HEALTH = """
    SELECT health.*, coalesce(facts, 0) AS facts
    FROM health LEFT JOIN (SELECT source, count(*) AS facts FROM queue
        WHERE verdict IS DISTINCT FROM 'rejected' GROUP BY source) AS told USING (source)
    ORDER BY list_position(['bad', 'warning', 'never visited', 'ok', 'off'], verdict), source"""


class SourceHealth(Model):
    """How a source is: the columns of the view `health`, and the facts that its articles told best."""

    source: str
    called: str | None
    enabled: bool
    verdict: str
    reasons: tuple[str, ...]
    last_visit: Moment | None
    last_success: Moment | None
    days_since_success: int | None
    newest: date | None
    listed: int | None
    articles_a_visit: float | None
    articles_before: float | None
    with_title: float | None
    with_date: float | None
    with_body: float | None
    errors: int
    warnings: int
    facts: int


def sources(published: Published) -> Sequence[SourceHealth]:
    """All sources, those in trouble first."""
    edition, _ = published.stamp
    return _sources(published, edition)


def verdicts(published: Published) -> Counter[str]:
    """How many sources are how."""
    return Counter(source.verdict for source in sources(published))


@remembered(2)
def _sources(published: Published, _edition: int) -> tuple[SourceHealth, ...]:
    return tuple(SourceHealth.model_validate(row) for row in published.rows(HEALTH))
