"""Why a title in a sentence is a mere mention and no fact; the phrases are data/mention_stops.csv."""

import re
from functools import cache

from extractors import lexicon
from extractors.clause import Clause
from extractors.facts import Recipient
from extractors.fold import any_of
from extractors.mentions import TitleMention

_WEAK = ("topic", "own unit", "subject of propose")
_AFTER = 40  # characters after a title in which a rule may still be told: "… không quá 15%"
_STRONG = {"future", "negated"}
_OUTSIDE = {"foreign", "private"}  # not awards of public bodies, wherever the word stands in the clause


@cache
def _stops() -> dict[str, re.Pattern[str]]:
    reasons = {stop.reason for stop in lexicon.mention_stops()}
    return {r: re.compile(any_of([s.phrase for s in lexicon.mention_stops() if s.reason == r])) for r in reasons}


def reason_to_stop(
    folded: str, segment: int, title: TitleMention, clause: Clause, recipients: list[Recipient], rule: str
) -> str:
    """The code of the reason, or "" when the title may be a fact."""
    before = folded[segment : title.start]
    firm = any(r.named or (r.count and r.count.n) for r in recipients) and rule not in _WEAK
    for reason, pattern in _stops().items():
        match = None
        for match in pattern.finditer(before):
            pass
        if reason in _OUTSIDE and pattern.search(folded[segment : title.end + _AFTER]):
            return reason
        if match and reason in _STRONG and "," not in before[match.end() :]:
            return reason
        if not firm and (match or pattern.search(folded[title.end : title.end + _AFTER].split("\n", maxsplit=1)[0])):
            return reason
    if title.needs == "level_and_persons" and title.level is None:
        return "vague-title"
    if not clause.voice and not firm and rule != "counted title":
        return "no-verb"
    return ""
