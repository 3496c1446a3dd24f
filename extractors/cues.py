"""Cue words: who gives, who gets, how far the award has come."""

import re
from functools import cache

from extractors import lexicon
from extractors.fold import any_of, one_spaced
from extractors.mentions import Cue

_MARKS = re.compile(r";|:|,|\(\d{1,2}\)(?=\s)|trong đó(?!\w)|gồm(?!\w)|bao gồm(?!\w)|tiêu biểu là(?!\w)|như(?!\w)")
_MARK_KINDS = {";": "semi", ":": "colon", ",": "comma", "(": "item"}  # by its first letter; words are "among"
_WINDOW = 20  # characters before a cue in which a guard may stand


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(any_of(list(lexicon.cue_words())))


@cache
def _guards(cue: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None, re.Pattern[str] | None]:
    """What may not stand before, may not stand after, and has to stand after the cue."""
    row = lexicon.cue_words()[cue]
    before = re.compile(rf"(?<!\w)(?:{row.not_before})\s*$") if row.not_before else None
    not_after = re.compile(rf"\s*(?:{row.not_after})(?!\w)") if row.not_after else None
    return before, not_after, re.compile(rf"\s*\"?(?:{row.after})") if row.after else None


def find_cues(folded: str) -> list[Cue]:
    """Cues and marks (`;` `:` `,` "(1)" "gồm") of a folded text, left to right."""
    cues = []
    for match in _cues().finditer(folded):
        row = lexicon.cue_words()[one_spaced(match[0])]
        if _holds(folded, match):
            cues.append(Cue(match.start(), match.end(), row.kind, row.status, row.cue))
    marks = [Cue(m.start(), m.end(), _MARK_KINDS.get(m[0][0], "among"), text=m[0]) for m in _MARKS.finditer(folded)]
    return sorted([*cues, *marks], key=lambda cue: cue.start)


def _holds(folded: str, match: re.Match[str]) -> bool:
    not_before, not_after, after = _guards(one_spaced(match[0]))
    if not_before and not_before.search(folded[max(0, match.start() - _WINDOW) : match.start()]):
        return False
    if not_after and not_after.match(folded, match.end()):
        return False
    return after is None or after.match(folded, match.end()) is not None
