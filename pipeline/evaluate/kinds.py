"""Disagreements counted by kind and by title: where to look first."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.evaluate.scoring import Disagreement

_ONE_KIND = {"year_from": "year", "year_to": "year"}


class Kind(NamedTuple):
    """How many records err so, and how many of them in nothing else: those would become right."""

    name: str
    records: int
    alone: int


def by_kind(disagreements: list[Disagreement]) -> list[Kind]:
    """Missed, spurious, wrong unit, wrong year …, the most frequent first."""
    kinds = [_kinds(found) for found in disagreements]
    total = Counter(name for names in kinds for name in names)
    alone = Counter(names[0] for names in kinds if len(names) == 1)
    return [Kind(name, records, alone[name]) for name, records in total.most_common()]


def by_title(disagreements: list[Disagreement]) -> list[tuple[str, Counter[str]]]:
    """Counts of missed, spurious and differing records by title, the title with most errors first."""
    titles: dict[str, Counter[str]] = {}
    for found in disagreements:
        titles.setdefault(found.title, Counter())[found.kind] += 1
    return sorted(titles.items(), key=lambda item: (-item[1].total(), item[0]))


def kind_lines(disagreements: list[Disagreement]) -> Iterator[str]:
    """Both as tables for people."""
    yield f"{'errors':28} {'records':>8} {'alone':>8}"
    for kind in by_kind(disagreements):
        yield f"{kind.name:28} {kind.records:8} {kind.alone:8}"
    yield f"{'errors by title':28} {'missed':>8} {'spurious':>8} {'differs':>8}"
    for title, counts in by_title(disagreements):
        yield f"{title:28} {counts['missed']:8} {counts['spurious']:8} {counts['differs']:8}"


def _kinds(found: Disagreement) -> list[str]:
    if found.kind != "differs":
        return [found.kind]
    return list(dict.fromkeys(f"wrong {_ONE_KIND.get(field, field.replace('_', ' '))}" for field in found.what))
