"""Why a title in a sentence is a mere mention and no fact; the phrases are data/mention_stops.csv."""

import re
from dataclasses import dataclass
from functools import cache

from extractors import lexicon
from extractors.clause import Clause
from extractors.facts import OWN_AWARD, Recipient
from extractors.fold import any_of
from extractors.mentions import TitleMention

_WEAK = ("topic", "own unit", "subject of propose")
_AFTER = 40  # characters after a title in which a rule may still be told: "… không quá 15%"
_STRONG = {"future", "negated", "criteria"}
_OUTSIDE = {"foreign", "private"}  # not awards of public bodies, wherever the word stands in the clause


@cache
def _stops() -> dict[str, re.Pattern[str]]:
    reasons = dict.fromkeys(stop.reason for stop in lexicon.mention_stops())  # the same order on every run
    return {r: re.compile(any_of([s.phrase for s in lexicon.mention_stops() if s.reason == r])) for r in reasons}


@cache
def _any_stop() -> re.Pattern[str]:
    return re.compile(any_of(stop.phrase for stop in lexicon.mention_stops()))


@dataclass(frozen=True, slots=True)
class Claim:
    """A title, where its clause begins, and the recipients that the linker found for it by which rule."""

    title: TitleMention
    segment: int
    recipients: list[Recipient]
    rule: str
    rules_text: str
    listed: bool  # stands in a list that a colon or `;` opens
    given: bool = False  # a verb behind the title says so: "T do I tặng"

    @property
    def firm(self) -> bool:
        """Somebody named or counted receives it, and the grammar says so."""
        told = any(r.named or (r.count and r.count.n) for r in self.recipients)
        return told and self.rule not in _WEAK


def reason_to_stop(folded: str, claim: Claim, clause: Clause) -> str:
    """The code of the reason, or "" when the title may be a fact."""
    title = claim.title
    before, after = folded[claim.segment : title.start], _after(folded, title)
    if _any_stop().search(before) or _any_stop().search(after):
        for reason, pattern in _stops().items():
            if _stopped(before, after, claim, reason, pattern):
                return reason
    if title.needs == "level_and_persons" and title.level is None:
        return "vague-title"
    if claim.rules_text == "questions" or (claim.rules_text and not claim.firm):
        return "rule"
    told = claim.firm or claim.rule in ("counted title", OWN_AWARD) or (claim.rule == "topic" and claim.listed)
    if not clause.voice and not told and not claim.given:
        return "no-verb"
    return ""


def _after(folded: str, title: TitleMention) -> str:
    return folded[title.end : title.end + _AFTER].partition("\n")[0]


def _stopped(before: str, after: str, claim: Claim, reason: str, pattern: re.Pattern[str]) -> bool:
    found = list(pattern.finditer(before))
    if reason in _OUTSIDE:
        return bool(found) or pattern.search(after) is not None
    if found and reason in _STRONG and "," not in before[found[-1].end() :]:
        return True
    return not claim.firm and (bool(found) or pattern.search(after) is not None)
