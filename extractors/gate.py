"""Whether a text can hold an award at all, told from its letters alone before anything else is made of it.

Two steps, of which the first is all that most news needs. One pass of an automaton over the bytes looks for the
printed forms of all titles. A text that has one is folded, and the forms are looked at as `find_titles` does.
"""

import unicodedata
from functools import cache

from ahocorasick_rs import BytesAhoCorasick, Implementation

from extractors import lexicon
from extractors.fold import fold
from extractors.spelling import spellings
from extractors.titles import may_hold_title

# Between two words of a form stands one space. After any other blank, or several, the second step decides.
# An empty line parts passages: no form runs over it.
_BLANKS = [char for char in map(chr, range(0x3001)) if char.isspace()]
_ODD_GAPS = (
    [b for b in _BLANKS if b not in " \n"] + [f" {b}" for b in _BLANKS] + [f"\n{b}" for b in _BLANKS if b != "\n"]
)


def may_hold_award(text: str) -> bool:
    """False only for a text (NFC or NFD, any case) of which extraction makes neither a record nor a reject."""
    composed = unicodedata.normalize("NFC", text)
    data = composed.lower().encode("utf-8", "surrogatepass")
    return bool(_forms().find_matches_as_indexes(data)) and may_hold_title(fold(composed))


@cache
def _forms() -> BytesAhoCorasick:
    spelt = {words for form in lexicon.title_forms() for words in spellings(_without_dash(form))}
    parted = {pattern for words in spelt for pattern in _parted(words)}
    return BytesAhoCorasick([words.encode() for words in sorted(spelt | parted)], implementation=Implementation.DFA)


def _parted(words: str) -> set[str]:
    """`words` up to each gap, and a gap that is not one space."""
    gaps = [at for at, char in enumerate(words) if char == " "]
    return {words[:at] + gap for at in gaps for gap in [*_ODD_GAPS, f"\n{words[at + 1]}"]}


def _without_dash(form: str) -> str:
    """Blanks round a dash are free: the longest part beside it stands for the form."""
    return max(form.split("-"), key=len).strip()
