"""How sure a record is: the weights of its clues added up, as a share between 0 and 1.

The weights are those of a logistic regression, fitted on gold. What the score means, with its table:
docs/confidence.md.
"""

from collections.abc import Iterable
from math import exp

from extractors import lexicon
from extractors.clues import Witness
from extractors.tellings import Told
from schemas import AwardRecord

ALWAYS = "always"  # the clue of every record
DIGITS = 3


def confidence(clues: Iterable[str]) -> float:
    """The expected share of strictly right records among those with such clues; an unknown clue counts nothing."""
    weights = lexicon.clue_weights()
    total = sum(weights.get(clue, 0.0) for clue in (ALWAYS, *clues))
    return round(1 / (1 + exp(-total)), DIGITS)


def with_confidence(witness: Witness, told: Told) -> AwardRecord:
    """The record of `told` with its clues and its score."""
    clues = witness.clues(told)
    return told.record.model_copy(update={"clues": clues, "confidence": confidence(clues)})
