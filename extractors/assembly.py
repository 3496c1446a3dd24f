"""Assembles the facts of a title: status, issuers, years and numbers are joined to each of its recipients."""

import re
from dataclasses import dataclass

from msgspec.structs import replace

from extractors.aftermath import Aftermath
from extractors.clause import Clause
from extractors.details import detailed
from extractors.facts import Fact, Recipient, one_of
from extractors.issuers import Issuers
from extractors.memory import Memory
from extractors.mentions import Cue, TimesMention, TitleMention, YearMention
from extractors.sentence import Sentence
from schemas import Status

_REASON = re.compile(r"thành tích|phong trào|công tác|nhiệm vụ")
_FOR_CAREER = ("ky-niem-chuong", "huy-hieu")  # no reason of these has a year
_SEVERAL = 2


@dataclass(slots=True)
class Lead:
    """What a sentence opens with and all its titles share."""

    year: YearMention | None = None
    times: TimesMention | None = None  # "Nhiều năm liền U đạt T1, T2"


@dataclass(frozen=True, slots=True)
class Assembly:
    """One title with all that may be joined to it: its clause, its aftermath, what the text left in memory."""

    sentence: Sentence
    clause: Clause
    memory: Memory
    lead: Lead
    issuers: Issuers
    title: TitleMention
    after: Aftermath

    def facts(self, recipients: list[Recipient], rule: str) -> list[Fact]:
        """A fact for each recipient and each rank of the title."""
        made = [fact for recipient in recipients for fact in self._ranked(self._fact(recipient, rule), recipient)]
        return _respectively(made, self.title, recipients)

    def _ranked(self, fact: Fact, recipient: Recipient) -> list[Fact]:
        ranks = self.title.ranks
        if len(ranks) > 1:
            shared = one_of(recipient, len(ranks))
            return [replace(fact, rank=rank, recipient=shared) for rank in ranks]
        return [replace(fact, rank=ranks[0] if ranks else None)]

    def _fact(self, recipient: Recipient, rule: str) -> Fact:
        cue, year = self._status_cue(), self.year()
        fact = Fact(
            title=self.title,
            rank=None,
            status=cue.status if cue and cue.status else Status.AWARDED,
            status_cue=cue,
            recipient=self._owned(recipient),
            issuers=self.issuers.told(self.title, self.after),
            year=year,
            times=self.after.times or self.clause.times or (None if year else self.lead.times),
            title_count=self.sentence.number_before(self.title),
            kind=self.memory.kind,
            level=self.memory.level,
            rule=rule,
        )
        return detailed(fact, self.sentence, self.memory)

    def _status_cue(self) -> Cue | None:
        """The cue of the clause, else of the sentence that it goes on with, else of the article or list."""
        clause, memory = self.clause, self.memory
        continued = not clause.voice or (clause.voice == "active" and self._opens_with_verb())
        cue = clause.status_cue or (memory.status if continued else None)
        return cue or (memory.open_proposal or memory.announced if clause.voice in ("", "label") else None)

    def _opens_with_verb(self) -> bool:
        """ "Tặng T cho P": a sentence without a subject goes on with the act told before it."""
        first = self.sentence.row[0]
        opens = isinstance(first, Cue) and first.kind == "give"
        return opens and not self.sentence.folded[self.sentence.start : first.start].strip(" -+*•")

    def year(self) -> YearMention | None:
        """The year behind the title, else before it, else of the sentence or heading; dates only in want of years."""
        after, clause = self.after, self.clause
        if after.year and after.year.shape == "deed":
            return after.year
        near = [after.year, clause.year, self.lead.year]
        deed = [clause.year] if clause.year and clause.year.shape == "deed" else []
        told = [year for year in near if year and not year.dated]
        earlier = None if after.times or clause.times else self.memory.year  # "2 lần" need not fall in that year
        return next(filter(None, [*told, *deed, earlier, *near]), None)

    def _owned(self, recipient: Recipient) -> Recipient:
        """Counted recipients belong to the body right before "có", else to what the item is about."""
        if recipient.count is None or recipient.owner:
            return recipient
        if any(other.org for other in self.clause.subject):
            return recipient  # "Trường A và 43 cá nhân"
        topic = self.memory.topic.org if self.memory.topic else None
        return replace(recipient, owner=self.clause.owner or topic)


def _respectively(facts: list[Fact], title: TitleMention, recipients: list[Recipient]) -> list[Fact]:
    """ "T hạng Nhì, hạng Ba cho P1 và P2": as many ranks as persons are theirs in turn."""
    if len(title.ranks) < _SEVERAL or len(recipients) != len(title.ranks) or not all(r.person for r in recipients):
        return facts
    row = iter(facts)
    by_recipient = [[next(row) for _ in title.ranks] for _ in recipients]
    return [own[turn] for turn, own in enumerate(by_recipient)]


def with_shared_year(facts: list[Fact], sentence: Sentence) -> list[Fact]:
    """ "T1 cho A; T2 cho B có thành tích trong phong trào năm 2021": the closing year is that of all."""
    last = facts[-1].year if facts else None
    if last is None or last.shape not in ("single", "period") or last.start < facts[-1].title.end:
        return facts
    if not _REASON.search(sentence.folded[facts[-1].title.end : last.start]):
        return facts
    return [replace(f, year=last) if _wants_year(f, sentence) else f for f in facts]


def _wants_year(fact: Fact, sentence: Sentence) -> bool:
    return (fact.year is None or fact.year.start < sentence.start) and fact.title.code not in _FOR_CAREER
