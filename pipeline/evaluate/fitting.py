"""A logistic regression over clues: small enough to be fitted without a library."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from math import exp

from extractors.confidence import ALWAYS

_PULL = 30.0  # how hard weights are pulled to zero: a clue of fewer records than that says little
_STEADY = 1e-3
_ROUNDS = 200

Weights = dict[str, float]


def fit(clues: Sequence[Collection[str]], right: Sequence[bool]) -> Weights:
    """Weights by clue that make the labels `right` likely, by Newton steps on one weight after the other."""
    rows_of = _rows_by_clue(clues)
    weights = dict.fromkeys(sorted(rows_of), 0.0)
    sums = [0.0] * len(clues)
    for _ in range(_ROUNDS):
        largest = 0.0
        for clue in weights:
            step = _step([(sums[row], right[row]) for row in rows_of[clue]], weights[clue], clue)
            weights[clue] += step
            for row in rows_of[clue]:
                sums[row] += step
            largest = max(largest, abs(step))
        if largest < _STEADY:
            break
    return weights


def share(weights: Weights, clues: Collection[str]) -> float:
    """The share of right ones that the weights expect among records with these clues."""
    return _logistic(sum(weights.get(clue, 0.0) for clue in {ALWAYS, *clues}))


def _rows_by_clue(clues: Sequence[Collection[str]]) -> dict[str, list[int]]:
    rows_of: dict[str, list[int]] = defaultdict(list)
    for row, found in enumerate(clues):
        for clue in {ALWAYS, *found}:
            rows_of[clue].append(row)
    return rows_of


def _step(rows: list[tuple[float, bool]], weight: float, clue: str) -> float:
    pull = 0.0 if clue == ALWAYS else _PULL
    shares = [_logistic(total) for total, _ in rows]
    slope = sum(right - p for p, (_, right) in zip(shares, rows, strict=True)) - pull * weight
    bend = sum(p * (1 - p) for p in shares) + pull
    return slope / max(bend, 1.0)


def _logistic(total: float) -> float:
    return 1 / (1 + exp(-total))
