"""Joins the mentions of a sentence into facts: a walk over its events, with one decision at each title."""

from dataclasses import dataclass, field

from msgspec.structs import replace

from extractors.aftermath import Aftermath, after_title
from extractors.assembly import Assembly, Lead, with_shared_year
from extractors.choice import Choice, choose, shared, unsaid
from extractors.clause import Clause
from extractors.events import Event
from extractors.facts import Fact, Recipient
from extractors.identity import Identities
from extractors.issuers import Issuers, take_adjacent
from extractors.later import SPLIT, Later
from extractors.lists import is_given_to, recipient_of
from extractors.memory import Memory
from extractors.mentions import CountMention, Cue, OrgMention, PersonMention, TimesMention, TitleMention, YearMention
from extractors.predicates import move
from extractors.sentence import Sentence
from extractors.stops import Claim, reason_to_stop
from extractors.topics import ends_with_totals, is_labelled, meant_by, topic_of

_NEVER_TOPIC = ("give", "hand", "propose", "revoke", "for")  # what stands before these acts, or is acted on


@dataclass(slots=True)
class Reading:
    """Facts of one sentence, and title mentions that made none, with the reason."""

    facts: list[Fact] = field(default_factory=list)
    rejected: list[tuple[TitleMention, str]] = field(default_factory=list)


class SentenceReader:
    """Reads one sentence of a passage; `memory` is updated for the next one."""

    def __init__(self, sentence: Sentence, memory: Memory, identities: Identities) -> None:
        self.sentence = sentence
        self.memory = memory
        self.identities = identities
        self.clause = Clause(sentence.text)
        self.reading = Reading()
        self.lead = Lead()
        self.label: Recipient | None = None
        self.previous: list[Fact] = []
        self.behind = 0  # where the last title ended

    def read(self) -> Reading:
        """Walk the events once, left to right."""
        if self.memory.topic and ends_with_totals(self.memory.topic, self.sentence):
            self.memory.topic = None
        row = self.sentence.row
        position = 0
        while position < len(row):
            event = row[position]
            if isinstance(event, TitleMention):
                position = max(position, self._title(position, event)) + 1
            else:
                position += self._other(position, event)
        self.reading.facts = with_shared_year(self.reading.facts, self.sentence)
        self._remember()
        return self.reading

    def _other(self, position: int, event: Event) -> int:
        if isinstance(event, Cue):
            self._cue(position, event)
        elif isinstance(event, YearMention):
            self._year(position, event)
        elif isinstance(event, TimesMention):
            self.clause.times = event
            if event.n is None and not self.clause.zone and not self.behind:
                self.lead.times = event
        elif isinstance(event, PersonMention) and event.pronoun:
            self._pronoun(event)
        elif recipient := recipient_of(self.sentence.text, self.sentence.row, position):
            self.clause.add(meant_by(recipient, self.memory.topic))
            if is_given_to(self.sentence.row, position):
                move(self.clause, Cue(event.end, event.end, "passive"))
            return 2 if recipient.owner else 1
        return 1

    def _pronoun(self, event: PersonMention) -> None:
        if self.sentence.folded.endswith(" của ", 0, event.start):
            return  # "Khoa của anh cũng đạt …"
        meant = self.identities.person_meant(event.honorific.split()[-1], event.start)
        if meant:
            person = replace(meant, household=event.honorific.startswith("gia đình"))
            self.clause.add(Recipient(event.start, event.end, person=person))

    def _cue(self, position: int, cue: Cue) -> None:
        if cue.kind in ("semi", "item"):
            self.clause.boundary(cue.kind == "item")
            if cue.kind == "item":
                self.memory.topic = self.label = None
            return
        if cue.kind == "colon" and not self.previous and is_labelled(self.clause, cue):
            self.label = self.memory.topic = self.clause.zone[-1]
        elif cue.kind not in _NEVER_TOPIC and not self._goes_on(position, cue):
            self.memory.topic = self.memory.topic or topic_of(self.clause, self.sentence)
        move(self.clause, cue)

    def _goes_on(self, position: int, cue: Cue) -> bool:
        """ "Sở A, Sở B được …": with another body at once, the first is not what the sentence is about."""
        if cue.kind != "comma":
            return len(self.clause.zone) > 1 and len(self.clause.run()) == len(self.clause.zone)
        following = self.sentence.row[position + 1 : position + 2]
        return any(isinstance(e, OrgMention) and not e.post and self.sentence.adjoin(cue, e) for e in following)

    def _year(self, position: int, event: YearMention) -> None:
        if not event.dated or not (self.clause.year or self.lead.year):
            self.clause.year = event
        before = self.sentence.row[:position]
        told = any(isinstance(e, TitleMention) or (isinstance(e, CountMention) and e.n) for e in before)
        if not told and not event.dated and self.lead.year is None:
            self.lead.year = event

    def _title(self, position: int, title: TitleMention) -> int:
        """Make the facts of one title; returns the index of the last event that belongs to it."""
        if not title.ranks and (split := self.sentence.split_behind(position, title)):
            self.clause.subject, self.clause.fresh = [], False
            self.reading.rejected.append((title, "split"))
            return split - 1
        take_adjacent(self.clause, self.sentence, title)
        after = after_title(self.sentence.text, self.sentence.row, position)
        assembly = self._assembly(title, after)
        choice = choose(self.sentence, self.clause, title, after) or shared(self.sentence, position)
        choice = choice or unsaid(assembly, self.label or self.memory.topic, self.previous)
        facts = assembly.facts(choice.recipients, choice.rule)
        later = Later(facts[0]).read(self.sentence.row[self._behind(position, after) + 1 :]) if facts else []
        self._keep(self._claim(position, title, choice, after), facts, later)
        self.behind = title.end
        self.clause.carry(listed=after.last >= 0 and after.listed)
        return after.last

    def _assembly(self, title: TitleMention, after: Aftermath) -> Assembly:
        issuers = Issuers(self.sentence, self.clause, self.memory, self.behind)
        return Assembly(self.sentence, self.clause, self.memory, self.lead, issuers, title, after)

    def _behind(self, position: int, after: Aftermath) -> int:
        """Index of the last event of the title's own; "trong đó" tells parts of it, whoever is named there."""
        return position if after.examples and not after.recipients else max(position, after.last)

    def _claim(self, position: int, title: TitleMention, choice: Choice, after: Aftermath) -> Claim:
        segment, listed = self.sentence.segment_start(title), self.sentence.in_list(position)
        given = bool(after.issuer or (after.listed and title.issuer))
        return Claim(title, segment, choice.recipients, choice.rule, self.memory.rules, listed, given)

    def _keep(self, claim: Claim, facts: list[Fact], later: list[Fact]) -> None:
        reason = reason_to_stop(self.sentence.folded, claim, self.clause)
        if reason and not later:
            self.reading.rejected.append((claim.title, reason))
            return
        if not facts:
            self.reading.rejected.append((claim.title, "no-recipient"))
        counts = [fact.recipient.count for fact in later if fact.recipient]
        facts = [f for f in facts if not (f.recipient and f.recipient.count and f.recipient.count in counts)] or facts
        vague = claim.rule in ("topic", "own unit") or any(fact.rule == SPLIT for fact in later)
        self.previous = later if later and (reason or vague) else [*facts, *later]
        self.reading.facts += self.previous
        self._remember_givers()

    def _remember_givers(self) -> None:
        for fact in self.previous:
            known = self.memory.told.get(fact.title.code)
            gives = (fact.issuers and not self.clause.handed) or fact.title.issuer
            if gives and (known is None or known.issuers != fact.issuers):
                self.memory.told[fact.title.code] = fact

    def _remember(self) -> None:
        if self.clause.voice:
            self.memory.status = self.clause.status_cue
        if self.previous:
            self.memory.issuers = self.previous[-1].issuers
        years = [e for e in self.sentence.row if isinstance(e, YearMention) and not e.dated]
        titles = any(isinstance(e, TitleMention) for e in self.sentence.row)
        nobody = all(fact.rule == "own unit" for fact in self.reading.facts)  # "QĐ về việc tặng T năm 2022. Theo đó, …"
        if self.lead.year is not None:
            self.memory.year = self.lead.year
        elif years and (nobody or not titles):
            self.memory.year = years[-1]
