"""The spellings that `fold` levels, undone: what a folded word may look like in a lower-case text."""

from itertools import product

from extractors.fold import TONE, Y_TO_I, fold

_RESPELT = [*((old, new) for new, old in TONE.items()), *((i, y) for y, i in Y_TO_I.items()), ("ư", "u")]


def spellings(folded: str) -> set[str]:
    """All lower-case NFC texts with single blanks, dashes and quotes as folded, whose fold is `folded`."""
    return {" ".join(words) for words in product(*(_of_word(word) for word in folded.split()))}


def _of_word(word: str) -> set[str]:
    found, fresh = {word}, {word}
    while fresh:
        fresh = {near for known in fresh for near in _one_change(known)} - found
        fresh = {near for near in fresh if fold(near) == word}
        found |= fresh
    return found


def _one_change(word: str) -> set[str]:
    """`word` with one of its letters (or letter pairs) spelt as `fold` would not leave it."""
    return {
        word[:at] + new + word[at + len(old) :]
        for old, new in _RESPELT
        for at in range(len(word))
        if word.startswith(old, at)
    }
