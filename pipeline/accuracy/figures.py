"""What the samples of a home say today: the published file, the log of reviews and the samples together."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any

from pipeline.accuracy.outcome import Outcome, outcome
from pipeline.accuracy.precision import Precision, precision
from pipeline.accuracy.recall import Article, Recall, checked_articles, recall
from pipeline.accuracy.rulings import Rulings
from pipeline.accuracy.sample import Drawn, Kept, Kind
from schemas import Logged
from schemas.base import Model

Rows = Callable[[str, Sequence[object]], list[dict[str, Any]]]

# The ids that a fact had since it was drawn; `stands` unless its article does not state it any more.
IDS = """
    WITH RECURSIVE line AS (
        SELECT unnest(?::VARCHAR[]) AS subject, subject AS record_id, 0 AS step
        UNION ALL
        SELECT line.subject, change.record_id, step + 1
        FROM line JOIN change ON change.replaces = line.record_id WHERE step < 20
    ), published AS (
        SELECT record_id, withdrawn_at IS NULL OR withdrawn_because = 'review' AS stands
        FROM award WHERE record_id IN (SELECT record_id FROM line)
    )
    SELECT subject, list(DISTINCT record_id) AS ids, arg_max(record_id, step) FILTER (stands) AS now
    FROM line LEFT JOIN published USING (record_id) GROUP BY subject"""

# Articles whose text is that which was checked, and how many of their facts nobody ruled on.
FACTS = """
    WITH looked AS (SELECT unnest(?::VARCHAR[]) AS article_id, unnest(?::VARCHAR[]) AS text_sha256)
    SELECT article_id, list(record_id) FILTER (record_id IS NOT NULL) AS record_ids
    FROM looked JOIN article USING (article_id, text_sha256)
    LEFT JOIN (SELECT article_id, record_id FROM award WHERE withdrawn_at IS NULL) USING (article_id)
    GROUP BY article_id"""
RULED = "SELECT DISTINCT subject, record_id FROM review WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"


class State(StrEnum):
    """How far a sampled fact or article has come."""

    LEFT = "left"
    CHECKED = "checked"
    LOST = "lost"


class Item(Model):
    """A sampled fact or article today: `now` is the id to look it up by, `number` the review that settled it."""

    drawn: Drawn
    now: str
    state: State
    outcome: Outcome | None = None
    article: Article | None = None
    number: int | None = None


class Report(Model):
    """A sample, what became of each item, and the estimates: `precision` of facts, `recall` of articles."""

    kept: Kept
    items: tuple[Item, ...]
    precision: Precision | None = None
    recall: Recall | None = None

    def count(self, state: State) -> int:
        """How many items are so."""
        return sum(item.state == state for item in self.items)

    @property
    def is_final(self) -> bool:
        """Whether all was checked that could be."""
        return not self.count(State.LEFT)

    @property
    def next(self) -> Item | None:
        """The first one that is left to check."""
        return next((item for item in self.items if item.state is State.LEFT), None)

    @property
    def reviewers(self) -> list[str]:
        """Who checked."""
        told = {item.outcome.reviewer if item.outcome else item.article.reviewer if item.article else ""
                for item in self.items}  # fmt: skip
        return sorted(told - {""})


def report(rows: Rows, rulings: Rulings, kept: Kept) -> Report:
    """What a sample says today."""
    if kept.sample.wish.kind is Kind.ARTICLES:
        return _of_articles(rows, rulings, kept)
    found = {row["subject"]: row for row in rows(IDS, [[one.subject for one in kept.sample.drawn]])}
    items = tuple(_fact(one, found[one.subject], rulings) for one in kept.sample.drawn)
    outcomes = {item.drawn.subject: item.outcome for item in items if item.outcome}
    lost = [item.drawn.subject for item in items if item.state is State.LOST]
    return Report(kept=kept, items=items, precision=precision(kept.sample, outcomes, lost))


def all_checked(rows: Rows, rulings: Rulings) -> list[Article]:
    """All fully checked articles whose text is still the one that was checked."""
    return checked_articles(rulings, unruled(rows, rulings, rulings.checked()))


def unruled(rows: Rows, rulings: Rulings, checks: Iterable[Logged]) -> dict[str, int]:
    """By article, the number of its facts that nobody ruled on; without articles whose text is another one now."""
    looked = {one.review.article_id: one.review.text_sha256 for one in checks}
    now: dict[str, set[str]] = {}
    for row in rows(RULED, [list(looked)]):
        now.setdefault(row["record_id"], set()).add(row["subject"])
    return {
        row["article_id"]: sum(not rulings.on({one, *now.get(one, ())}) for one in row["record_ids"] or ())
        for row in rows(FACTS, [list(looked), list(looked.values())])
    }


def _fact(one: Drawn, row: dict[str, Any], rulings: Rulings) -> Item:
    ruling = rulings.on(row["ids"])
    now = row["now"] or one.subject
    if ruling and one.told:
        return Item(drawn=one, now=now, state=State.CHECKED, outcome=outcome(one.told, ruling), number=ruling.number)
    return Item(drawn=one, now=now, state=State.LEFT if row["now"] else State.LOST)


def _of_articles(rows: Rows, rulings: Rulings, kept: Kept) -> Report:
    wanted = [one.article_id for one in kept.sample.drawn]
    known = {one.article_id: one for one in all_checked(rows, rulings)}
    sql = "SELECT article_id FROM article WHERE gone_at IS NULL AND article_id IN (SELECT unnest(?::VARCHAR[]))"
    there = {row["article_id"] for row in rows(sql, [wanted])}
    items = tuple(_article(one, known.get(one.article_id), one.article_id in there) for one in kept.sample.drawn)
    return Report(kept=kept, items=items, recall=recall(item.article for item in items if item.article))


def _article(one: Drawn, found: Article | None, is_there: bool) -> Item:
    settled = found if found and not found.unruled else None
    state = State.CHECKED if settled else State.LEFT if is_there else State.LOST
    return Item(drawn=one, now=one.article_id, state=state, article=settled)
