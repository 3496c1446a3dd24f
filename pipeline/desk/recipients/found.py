"""Units and persons by words of their names; without any, the units with most awards."""

import numpy as np

from pipeline.desk.listing import Filters
from pipeline.desk.listing.board import fitting, steady
from pipeline.desk.listing.conditions import Condition, conditions
from pipeline.desk.listing.memory import remembered
from pipeline.desk.listing.places import Places
from pipeline.desk.listing.wording import FEW
from pipeline.desk.published import Published, Row
from pipeline.desk.recipients.models import PersonFound, UnitFound
from schemas.base import Model

MOST = 50

# Names are read of the few that are shown: one record tells each.
GROUPS = """
    WITH grouped AS MATERIALIZED (
        SELECT {keys}, count(*) AS facts, count(*) FILTER (status = 'awarded') AS awarded,
            min(record_id) AS record_id
        FROM queue WHERE verdict IS DISTINCT FROM 'rejected' AND ({where}) GROUP BY ALL
    ), first AS MATERIALIZED (
        SELECT *, count(*) OVER () AS number FROM grouped ORDER BY awarded DESC, facts DESC, {keys} LIMIT {most}
    ), called AS MATERIALIZED (
        SELECT record_id, unit, person FROM award WHERE record_id IN (SELECT record_id FROM first)
    )
    SELECT * FROM first JOIN called USING (record_id) ORDER BY awarded DESC, facts DESC, {keys}"""
UNIT, PERSON = "unit_key", "person_key, unit_scope"


class Found(Model):
    """The units and persons that fit, those with most awards first: at most 50 of each, of so many."""

    units: list[UnitFound]
    persons: list[PersonFound]
    all_units: int
    all_persons: int


@steady
def found(published: Published, typed: str) -> Found:
    """Who bears these words in the name. Raises FilterError when there is no word in what was typed."""
    edition, _ = published.stamp
    return _found(published, edition, " ".join(typed.replace("\0", " ").split()))


@remembered(64)
def _found(published: Published, _edition: int, typed: str) -> Found:
    if not typed:
        units, persons = _groups(published, UNIT, "unit_key IS NOT NULL AND status = 'awarded'"), list[Row]()
    else:
        units, persons = _named(published, "unit", UNIT, typed), _named(published, "person", PERSON, typed)
    return Found(
        units=[UnitFound(**_chosen(UnitFound, row)) for row in units],
        persons=[PersonFound(**_chosen(PersonFound, row)) for row in persons],
        all_units=units[0]["number"] if units else 0,
        all_persons=persons[0]["number"] if persons else 0,
    )


def _named(published: Published, name: str, keys: str, typed: str) -> list[Row]:
    """The list of words says which facts to look at; where they are most of all, all are looked at."""
    filters = Filters.of({name: typed, "reviewed": "all"})
    condition: Condition = conditions(filters)[name]
    places: Places = np.flatnonzero(fitting(published, filters)) + 1
    if len(places) < FEW:
        return _groups(published, keys, "queue_place IN (SELECT unnest(?::INTEGER[]))", places.tolist())
    return _groups(published, keys, condition.sql, *condition.values)


def _groups(published: Published, keys: str, where: str, *values: object) -> list[Row]:
    return published.rows(GROUPS.format(keys=keys, where=where, most=MOST), values)


def _chosen(model: type[Model], row: Row) -> Row:
    return {name: row[name] for name in model.model_fields}
