"""What a confidence is worth on gold: bins, the share of right records in each, the threshold."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import groupby, pairwise
from typing import NamedTuple

from pipeline.evaluate.fitting import fit, share
from pipeline.evaluate.gold import Records
from pipeline.evaluate.matching import right_ones

WANTED = 0.97  # the share of strictly right records above the threshold
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
FOLDS = 20
DIGITS = 3


class Judged(NamedTuple):
    """A predicted record of a gold document: its clues, its score, and whether it is strictly right."""

    doc: str
    clues: tuple[str, ...]
    score: float
    right: bool


class Share(NamedTuple):
    """How many records, and how many of them are right."""

    records: int
    right: int

    @property
    def share(self) -> float:
        """The share of right ones; 0 of none."""
        return self.right / self.records if self.records else 0.0


class Bin(NamedTuple):
    """The records with a score from `low` up to (the last one: and including) `high`."""

    low: float
    high: float
    of: Share


def judge(gold: Records, predicted: Records) -> list[Judged]:
    """All predictions of the gold documents, by document. A record without a confidence is left out."""
    return [
        Judged(doc, tuple(record.get("clues") or ()), record["confidence"], position in right)
        for doc in sorted(gold)
        for right in [right_ones(gold[doc], predicted.get(doc, []))]
        for position, record in enumerate(predicted.get(doc, []))
        if record.get("confidence") is not None
    ]


def cross_validated(rows: Sequence[Judged], folds: int = FOLDS) -> list[Judged]:
    """The same records, each scored by weights that were fitted without its document and its fold."""
    fold_of = {doc: at % folds for at, doc in enumerate(sorted({row.doc for row in rows}, key=_shuffled))}
    scored = []
    for fold in sorted(set(fold_of.values())):
        rest = [row for row in rows if fold_of[row.doc] != fold]
        weights = fit([row.clues for row in rest], [row.right for row in rest])
        held = (row for row in rows if fold_of[row.doc] == fold)
        scored += [row._replace(score=round(share(weights, row.clues), DIGITS)) for row in held]
    return scored


def bins(rows: Iterable[Judged]) -> list[Bin]:
    """Records and right ones by score."""
    rows = list(rows)
    return [
        Bin(low, high, count(r for r in rows if low <= r.score and (r.score < high or high == r.score == EDGES[-1])))
        for low, high in pairwise(EDGES)
    ]


def count(rows: Iterable[Judged]) -> Share:
    """How many there are, and how many are right."""
    found = [row.right for row in rows]
    return Share(len(found), sum(found))


def above(rows: Iterable[Judged], threshold: float) -> Share:
    """The records that score `threshold` or more."""
    return count(row for row in rows if row.score >= threshold)


def threshold_of(rows: Sequence[Judged], wanted: float = WANTED) -> float | None:
    """The lowest score such that of the records with it or more at least the share `wanted` is right."""
    lowest, records, right = None, 0, 0
    for score, same in groupby(sorted(rows, key=lambda row: -row.score), key=lambda row: row.score):
        of = count(same)
        records, right = records + of.records, right + of.right
        if right >= wanted * records:
            lowest = score
    return lowest


def _shuffled(doc: str) -> str:
    return sha256(doc.encode()).hexdigest()
