"""The facts of one recipient: all of them by their narrow rows, the first of them whole."""

import numpy as np

from pipeline.desk.listing.rows import rows_at
from pipeline.desk.published import Published, Row
from pipeline.desk.recipients.models import Conflict, Line, Streak

MOST = 500
SCOPES = 200

# Awards before the rest, the latest years first, then the great titles as the catalogue has them.
NARROW = """
    SELECT queue_place - 1 AS position, record_id, fact_id, title, rank, level, recipient_kind, status,
        year_from, year_to, unit_key, person_key, unit_scope,
        CASE WHEN live.number IS NOT NULL THEN live.act ELSE queue.verdict END AS verdict
    FROM queue LEFT JOIN memory.live USING (record_id)
    WHERE {column} = ? AND queue.verdict IS DISTINCT FROM 'rejected'
    ORDER BY status <> 'awarded', year_from DESC NULLS LAST, year_to DESC, title, rank, level, record_id"""

# As v_proposed_not_awarded has it, for one recipient.
NOT_FOUND = """
    WITH awarded AS MATERIALIZED (
        SELECT title, rank, unit_key, person_key, coalesce(year_to, 9999) AS year_to
        FROM award WHERE {column} = ? AND status = 'awarded' AND withdrawn_at IS NULL
    )
    SELECT record_id FROM queue AS proposed WHERE record_id IN (SELECT unnest(?)) AND NOT EXISTS (
        FROM awarded WHERE awarded.title = proposed.title
            AND awarded.rank IS NOT DISTINCT FROM proposed.rank
            AND awarded.unit_key IS NOT DISTINCT FROM proposed.unit_key
            AND awarded.person_key IS NOT DISTINCT FROM proposed.person_key
            AND coalesce(awarded.year_to >= proposed.year_from, true))"""

STREAKS = "SELECT * FROM streaks(?) ORDER BY years DESC, year_from DESC, title, person"
CONFLICTS = "SELECT * FROM conflict WHERE fact_id IN (SELECT unnest(?)) ORDER BY fact_id, field"


def narrow(published: Published, column: str, key: str) -> list[Row]:
    """All facts of whoever bears this key, in the order of a roll."""
    return published.rows(NARROW.format(column=column), [key])


def lines(published: Published, rows: list[Row]) -> list[Line]:
    """The first of the facts, whole."""
    first = rows[:MOST]
    whole = rows_at(published, np.array([row["position"] for row in first], dtype=np.int64))
    told = [narrow_row | row for narrow_row, row in zip(first, whole, strict=True)]
    return [Line(**{name: row[name] for name in Line.model_fields}) for row in told]


def not_found(published: Published, column: str, key: str, rows: list[Row]) -> list[str]:
    """The proposals among the facts of which no award was found, in their order."""
    proposed = [row["record_id"] for row in rows if row["status"] == "proposed"]
    if not proposed:
        return []
    missing = {row["record_id"] for row in published.rows(NOT_FOUND.format(column=column), [key, proposed])}
    return [record_id for record_id in proposed if record_id in missing]


def streaks(published: Published, rows: list[Row], person_key: str | None = None) -> list[Streak]:
    """Years in a row of the unit and its people, or of one person."""
    found = published.rows(STREAKS, [scopes]) if (scopes := _scopes(rows)) else []
    return [
        Streak(**{name: row[name] for name in Streak.model_fields})
        for row in found
        if person_key in (None, row["person_key"])
    ]


def conflicts(published: Published, rows: list[Row]) -> list[Conflict]:
    """What tellings of these facts disagree in."""
    records = {row["fact_id"]: row["record_id"] for row in rows}
    return [Conflict(record_id=records[row["fact_id"]], **row) for row in published.rows(CONFLICTS, [list(records)])]


def _scopes(rows: list[Row]) -> list[str]:
    """Where a streak can be: a scope that is bound to one source or article has all its facts here, and needs two."""
    told = [row["unit_scope"] for row in rows if row["status"] == "awarded"]
    return [scope for scope in dict.fromkeys(told) if " @" not in scope or told.count(scope) > 1][:SCOPES]
