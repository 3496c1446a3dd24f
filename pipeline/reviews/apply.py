"""Rulings against what is stored now: which record each one is about, whether it holds, and what is told then."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import duckdb

from pipeline.reviews.anchor import Lost, anchored, shift
from pipeline.reviews.standing import State, in_force
from pipeline.reviews.stored import Stored, Text, texts, told_id, values
from schemas import Act, AwardRecord, Logged
from schemas.review import Review

AT_ONCE = 500  # articles whose texts are looked at together


class Applied(NamedTuple):
    """A ruling that counts by the log.

    `record` is what is told instead of what the extractor tells; None where that stays as it is. `lost` says why the
    ruling holds no more, `twin` is another record that tells the same fact as the one that it is about.
    """

    logged: Logged
    record_id: str
    is_told: bool
    state: State = State.IN_FORCE
    lost: Lost | None = None
    record: AwardRecord | None = None
    twin: str | None = None


def applied(con: duckdb.DuckDBPyConnection, log: Iterable[Logged]) -> list[Applied]:
    """All rulings that count by the log, in order, as they apply to the working database that `con` uses.

    Of several that are about one record now, or tell one fact, the latest counts, and the others are replaced.
    """
    rulings = list(in_force(log).values())
    stored = Stored.of(con, rulings)
    found = sorted(_each(con, rulings, stored), key=lambda one: one.logged.number)
    last = {one.record_id: one for one in found}
    facts = {told_id(one.logged.review): one for one in found if one is last[one.record_id] and _tells(one)}
    return [_among(one, last, facts) for one in found]


def _each(con: duckdb.DuckDBPyConnection, rulings: Iterable[Logged], stored: Stored) -> Iterator[Applied]:
    waiting = iter(sorted(rulings, key=lambda one: one.review.article_id))
    while some := list(islice(waiting, AT_ONCE)):
        known = texts(con, {one.review.article_id for one in some})
        for one in some:
            yield _one(one, stored, known.get(one.review.article_id))


def _one(logged: Logged, stored: Stored, text: Text | None) -> Applied:
    review = logged.review
    about = stored.about(review)
    is_told = about in stored.active
    found = _held(review, text, is_its_own=is_told and about == told_id(review))
    if isinstance(found, Lost):
        return Applied(logged, about, is_told, State.RETURNED, lost=found)
    twin = review.subject if about != review.subject and review.subject in stored.active else None
    return Applied(logged, about, is_told, record=found, twin=twin)


def _held(review: Review, text: Text | None, *, is_its_own: bool) -> AwardRecord | Lost | None:
    """What is told by a ruling that holds: nothing else where it rejects, or where the extractor tells it by itself."""
    record = values(review)
    if text is None:
        return Lost.ARTICLE_GONE
    if record is None:
        return Lost.TEXT_CHANGED
    stands = review.text_sha256 == text.sha256  # where it stood it stands
    found = record if stands else anchored(record, text.text)
    if review.act is Act.REJECTED or is_its_own:
        if not stands and shift(record.quote, text.text) is None:
            return Lost.TEXT_CHANGED
        # What has no part in the id (a capital, the decision, the evidence) is as the auditor has it, where it stands.
        return found if review.after and isinstance(found, AwardRecord) else None
    return found


def _tells(one: Applied) -> bool:
    return one.lost is None and one.logged.review.act is not Act.REJECTED


def _among(one: Applied, last: dict[str, Applied], facts: dict[str | None, Applied]) -> Applied:
    """A record that by its ruling tells what another one tells by a later one is a twin; one that counts is none."""
    if one is last[one.record_id] and _tells(one) and facts[told_id(one.logged.review)] is not one:
        return one._replace(state=State.REPLACED, twin=one.record_id if one.is_told else None)
    state = one.state if one is last[one.record_id] else State.REPLACED
    return one._replace(state=state, twin=None if one.twin in last else one.twin)
