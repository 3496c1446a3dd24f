"""Joins the mentions of a sentence into facts: a walk over its events, with one decision at each title."""

import re
from dataclasses import dataclass, field, replace

from extractors import lexicon
from extractors.aftermath import Aftermath, after_title
from extractors.choice import Choice, choose
from extractors.clause import Clause
from extractors.events import Event
from extractors.facts import OWN_AWARD, Fact, Recipient, one_of, uncounted
from extractors.identity import Identities
from extractors.later import SPLIT, Later
from extractors.lists import is_given_to, recipient_of
from extractors.memory import Memory
from extractors.mentions import (
    CountMention,
    Cue,
    OrgMention,
    PersonMention,
    TimesMention,
    TitleMention,
    YearMention,
)
from extractors.sentence import Sentence
from extractors.stops import Claim, reason_to_stop
from schemas import Level, Status

_ADJUNCT = re.compile(r"(?<!\w)(?:do|theo|tại|của|từ|với|cùng|ở|bởi|giao|dự)(?!\w)|.{60}")
_DECISION_OF = re.compile(r"quyết định[^.;,]{0,60}của\s+$")
_SPEAKS = re.compile(r"(?<!\w)(?:cho biết|cho hay|phát biểu|chia sẻ|nhấn mạnh|khẳng định|cho rằng|nói)(?!\w)")
_TITLE_OF_POST = 120  # characters of a speaker's post
_TOTALS = re.compile(r"(?:có|toàn (?:trường|đơn vị|cơ quan|ngành)|ngoài ra, có|bên cạnh đó, có)\s")
_AND = re.compile(r"[\s\"]*và\s")
_COORDINATED = re.compile(r"[\s\",]*(?:(?:và|cùng|hoặc|/)[\s\"]*)?(?:\d+\s+|danh hiệu\s+|các\s+)?\"?$")
_DETAIL = re.compile(r"(?<!\w)(?:theo đó|trong đó|cụ thể|trong số|(?:đợt|lần|dịp)(?: \w+){0,3} này|trong đợt)(?!\w)")
_BESIDES = re.compile(r"\W*(?:ngoài ra|bên cạnh đó|cùng với đó|đồng thời|cũng)(?!\w)")
_LISTS = re.compile(r"(?<!\w)(?:gồm(?: có)?|là:)(?!\w)")
_REASON = re.compile(r"thành tích|phong trào|công tác|nhiệm vụ")
SEVERAL = 2
_DATES = ("date", "deed")
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
        self.lead_year: YearMention | None = None
        self.lead_times: TimesMention | None = None  # "Nhiều năm liền U đạt T1, T2"
        self.label: Recipient | None = None
        self.previous: list[Fact] = []
        self.behind = 0  # where the last title ended

    def read(self) -> Reading:
        """Walk the events once, left to right."""
        topic = self.memory.topic.org if self.memory.topic else None
        if topic and topic.rank == 1 and _TOTALS.match(self.sentence.folded, self.sentence.start):
            self.memory.topic = None  # "Liên đội … . Có 5 giáo viên …": totals are of the whole body again
        row = self.sentence.row
        position = 0
        while position < len(row):
            event = row[position]
            if isinstance(event, TitleMention):
                position = max(position, self._title(position, event)) + 1
            else:
                position += self._other(position, event)
        self._share_year()
        self._remember()
        return self.reading

    def _share_year(self) -> None:
        """ "T1 cho A; T2 cho B có thành tích trong phong trào năm 2021": the closing year is that of all."""
        facts = self.reading.facts
        last = facts[-1].year if facts else None
        if last is None or last.shape not in ("single", "period") or last.start < facts[-1].title.end:
            return
        reason = self.sentence.folded[facts[-1].title.end : last.start]
        if _REASON.search(reason):
            start = self.sentence.start
            for_career = ("ky-niem-chuong", "huy-hieu")  # no reason of these has a year
            self.reading.facts = [
                replace(f, year=last)
                if (f.year is None or f.year.start < start) and f.title.code not in for_career
                else f
                for f in facts
            ]

    def _other(self, position: int, event: Event) -> int:
        if isinstance(event, Cue):
            self._cue(event)
        elif isinstance(event, YearMention):
            self._year(position, event)
        elif isinstance(event, TimesMention):
            self.clause.times = event
            if event.n is None and not self.clause.zone and not self.behind:
                self.lead_times = event
        elif isinstance(event, PersonMention) and event.pronoun:
            self._pronoun(event)
        elif recipient := recipient_of(self.sentence.text, self.sentence.row, position):
            self.clause.add(self._meant(recipient))
            if is_given_to(self.sentence.row, position):
                self.clause.move(Cue(event.end, event.end, "passive"))
            return 2 if recipient.owner else 1
        return 1

    def _meant(self, recipient: Recipient) -> Recipient:
        """A bare "đơn vị", "Chi cục" within an item is the body that the item is about."""
        topic = self.memory.topic.org if self.memory.topic else None
        org = recipient.org
        if org is None or topic is None or not org.bare or org.place or org.post:
            return recipient
        return replace(recipient, org=topic) if org.head in ("đơn vị", topic.head) else recipient

    def _pronoun(self, event: PersonMention) -> None:
        if self.sentence.folded.endswith(" của ", 0, event.start):
            return  # "Khoa của anh cũng đạt …"
        meant = self.identities.person_meant(event.honorific.split()[-1], event.start)
        if meant:
            person = replace(meant, household=event.honorific.startswith("gia đình"))
            self.clause.add(Recipient(event.start, event.end, person=person))

    def _cue(self, cue: Cue) -> None:
        if cue.kind in ("semi", "item"):
            self.clause.boundary(cue.kind == "item")
            if cue.kind == "item":
                self.memory.topic = self.label = None
            return
        if cue.kind == "colon" and not self.previous and self._labels(cue):
            self.label = self.memory.topic = self.clause.zone[-1]
        elif cue.kind not in _NEVER_TOPIC:
            self._topic()
        self.clause.move(cue)

    def _labels(self, cue: Cue) -> bool:
        """ "BHXH huyện X: …": a name right before the colon; not the holder of a post who speaks."""
        last = self.clause.zone[-1] if self.clause.zone else None
        return bool(last and last.named and not (last.org and last.org.post) and cue.start - last.end < 3)

    def _topic(self) -> None:
        """The first named body or person of an item or sentence is what it is about."""
        first = self.clause.zone[0] if self.clause.zone else None
        if first is None or not first.named or self.memory.topic or self.clause.voice:
            return
        if first.org and first.org.level is Level.NHA_NUOC:
            return
        if first.person and _SPEAKS.search(
            self.sentence.folded, first.end, min(first.end + _TITLE_OF_POST, self.sentence.end)
        ):
            return
        before = self.sentence.folded[self.sentence.segment_start(first) : first.start]
        if not (first.org and (first.org.post or first.org.bare)) and not _ADJUNCT.search(before):
            self.memory.topic = first

    def _year(self, position: int, event: YearMention) -> None:
        if event.shape not in _DATES or not (self.clause.year or self.lead_year):
            self.clause.year = event
        before = self.sentence.row[:position]
        told = any(isinstance(e, TitleMention) or (isinstance(e, CountMention) and e.n) for e in before)
        if not told and event.shape not in _DATES and self.lead_year is None:
            self.lead_year = event

    def _title(self, position: int, title: TitleMention) -> int:
        """Make the facts of one title; returns the index of the last event that belongs to it."""
        if not title.ranks and self.sentence.split_follows(position, title):
            self.clause.subject, self.clause.fresh = [], False
            self.reading.rejected.append((title, "split"))
            return self._next_title(position) - 1
        self._adjacent_issuer(title)
        after = after_title(self.sentence.text, self.sentence.row, position)
        choice = self._choice(position, title, after)
        facts = [fact for r in choice.recipients for fact in self._facts(title, r, after, choice.rule)]
        facts = _respectively(facts, title, choice.recipients)
        later = Later(facts[0]).read(self.sentence.row[self._behind(position, after) + 1 :]) if facts else []
        self._keep(self._claim(position, title, choice, after), facts, later)
        self.behind = title.end
        self._carry(after)
        return after.last

    def _next_title(self, position: int) -> int:
        row = self.sentence.row
        return next(i for i in range(position + 1, len(row)) if isinstance(row[i], TitleMention))

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
        for fact in self.previous:
            known = self.memory.told.get(fact.title.code)
            gives = (fact.issuers and not self.clause.handed) or fact.title.issuer
            if gives and (known is None or known.issuers != fact.issuers):
                self.memory.told[fact.title.code] = fact

    def _choice(self, position: int, title: TitleMention, after: Aftermath) -> Choice:
        told = choose(self.sentence, self.clause, title, after) or self._shared(position)
        if told:
            return told
        topic = self.label or self.memory.topic
        if topic and not (topic.org and self.clause.voice == "active" and topic.org in self.clause.issuers):
            return Choice([topic], "topic")
        earlier = self.previous[-1].recipient if self.previous else None
        if earlier and earlier.named and self.clause.voice == "active":
            return Choice([earlier], "topic")  # "…, được A tặng T1; B tặng T2"
        own = Recipient(title.start, title.start, owner=self.clause.owner)
        if self.sentence.number_before(title):
            return Choice([own], "counted title")
        entry = self._year_of(after) is not None and self.sentence.bare_entry(title)
        return Choice([own], OWN_AWARD if entry else "own unit")

    def _shared(self, position: int) -> Choice | None:
        """ "T1, T2 và T3 cho R": the recipients behind the last title are those of all; a number goes with the last."""
        row = self.sentence.row
        following = next((i for i in range(position + 1, len(row)) if isinstance(row[i], TitleMention)), None)
        if following is None or not self._coordinated(row[position : following + 1]):
            return None
        after = after_title(self.sentence.text, row, following)
        if after.listed and after.recipients:
            return Choice([uncounted(recipient) for recipient in after.recipients], "shared with the next title")
        return self._shared(following)

    def _coordinated(self, titles: list[Event]) -> bool:
        """ "T1, T2 và T3", "T1, I' tặng T2": nothing but givers and verbs of giving between two titles."""
        gap, position = "", titles[0].end
        for event in titles[1:-1]:
            if isinstance(event, OrgMention) or (isinstance(event, Cue) and event.kind in ("give", "comma")):
                gap += self.sentence.folded[position : event.start]
                position = event.end
        gap += self.sentence.folded[position : titles[-1].start]
        return _COORDINATED.match(gap) is not None

    def _adjacent_issuer(self, title: TitleMention) -> None:
        """ "Chủ tịch UBND tỉnh Bằng khen năm 2020": the verb is left out."""
        last = self.clause.zone[-1] if self.clause.zone else None
        if last and last.org and last.org.post and self.sentence.adjoin(last, title, " "):
            self.clause.zone.pop()
            self.clause.issuers = [last.org]
            self.clause.voice = self.clause.voice or "active"

    def _facts(self, title: TitleMention, recipient: Recipient, after: Aftermath, rule: str) -> list[Fact]:
        clause = self.clause
        continued = not clause.voice or (clause.voice == "active" and self._opens_with_verb())
        cue = clause.status_cue or (self.memory.status if continued else None)
        cue = cue or (self.memory.open_proposal or self.memory.announced if clause.voice in ("", "label") else None)
        fact = Fact(
            title=title,
            rank=None,
            status=cue.status if cue and cue.status else Status.AWARDED,
            status_cue=cue,
            recipient=self._owned(recipient),
            issuers=self._issuers(title, after),
            year=self._year_of(after),
            times=after.times or clause.times or (None if self._year_of(after) else self.lead_times),
            title_count=self.sentence.number_before(title),
            kind=self.memory.kind,
            level=self.memory.level,
            rule=rule,
        )
        fact = self._detailed(fact)
        if len(title.ranks) > 1:
            shared = one_of(recipient, len(title.ranks))
            return [replace(fact, rank=rank, recipient=shared) for rank in title.ranks]
        return [replace(fact, rank=title.ranks[0] if title.ranks else None)]

    def _opens_with_verb(self) -> bool:
        """ "Tặng T cho P": a sentence without a subject goes on with the act told before it."""
        first = self.sentence.row[0]
        opens = isinstance(first, Cue) and first.kind == "give"
        return opens and not self.sentence.folded[self.sentence.start : first.start].strip(" -+*•")

    def _detailed(self, fact: Fact) -> Fact:
        """ "Theo đó, …", "đợt này", "… gồm:" tell more of an award that was told with its giver before."""
        earlier = self.memory.told.get(fact.title.code)
        if earlier is None or earlier.status is not fact.status:
            return fact
        if fact.issuers and fact.year is None and not fact.times and _same_bodies(fact.issuers, earlier.issuers):
            dated = earlier.year if earlier.year and earlier.year.shape in _DATES else None
            return replace(fact, year=dated)
        if fact.issuers or fact.title.issuer:
            return fact
        here = earlier.title.start >= self.sentence.start
        part = here and "trong đó" in self.sentence.folded[earlier.title.end : fact.title.start]
        if (here and not part) or fact.title.level is not None:
            return fact
        if _BESIDES.match(self.sentence.folded, self.sentence.start):
            return fact
        before = _DETAIL.search(self.sentence.folded, self.sentence.start, fact.title.start)
        if not before and not _LISTS.search(self.sentence.folded, fact.title.end, self.sentence.end):
            return fact
        issuers = earlier.issuers or ([earlier.title.issuer] if earlier.title.issuer else [])
        issuers = [org for org in issuers if not org.place]
        year = earlier.year if earlier.year and earlier.year.shape in ("date", "deed") else None
        recipient = fact.recipient
        if recipient and recipient.count and not recipient.owner and earlier.recipient:
            recipient = replace(recipient, owner=earlier.recipient.owner)
        return replace(fact, issuers=issuers, year=fact.year or year, recipient=recipient)

    def _year_of(self, after: Aftermath) -> YearMention | None:
        """The year behind the title, else before it, else of the sentence or heading; dates only in want of years."""
        near = [after.year, self.clause.year, self.lead_year]
        if after.year and after.year.shape == "deed":
            return after.year
        dated = [self.clause.year] if self.clause.year and self.clause.year.shape == "deed" else []
        told = [year for year in near if year and year.shape not in _DATES]
        earlier = None if after.times or self.clause.times else self.memory.year  # "2 lần" need not fall in that year
        return next(filter(None, [*told, *dated, earlier, *near]), None)

    def _issuers(self, title: TitleMention, after: Aftermath) -> list[OrgMention]:
        """Who gives: by the verb, the title's own name, the decision that is cited, the heading above."""
        by_verb = self._by_verb(title)
        if self.clause.handed:
            by_verb = [org for org in by_verb if not title.issuer and org.confers and _may_hand(org, title)]
        if by_verb or title.issuer:
            return by_verb
        return [after.issuer] if after.issuer else list(self.memory.heading_issuers) or self._decided_by()

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

    def _owned(self, recipient: Recipient) -> Recipient:
        """Counted recipients belong to the body right before "có", else to what the item is about."""
        if recipient.count is None or recipient.owner:
            return recipient
        if any(other.org for other in self.clause.subject):
            return recipient  # "Trường A và 43 cá nhân"
        topic = self.memory.topic.org if self.memory.topic else None
        return replace(recipient, owner=self.clause.owner or topic)

    def _carry(self, after: Aftermath) -> None:
        """After a title its named recipients may carry on; counted ones are used up."""
        clause = self.clause
        clause.zone, clause.for_open, clause.issuers_fresh, clause.times = [], False, False, None
        if any(recipient.count for recipient in clause.subject):
            clause.fresh = False
        if after.last >= 0 and after.listed:
            clause.subject = [] if clause.voice == "active" else clause.subject
            return
        clause.subject = [r for r in clause.subject if r.named] or [uncounted(r) for r in clause.subject]

    def _remember(self) -> None:
        if self.clause.voice:
            self.memory.status = self.clause.status_cue
        if self.previous:
            self.memory.issuers = self.previous[-1].issuers
        years = [e for e in self.sentence.row if isinstance(e, YearMention) and e.shape not in _DATES]
        titles = any(isinstance(e, TitleMention) for e in self.sentence.row)
        if self.lead_year is not None:
            self.memory.year = self.lead_year
        elif years and not titles:
            self.memory.year = years[-1]


def _respectively(facts: list[Fact], title: TitleMention, recipients: list[Recipient]) -> list[Fact]:
    """ "T hạng Nhì, hạng Ba cho P1 và P2": as many ranks as persons are theirs in turn."""
    if len(title.ranks) < SEVERAL or len(recipients) != len(title.ranks) or not all(r.person for r in recipients):
        return facts
    row = iter(facts)
    by_recipient = [[next(row) for _ in title.ranks] for _ in recipients]
    return [own[turn] for turn, own in enumerate(by_recipient)]


def _same_bodies(some: list[OrgMention], others: list[OrgMention]) -> bool:
    return {org.name for org in some} == {org.name for org in others}


def _may_hand(org: OrgMention, title: TitleMention) -> bool:
    """An order that his office does not confer is only handed over by an official, and so is a Party badge."""
    if title.code == "huy-hieu" and title.named:
        return False
    return lexicon.titles()[title.code].default_level is not Level.NHA_NUOC or org.level is Level.NHA_NUOC
