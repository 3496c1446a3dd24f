"""What the samples of a home say today: the published file, the log of reviews and the samples together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from pipeline.accuracy.outcome import Outcome, outcome
from pipeline.accuracy.precision import Precision, precision
from pipeline.accuracy.recall import Article, Recall, checked_articles, recall
from pipeline.accuracy.rulings import Rulings
from pipeline.accuracy.sample import Drawn, Kept, Kind
from schemas import Logged
from schemas.base import Model

Rows = Callable[[str, Sequence[object]], list[dict[str, Any]]]

# Facts that their articles still state, those too that were rejected or are told by another record since a review.
STANDING = """
    SELECT record_id FROM award
    WHERE record_id IN (SELECT unnest(?::VARCHAR[])) AND (withdrawn_at IS NULL OR withdrawn_because = 'review')"""
SUCCESSORS = """
    SELECT replaces, arg_max(record_id, changed_at) AS record_id FROM change
    WHERE replaces IN (SELECT unnest(?::VARCHAR[])) AND record_id <> replaces GROUP BY replaces"""

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
    def says_little(self) -> bool:
        """Whether too few facts are checked to quote it."""
        share = self.precision.whole.strict if self.precision else self.recall.found if self.recall else None
        return share is None or share.says_little

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


class Line(NamedTuple):
    """The ids that a sampled fact had, and the one to look it up by now; None where its article states it no more."""

    ids: tuple[str, ...]
    now: str | None


Lineage = dict[str, Line]


def lineage(rows: Rows, kept: Kept) -> Lineage:
    """By sampled fact, what became of it in the published file."""
    lines = {one.subject: [one.subject] for one in kept.sample.drawn}
    standing = _standing(rows, lines)
    while moved := {ids[-1]: ids for ids in lines.values() if ids[-1] not in standing}:
        found = {row["replaces"]: row["record_id"] for row in rows(SUCCESSORS, [list(moved)])}
        fresh = {old: new for old, new in found.items() if new not in moved[old]}
        if not fresh:
            break
        for old, new in fresh.items():
            moved[old].append(new)
        standing |= _standing(rows, fresh.values())
    return {subject: Line(tuple(ids), ids[-1] if ids[-1] in standing else None) for subject, ids in lines.items()}


def _standing(rows: Rows, ids: Iterable[str]) -> set[str]:
    return {row["record_id"] for row in rows(STANDING, [list(ids)])}


def settled(lines: Lineage, rulings: Rulings) -> dict[str, Logged]:
    """By sampled fact, the ruling in force on it."""
    found = {subject: rulings.on(line.ids) for subject, line in lines.items()}
    return {subject: ruling for subject, ruling in found.items() if ruling}


def report_of_facts(kept: Kept, lines: Lineage, ruled: Mapping[str, Logged]) -> Report:
    """What a sample of facts says today."""
    items = tuple(_fact(one, lines[one.subject], ruled.get(one.subject)) for one in kept.sample.drawn)
    outcomes = {item.drawn.subject: item.outcome for item in items if item.outcome}
    lost = [item.drawn.subject for item in items if item.state is State.LOST]
    return Report(kept=kept, items=items, precision=precision(kept.sample, outcomes, lost))


def report_of_articles(rows: Rows, kept: Kept, checked: Iterable[Article]) -> Report:
    """What a sample of articles says today, by all articles that are fully checked."""
    wanted = [one.article_id for one in kept.sample.drawn]
    known = {one.article_id: one for one in checked}
    sql = "SELECT article_id FROM article WHERE gone_at IS NULL AND article_id IN (SELECT unnest(?::VARCHAR[]))"
    there = {row["article_id"] for row in rows(sql, [wanted])}
    items = tuple(_article(one, known.get(one.article_id), one.article_id in there) for one in kept.sample.drawn)
    return Report(kept=kept, items=items, recall=recall(item.article for item in items if item.article))


def report(rows: Rows, rulings: Rulings, kept: Kept) -> Report:
    """What a sample says today."""
    if kept.sample.wish.kind is Kind.ARTICLES:
        return report_of_articles(rows, kept, all_checked(rows, rulings))
    lines = lineage(rows, kept)
    return report_of_facts(kept, lines, settled(lines, rulings))


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


def _fact(one: Drawn, line: Line, ruling: Logged | None) -> Item:
    now = line.now or one.subject
    if ruling:
        return Item(drawn=one, now=now, state=State.CHECKED, outcome=outcome(one.told, ruling), number=ruling.number)
    return Item(drawn=one, now=now, state=State.LEFT if line.now else State.LOST)


def _article(one: Drawn, found: Article | None, is_there: bool) -> Item:
    settled = found if found and not found.unruled else None
    state = State.CHECKED if settled else State.LEFT if is_there else State.LOST
    return Item(drawn=one, now=one.article_id, state=state, article=settled)
