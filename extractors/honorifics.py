"""Words that stand before a personal name (data/honorifics.txt), as patterns of folded text."""

import re
from functools import cache

from extractors import lexicon
from extractors.fold import any_of


@cache
def honorific() -> str:
    """Any honorific, as a whole word, for use inside a larger pattern."""
    return any_of(sorted(lexicon.folded_lines("honorifics.txt")))


@cache
def opening_name() -> re.Pattern[str]:
    """An honorific and the blank behind it: where a name begins."""
    return re.compile(rf"{honorific()}\s+")
