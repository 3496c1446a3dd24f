"""How an auditor is led through a sample: from one fact to the next that is left to check."""

from dataclasses import dataclass

from pipeline.accuracy.figures import State
from pipeline.accuracy.rulings import rulings_of
from pipeline.accuracy.sample import Kept, Kind
from pipeline.accuracy.store import SampleStore
from pipeline.desk.desk import Desk
from pipeline.desk.memory import memory_of

FACTS = """
    SELECT record_id, article_id FROM award
    WHERE withdrawn_at IS NULL AND article_id = (SELECT any_value(article_id) FROM award WHERE record_id = ?)
    ORDER BY quote_start, record_id"""


@dataclass(frozen=True)
class Turn:
    """Where in a sample of facts an auditor is: the fact before, the next one to check, and how many are left."""

    number: int
    left: int
    before: str | None
    after: str | None


def turn_of(desk: Desk, number: int, record_id: str) -> Turn | None:
    """The turn of a fact in a sample; None when there is no such sample, or the fact does not belong to it.

    In a sample of articles the facts of one article are gone through, and `left` counts articles.
    """
    kept = SampleStore(desk.home.reviews).one(number)
    if kept is None:
        return None
    facts = _of_article(desk, kept, record_id) if kept.sample.wish.kind is Kind.ARTICLES else _of_sample(desk, kept)
    ids = [fact for fact, _ in facts]
    if record_id not in ids:
        return None
    at, left = ids.index(record_id), _left(desk, kept, facts)
    later = [*facts[at + 1 :], *facts[:at]]  # who began in the middle goes on from the start
    after = next((fact for fact, is_open in later if is_open), None)
    return Turn(number, left, ids[at - 1] if at else None, after)


def _left(desk: Desk, kept: Kept, facts: list[tuple[str, bool]]) -> int:
    if kept.sample.wish.kind is Kind.FACTS:
        return sum(is_open for _, is_open in facts)
    return memory_of(desk).report(kept).count(State.LEFT)


def _of_sample(desk: Desk, kept: Kept) -> list[tuple[str, bool]]:
    """The facts of a sample, and which of them are open."""
    lines, ruled = memory_of(desk).lines(kept)
    found = [(one.subject, lines[one.subject].now) for one in kept.sample.drawn]
    return [(now or subject, now is not None and subject not in ruled) for subject, now in found]


def _of_article(desk: Desk, kept: Kept, record_id: str) -> list[tuple[str, bool]]:
    """The facts of an article of a sample, and which of them are open."""
    rows = desk.published.rows(FACTS, [record_id])
    drawn = {one.article_id for one in kept.sample.drawn}
    rulings = rulings_of(desk.home.reviews).refresh()
    return [(row["record_id"], not rulings.on([row["record_id"]])) for row in rows if row["article_id"] in drawn]
