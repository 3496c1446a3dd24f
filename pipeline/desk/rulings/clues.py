"""What the confidence of a fact rests on, in plain words: the clues that weigh most, for and against."""

import re
from typing import NamedTuple

from extractors.confidence import ALWAYS
from extractors.lexicon import clue_weights
from pipeline.catalogue import rules
from pipeline.desk.interface import Interface, words
from schemas import AwardRecord

MOST = 4
LEAST_WEIGHT = 0.02


class Sureness(NamedTuple):
    """The reading that found the recipient, and clues that raise or lower the confidence, the heaviest first."""

    rule: str
    better: list[str]
    worse: list[str]


def sureness(record: AwardRecord, t: Interface) -> Sureness:
    """Why a record is as sure as it is."""
    weights = clue_weights()
    known = [
        (weights.get(clue, 0.0), clue) for clue in record.clues if clue != ALWAYS and not clue.startswith("rule: ")
    ]
    ordered = sorted(known, key=lambda one: -abs(one[0]))
    row = rules().get(record.rule)
    return Sureness(
        str(getattr(row, t.language)) if row else "",
        [plain(clue, t) for weight, clue in ordered if weight >= LEAST_WEIGHT][:MOST],
        [plain(clue, t) for weight, clue in ordered if weight <= -LEAST_WEIGHT][:MOST],
    )


def plain(clue: str, t: Interface) -> str:
    """A clue in words: `unit: stated & bodies in the sentence: many` is said part by part."""
    return "; ".join(_part(part, t) for part in clue.split(" & "))


def _part(part: str, t: Interface) -> str:
    subject, _, value = part.partition(": ")
    return f"{_word(f'clue.of_{_key(subject)}', subject, t)}: {_word(f'clue.is_{_key(value)}', value, t)}"


def _word(key: str, otherwise: str, t: Interface) -> str:
    return t(key) if key in words() else otherwise


def _key(text: str) -> str:
    return re.sub("[^a-z0-9]+", "_", text.lower()).strip("_")
