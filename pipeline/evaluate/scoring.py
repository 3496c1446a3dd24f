"""Tallies over all documents of gold."""

from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.evaluate.gold import Record, Records
from pipeline.evaluate.matching import CORE, STRICT, agrees, pair

SHOWN_OF_SPURIOUS = ("title", "unit", "person", "count", "year_from", "status")


class Figures(NamedTuple):
    """Precision, recall and F1."""

    precision: float
    recall: float
    f1: float


class Disagreement(NamedTuple):
    """One record that is wrong, missed or spurious; `what` names the fields as [gold, predicted] or their values."""

    doc: str
    kind: str
    what: dict[str, object]
    quote: str | None
    title: str = ""


@dataclass
class Scores:
    """What `score` counted."""

    gold: int = 0
    predicted: int = 0
    hits: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("title", "core", "strict"), 0))
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STRICT, 0))
    disagreements: list[Disagreement] = field(default_factory=list)
    documents: int = 0
    documents_with_records: int = 0
    documents_all_right: int = 0

    def figures(self, name: str) -> Figures:
        """Micro precision, recall and F1 of `name`: title, core or strict."""
        hit = self.hits[name]
        precision = hit / self.predicted if self.predicted else float(self.gold == 0)
        recall = hit / self.gold if self.gold else 1.0
        total = precision + recall
        return Figures(precision, recall, 2 * precision * recall / total if total else 0.0)

    def accuracy(self) -> dict[str, float]:
        """Share of paired records that agree, by field; empty when nothing was paired."""
        pairs = self.hits["title"]
        return {name: right / pairs for name, right in self.right.items()} if pairs else {}


def score(gold: Records, predicted: Records) -> Scores:
    """Compare the documents of `gold`; what was predicted for other documents is not looked at."""
    scores = Scores()
    for doc in sorted(gold):
        before = len(scores.disagreements)
        _score_document(doc, gold[doc], predicted.get(doc, []), scores)
        scores.documents += 1
        scores.documents_with_records += bool(gold[doc])
        scores.documents_all_right += len(scores.disagreements) == before
    return scores


def _score_document(doc: str, gold: list[Record], predicted: list[Record], scores: Scores) -> None:
    pairs = pair(gold, predicted)
    scores.gold += len(gold)
    scores.predicted += len(predicted)
    for i, j in pairs:
        _score_pair(doc, gold[i], predicted[j], scores)
    missed = set(range(len(gold))) - {i for i, _ in pairs}
    spurious = set(range(len(predicted))) - {j for _, j in pairs}
    scores.disagreements += [
        Disagreement(doc, "missed", {"title": gold[i]["title"]}, gold[i].get("quote"), gold[i]["title"])
        for i in sorted(missed)
    ]
    scores.disagreements += [_spurious(doc, predicted[j]) for j in sorted(spurious)]


def _score_pair(doc: str, gold: Record, predicted: Record, scores: Scores) -> None:
    wrong = [name for name in STRICT if not agrees(name, gold, predicted)]
    for name in STRICT:
        scores.right[name] += name not in wrong
    scores.hits["title"] += 1
    scores.hits["core"] += not any(name in CORE for name in wrong)
    scores.hits["strict"] += not wrong
    if wrong:
        what: dict[str, object] = {name: (gold.get(name), predicted.get(name)) for name in wrong}
        scores.disagreements.append(Disagreement(doc, "differs", what, gold.get("quote"), gold["title"]))


def _spurious(doc: str, predicted: Record) -> Disagreement:
    what: dict[str, object] = {name: predicted.get(name) for name in SHOWN_OF_SPURIOUS}
    return Disagreement(doc, "spurious", what, predicted.get("quote"), predicted["title"])
