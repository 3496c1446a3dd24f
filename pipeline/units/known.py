"""Known phrases, found among the words of a name without joining words that open none."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.units.words import Word


class Known:
    """Phrases of folded words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = frozenset(phrases)
        lengths = defaultdict[str, set[int]](set)
        for phrase in self._phrases:
            words = phrase.split()
            lengths[words[0]].add(len(words))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def longest(self, words: Sequence[Word], at: int) -> int:
        """How many words the longest phrase takes that stands at `at`; 0 when none does."""
        lengths = self._lengths.get(words[at].key) if at < len(words) else None
        if lengths is None:  # most words open no phrase: asked forty times a name, this must be quick
            return 0
        return next((size for size in lengths if joined(words[at : at + size]) in self._phrases), 0)


def joined(words: Sequence[Word]) -> str:
    """The folded words as one phrase."""
    return " ".join([word.key for word in words])
