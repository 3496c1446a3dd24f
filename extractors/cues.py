"""Cue words: who gives, who gets, how far the award has come."""

import re
from functools import cache

from extractors import lexicon
from extractors.fold import any_of
from extractors.mentions import Cue


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(any_of(list(lexicon.cue_words())))


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(
        r"(?P<semi>;)|(?P<colon>:)|(?P<item>\(\d{1,2}\)(?=\s))|(?P<comma>,)|(?P<dots>\.\.\.|…)|(?P<among>trong đó|gồm|bao gồm|tiêu biểu là|như)(?!\w)|(?P<apart>riêng|còn)(?=\s)"
    )


def find_cues(folded: str) -> list[Cue]:
    """Cues and marks (`;` `:` `,` "(1)" "gồm") of a folded text, left to right."""
    cues = []
    for match in _cues().finditer(folded):
        row = lexicon.cue_words()[re.sub(r"\s+", " ", match[0])]
        cues.append(Cue(match.start(), match.end(), row.kind, row.status, row.cue))
    marks = [Cue(m.start(), m.end(), str(m.lastgroup), text=m[0]) for m in _marks().finditer(folded)]
    return sorted([*cues, *marks], key=lambda cue: cue.start)
