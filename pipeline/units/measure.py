"""How well names are resolved: precision and recall on pairs of names that a reader labelled."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pipeline.units.article import resolve


class Labelled(NamedTuple):
    """A name, the document that prints it and the unit that a reader says it means."""

    doc: str
    name: str
    unit: str


class Pairs(NamedTuple):
    """Pairs of names: labelled as one unit, resolved to one unit, and both."""

    labelled: int
    resolved: int
    right: int

    @property
    def precision(self) -> float:
        """How many of the pairs that are resolved to one unit are one."""
        return self.right / self.resolved if self.resolved else 1.0

    @property
    def recall(self) -> float:
        """How many of the pairs that are one unit are resolved to one."""
        return self.right / self.labelled if self.labelled else 1.0


def read_labels(path: Path) -> list[Labelled]:
    """The rows of a file with the columns doc, name and unit."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Labelled(**row) for row in csv.DictReader(file)]


def measure(labels: list[Labelled]) -> Pairs:
    """All pairs of names within and across documents; a pair of one name that two documents print counts."""
    by_doc = defaultdict[str, list[str]](list)
    for one in labels:
        by_doc[one.doc].append(one.name)
    resolved = {(doc, name): one.key for doc, names in by_doc.items() for name, one in resolve(names, doc).items()}
    keys = [resolved.get((one.doc, one.name), f"nobody {at}") for at, one in enumerate(labels)]
    return Pairs(
        labelled=_pairs(one.unit for one in labels),
        resolved=_pairs(keys),
        right=_pairs(zip((one.unit for one in labels), keys, strict=True)),
    )


def _pairs(groups: Iterable[object]) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(groups).values())
