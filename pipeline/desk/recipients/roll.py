"""The roll of honour of a unit, and of a person."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from pipeline.desk.errors import NotFoundError
from pipeline.desk.listing.board import steady
from pipeline.desk.listing.memory import remembered
from pipeline.desk.published import Published, Row
from pipeline.desk.recipients.facts import conflicts, lines, narrow, not_found, streaks
from pipeline.desk.recipients.models import Line, Member, Roll, Won
from schemas import Act, Status

WON = tuple(name for name in Won.model_fields if name != "facts")
PUBLISHED_AT = "SELECT published_at FROM publication"


@steady
def roll_of_unit(published: Published, key: str) -> Roll:
    """All that is told of a unit and its people. Raises NotFoundError for a key that no fact has."""
    return _of_unit(published, published.stamp, key)


@steady
def roll_of_person(published: Published, key: str, scope: str | None) -> Roll:
    """All that is told of a person at a place; others of that name are named apart. Raises NotFoundError."""
    return _of_person(published, published.stamp, key, scope)


@remembered(32)
def _of_unit(published: Published, _stamp: tuple[int, int], key: str) -> Roll:
    rows = narrow(published, "unit_key", key)
    if not rows:
        raise NotFoundError(f"there is no unit {key[:100]!r}: look for its name at /recipients")
    held, told = _held(rows), lines(published, rows)
    return Roll(
        key=key, name=_usual(line.unit for line in told) or key, unit=None, people=_people(told),
        streaks=streaks(published, held), **_common(published, rows, told, "unit_key", key),
    )  # fmt: skip


@remembered(32)
def _of_person(published: Published, _stamp: tuple[int, int], key: str, scope: str | None) -> Roll:
    all_rows = narrow(published, "person_key", key)
    scopes = {row["unit_scope"] for row in all_rows}
    if scope is None and len(scopes) > 1:
        raise NotFoundError(f"several persons are called {key[:100]!r}: choose one at /recipients")
    rows = [row for row in all_rows if scope in (None, row["unit_scope"])]
    if not rows:
        raise NotFoundError(f"there is no person {key[:100]!r} there: look for the name at /recipients")
    told = lines(published, rows)
    others = lines(published, [row for row in all_rows if row["unit_scope"] != rows[0]["unit_scope"]])
    return Roll(
        key=key, name=_usual(line.person for line in told) or key, unit=_usual(line.unit for line in told),
        people=_people(others), streaks=streaks(published, _held(rows), key),
        **_common(published, rows, told, "person_key", key),
    )  # fmt: skip


def _common(published: Published, rows: list[Row], told: list[Line], column: str, key: str) -> dict[str, Any]:
    """What rolls of units and of persons have in common. What was rejected since the publication counts no more."""
    held = _held(rows)
    awarded = [row for row in held if row["status"] == Status.AWARDED]
    return {
        "scopes": len({row["unit_scope"] for row in rows}), "facts": len(held), "awarded": len(awarded),
        "won": _won(awarded),
        "lines": told, "not_found": not_found(published, column, key, held), "conflicts": conflicts(published, held),
        "rejected": [row["record_id"] for row in rows if row["verdict"] == Act.REJECTED],
        "published_at": published.rows(PUBLISHED_AT)[0]["published_at"],
    }  # fmt: skip


def _won(awarded: Iterable[Row]) -> list[Won]:
    counts = Counter(tuple(row[name] for name in WON) for row in awarded)
    return [Won(**dict(zip(WON, values, strict=True)), facts=facts) for values, facts in counts.items()]


def _held(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["verdict"] != Act.REJECTED]


def _people(told: list[Line]) -> list[Member]:
    """Who is named, those with most awards first."""
    by_person: dict[tuple[str, str], list[Line]] = {}
    for line in told:
        if line.person_key and line.verdict != Act.REJECTED:
            by_person.setdefault((line.person_key, line.unit_scope), []).append(line)
    found = [_person(key, scope, facts) for (key, scope), facts in by_person.items()]
    return sorted(found, key=lambda person: (-person.awarded, person.person_key, person.unit_scope))


def _person(key: str, scope: str, facts: list[Line]) -> Member:
    awarded = [line for line in facts if line.status is Status.AWARDED]
    return Member(
        person_key=key, unit_scope=scope, person=_usual(line.person for line in facts) or key,
        unit=_usual(line.unit for line in facts), facts=len(facts),
        awarded=len(awarded), won=_won(map(dict, awarded)),
    )  # fmt: skip


def _usual(names: Iterable[str | None]) -> str | None:
    """The spelling that is used most."""
    found = Counter(name for name in names if name)
    return found.most_common(1)[0][0] if found else None
