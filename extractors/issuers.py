"""Who gives a title: by the verb, by the decision that is cited, by the heading above."""

import re
from dataclasses import dataclass

from extractors import lexicon
from extractors.aftermath import Aftermath
from extractors.clause import Clause
from extractors.memory import Memory
from extractors.mentions import OrgMention, TitleMention
from extractors.sentence import Sentence
from schemas import Level

_DECISION_OF = re.compile(r"quyết định[^.;,]{0,60}của\s+$")
_THEREBY = re.compile(
    r"\s*(?:theo đó|cụ thể)\s*[,:]\s*(?:quyết định\s+)?(?:tặng|trao tặng|khen thưởng|công nhận|phong tặng)"
)
_AND = re.compile(r"[\s\"]*và\s")


@dataclass(frozen=True, slots=True)
class Issuers:
    """Finds who gives from the clause as it stands at a title; `behind` is where the title before it ended."""

    sentence: Sentence
    clause: Clause
    memory: Memory
    behind: int

    def told(self, title: TitleMention, after: Aftermath) -> list[OrgMention]:
        """Who gives: by the verb, the title's own name, the decision that is cited, the heading above."""
        by_verb = self._by_verb(title)
        if self.clause.handed:
            by_verb = [org for org in by_verb if not title.issuer and org.confers and _may_hand(org, title)]
        if by_verb or title.issuer:
            return by_verb
        if after.issuer:
            return [after.issuer]
        return list(self.memory.heading_issuers) or self._decided_by() or self._of_the_act()

    def _of_the_act(self) -> list[OrgMention]:
        """ "I ban hành quyết định tặng T. Theo đó, tặng T cho A, U cho B": the act told before goes on."""
        goes_on = self.clause.voice == "active" and _THEREBY.match(self.sentence.folded, self.sentence.start)
        return list(self.memory.issuers) if goes_on else []

    def _decided_by(self) -> list[OrgMention]:
        """ "Theo Quyết định của Chủ tịch nước, …": who signed the decision that the sentence cites."""
        bodies = (event for event in self.sentence.row if isinstance(event, OrgMention))
        return [org for org in bodies if _DECISION_OF.search(self.sentence.folded, self.sentence.start, org.start)][:1]

    def _by_verb(self, title: TitleMention) -> list[OrgMention]:
        clause = self.clause
        if title.issuer and not clause.issuers_fresh:
            return []  # a body that the title itself names goes before one told for an earlier title
        if not clause.issuers and clause.voice == "passive" and not title.issuer:
            also = "cũng" in self.sentence.folded[self.sentence.segment_start(title) : title.start]
            if also:
                return list(self.memory.issuers)
            joined = self.behind and _AND.match(self.sentence.folded, self.behind)
            return list(clause.before) if clause.given and joined else []
        return list(clause.issuers)


def _may_hand(org: OrgMention, title: TitleMention) -> bool:
    """An order that his office does not confer is only handed over by an official, and so is a Party badge."""
    if title.code == "huy-hieu" and title.named:
        return False
    return lexicon.titles()[title.code].default_level is not Level.NHA_NUOC or org.level is Level.NHA_NUOC


def take_adjacent(clause: Clause, sentence: Sentence, title: TitleMention) -> None:
    """ "Chủ tịch UBND tỉnh Bằng khen năm 2020": the verb is left out."""
    last = clause.zone[-1] if clause.zone else None
    if last and last.org and last.org.post and sentence.adjoin(last, title, " "):
        clause.zone.pop()
        clause.issuers = [last.org]
        clause.voice = clause.voice or "active"
