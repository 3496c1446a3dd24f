"""Joins the mentions of a sentence into facts: a walk over its events, with one decision at each title."""

import re
from dataclasses import dataclass, field, replace

from extractors import lexicon
from extractors.aftermath import Aftermath, after_title
from extractors.clause import Clause
from extractors.events import Event, events_in
from extractors.facts import Fact, Recipient
from extractors.identity import Identities
from extractors.lists import recipient_of
from extractors.mentions import (
    CountMention,
    Cue,
    Found,
    Mention,
    OrgMention,
    PersonMention,
    TimesMention,
    TitleMention,
    YearMention,
)
from extractors.numbers import NUMBER, number
from extractors.stops import Claim, reason_to_stop
from schemas import CountQualifier, Level, RecipientKind, Status

_NUMBER_BEFORE = re.compile(
    rf"(?:(gần|khoảng)\s+|(hơn|trên)\s+)?(?<![\w/.,])({NUMBER})\s+(?:lượt\s+|tấm\s+|chiếc\s+|lá\s+|danh\s+hiệu\s+)?\"?$"
)
_HONOURS = {"danh-hieu-vinh-du-nha-nuoc"}
_ADJUNCT = re.compile(r"(?<!\w)(?:do|theo|tại|của|từ|với|cùng|ở|bởi|giao|dự)(?!\w)|.{60}")


@dataclass(slots=True)
class Memory:
    """What earlier sentences and headings of the passage leave behind."""

    topic: Recipient | None = None
    year: YearMention | None = None
    kind: RecipientKind | None = None
    status: Cue | None = None
    issuers: list[OrgMention] = field(default_factory=list)
    rules: str = ""
    level: Level | None = None  # "Cấp tỉnh": of the items under a heading
    heading_issuers: list[OrgMention] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """Facts of one sentence, and title mentions that made none, with the reason."""

    facts: list[Fact] = field(default_factory=list)
    rejected: list[tuple[TitleMention, str]] = field(default_factory=list)
    open_end: bool = False


class SentenceReader:
    """Reads one sentence of a passage; `memory` is updated for the next one."""

    def __init__(
        self, text: str, folded: str, found: Found, span: tuple[int, int], memory: Memory, identities: Identities
    ) -> None:
        self.identities = identities
        self.text = text
        self.folded = folded
        self.span = span
        self.row: list[Event] = events_in(found, *span)
        self.memory = memory
        self.clause = Clause(text)
        self.reading = Reading()
        self.lead_year: YearMention | None = None
        self.label: Recipient | None = None
        self.previous: list[Fact] = []

    def read(self) -> Reading:
        """Walk the events once, left to right."""
        position = 0
        while position < len(self.row):
            event = self.row[position]
            if isinstance(event, TitleMention):
                position = max(position, self._title(position)) + 1
                continue
            position += self._other(position, event)
        self._remember()
        return self.reading

    def _other(self, position: int, event: Event) -> int:
        if isinstance(event, Cue):
            self._cue(position, event)
        elif isinstance(event, YearMention):
            self._year(position, event)
        elif isinstance(event, TimesMention):
            self.clause.times = event
        elif isinstance(event, PersonMention) and event.pronoun:
            self._pronoun(event)
        elif recipient := recipient_of(self.text, self.row, position):
            self.clause.add(recipient)
            return 2 if recipient.owner else 1
        return 1

    def _pronoun(self, event: PersonMention) -> None:
        household = event.honorific.startswith("gia đình")
        meant = self.identities.person_meant(event.honorific.split()[-1], event.start)
        if meant:
            person = replace(meant, household=household)
            self.clause.add(Recipient(event.start, event.end, person=person))

    def _cue(self, position: int, cue: Cue) -> None:
        if cue.kind in ("semi", "item"):
            self.clause.boundary(cue.kind == "item")
            if cue.kind == "item":
                self.memory.topic = self.label = None
        elif cue.kind == "colon" and not self.previous and self._labels(cue):
            self.label = self.clause.zone[-1]
            self.memory.topic = self.label
            self.clause.move(cue)
        else:
            if cue.kind not in ("give", "hand", "propose", "revoke", "for"):
                self._topic()
            self.clause.move(cue)

    def _labels(self, cue: Cue) -> bool:
        """ "BHXH huyện X: …": a name right before the colon; not the holder of a post who speaks."""
        last = self.clause.zone[-1] if self.clause.zone else None
        return bool(last and last.named and not (last.org and last.org.post) and cue.start - last.end < 3)

    def _topic(self) -> None:
        """The first named body or person of an item or sentence is what it is about."""
        first = self.clause.zone[0] if self.clause.zone else None
        if self.memory.topic is None and first and first.named and not self.clause.voice:
            before = self.folded[self._segment_start(first) : first.start]
            if not (first.org and (first.org.post or first.org.bare)) and not _ADJUNCT.search(before):
                self.memory.topic = first

    def _year(self, position: int, event: YearMention) -> None:
        if event.shape != "date" or not (self.clause.year or self.lead_year):
            self.clause.year = event
        before = [
            e for e in self.row[:position] if isinstance(e, TitleMention) or (isinstance(e, CountMention) and e.n)
        ]
        if not before and event.shape != "date" and self.lead_year is None:
            self.lead_year = event

    def _title(self, position: int) -> int:
        title = self.row[position]
        assert isinstance(title, TitleMention)
        if self._honorific(position, title):
            self.reading.rejected.append((title, "honorific"))
            return position
        if title.every_rank and self._split_follows(position, title):
            self.clause.subject, self.clause.fresh = [], False
            return position
        self._adjacent_issuer(title)
        after = after_title(self.text, self.row, position)
        counted = self._title_count(title)
        segment = self._segment_start(title)
        recipients, rule = self._recipients(title, after, counted is not None)
        facts = [f for r in recipients for f in self._facts(title, r, after, counted, rule)]
        later = self._later(position, after, facts)
        claim = Claim(title, segment, recipients, rule, self.memory.rules, self._in_list(position))
        reason = reason_to_stop(self.folded, claim, self.clause)
        if reason and not later:
            self.reading.rejected.append((title, reason))
            return after.last
        if later and (reason or rule in ("topic", "own unit") or any(f.issuers != facts[0].issuers for f in later)):
            facts = []
        self.previous = facts + later
        self.reading.facts += self.previous
        self.reading.open_end = after.open_end
        self._carry(recipients, after)
        return after.last

    def _honorific(self, position: int, title: TitleMention) -> bool:
        """ "NSND Trà Giang": an honour right before a name is how people are addressed."""
        if lexicon.titles()[title.code].group not in _HONOURS or title.named:
            return False
        following = self.row[position + 1] if position + 1 < len(self.row) else None
        named = isinstance(following, PersonMention) and not self.text[title.end : following.start].strip()
        before = self.folded[max(0, title.start - 12) : title.start]
        return named and "danh hiệu" not in before

    def _split_follows(self, position: int, title: TitleMention) -> bool:
        """ "các hạng, gồm: hạng Nhất 12 …, hạng Nhì 15 …": the split counts, not the whole."""
        following = next((e for e in self.row[position + 1 :] if isinstance(e, TitleMention)), None)
        return following is not None and following.code == title.code and bool(following.ranks)

    def _adjacent_issuer(self, title: TitleMention) -> None:
        """ "Chủ tịch UBND tỉnh Bằng khen năm 2020": the verb is left out."""
        last = self.clause.zone[-1] if self.clause.zone else None
        if last and last.org and last.org.post and not self.text[last.end : title.start].strip():
            self.clause.zone.pop()
            self.clause.issuers = [last.org]
            self.clause.voice = self.clause.voice or "active"

    def _segment_start(self, title: Mention | Recipient) -> int:
        marks = [e.end for e in self.row if isinstance(e, Cue) and e.kind in ("semi", "item") and e.end <= title.start]
        return max([self.span[0], *marks])

    def _title_count(self, title: TitleMention) -> tuple[int, CountQualifier, int, int] | None:
        match = _NUMBER_BEFORE.search(self.folded[self.span[0] : title.start])
        value = number(match[3]) if match else None
        if not match or not value or re.fullmatch(r"(?:19|20)\d\d", match[3]):
            return None
        qualifier = CountQualifier.APPROX if match[1] else CountQualifier.AT_LEAST if match[2] else CountQualifier.EXACT
        return value, qualifier, self.span[0] + match.start(3), self.span[0] + match.end(3)

    def _recipients(self, title: TitleMention, after: Aftermath, counted: bool) -> tuple[list[Recipient], str]:
        clause = self.clause
        acts = clause.voice == "active" or (clause.voice == "propose" and clause.given)
        subject = [] if acts else clause.subject
        if after.listed and after.recipients:
            totals = [r for r in subject if r.count and r.count.n] if after.examples and clause.fresh else []
            return [*totals, *after.recipients], "listed after the title"
        if clause.zone and (clause.for_open or (clause.given and clause.voice != "passive")):
            return clause._run(), "named between verb and title"
        if clause.zone and clause.zone[-1].count and not self.text[clause.zone[-1].end : title.start].strip(" \"“'‘"):
            return clause._run(), "counted right before the title"
        if clause.fresh and subject:
            return subject, f"subject of {clause.voice}"
        if after.recipients:
            return after.recipients, "counted right after the title"
        if clause.zone and not clause.voice and self._adjoins(clause.zone[-1], title):
            return clause._run(), "right before the title"
        carried = [r for r in subject if r.named]
        if carried:
            return carried, "subject carried over"
        if self.label or self.memory.topic:
            return [self.label or self.memory.topic], "topic"  # type: ignore[list-item]
        at = title.start
        return [Recipient(at, at, owner=clause.owner)], "counted title" if counted else "own unit"

    def _in_list(self, position: int) -> bool:
        """True when a colon stands before and nothing but a mark right before the title."""
        before = self.row[:position]
        marks = [e for e in before if isinstance(e, Cue) and e.kind in ("colon", "semi", "comma", "among")]
        opened = any(e.kind in ("colon", "among") for e in marks)
        return opened and not self.text[marks[-1].end : self.row[position].start].strip(" \"“'‘") if marks else False

    def _adjoins(self, recipient: Recipient, title: TitleMention) -> bool:
        """A number, or a name with nothing but marks between it and the title."""
        return recipient.count is not None or not self.text[recipient.end : title.start].strip(" :|-–\t\"“'‘")

    def _facts(
        self, title: TitleMention, recipient: Recipient, after: Aftermath,
        counted: tuple[int, CountQualifier, int, int] | None, rule: str,
    ) -> list[Fact]:  # fmt: skip
        clause = self.clause
        recipient = self._owned(recipient)
        ranks: tuple[int | None, ...] = title.ranks or (None,)
        cue = clause.status_cue or (self.memory.status if not clause.voice else None)
        fact = Fact(
            title=title, rank=None, status=cue.status if cue and cue.status else Status.AWARDED, status_cue=cue,
            recipient=recipient, issuers=self._issuers(title) or self._told_elsewhere(title, after), year=self._year_of(after),
            times=after.times or clause.times, title_count=counted, kind=self.memory.kind, level=self.memory.level,
            start=min(title.start, recipient.start), end=max(title.end, recipient.end), rule=rule,
        )  # fmt: skip
        if clause.handed:
            fact.issuers = [org for org in fact.issuers if org.confers and self._may_hand(org, title)]
        if len(ranks) > 1:
            return [replace(fact, rank=rank, recipient=_one_of(recipient, len(ranks))) for rank in ranks]
        return [replace(fact, rank=ranks[0])]

    def _year_of(self, after: Aftermath) -> YearMention | None:
        """The year behind the title, else before it, else of the sentence or heading; a mere date comes last."""
        told = [after.year, self.clause.year, self.lead_year, self.memory.year]
        return next((year for year in told if year and year.shape != "date"), None) or next(filter(None, told), None)

    def _issuers(self, title: TitleMention) -> list[OrgMention]:
        """Who gives by the verb; a body that the title itself names goes before one told for an earlier title."""
        clause = self.clause
        if title.issuer and not clause.issuers_fresh:
            return []
        if not clause.issuers and clause.voice == "passive" and not title.issuer:
            also = "cũng" in self.folded[self._segment_start(title) : title.start]
            return list(self.memory.issuers) if also else []
        return list(clause.issuers)

    def _told_elsewhere(self, title: TitleMention, after: Aftermath) -> list[OrgMention]:
        """The issuer of the decision that is cited, else of the heading above."""
        if title.issuer:
            return []
        return [after.issuer] if after.issuer else list(self.memory.heading_issuers)

    def _may_hand(self, org: object, title: TitleMention) -> bool:
        level = getattr(org, "level", None)
        return lexicon.titles()[title.code].default_level != "nha_nuoc" or level == "nha_nuoc"

    def _owned(self, recipient: Recipient) -> Recipient:
        if recipient.count and recipient.owner is None and self.clause.owner:
            return replace(recipient, owner=self.clause.owner)
        if recipient.count and recipient.owner is None and self.memory.topic and self.memory.topic.org:
            return replace(recipient, owner=self.memory.topic.org)
        return recipient

    def _later(self, position: int, after: Aftermath, facts: list[Fact]) -> list[Fact]:
        """ "T: đăng ký N K, đạt N' K'": later verbs with a number and no title of their own are about the same title."""
        row = self.row[max(position, after.last) + 1 :]
        made: list[Fact] = []
        for index, event in enumerate(row):
            if (
                isinstance(event, Cue)
                and event.kind == "give"
                and facts
                and (split := self._given_by(facts[0], row, index))
            ):
                made.append(split)
                continue
            if isinstance(event, TitleMention) or (isinstance(event, Cue) and event.kind in ("semi", "item", "give")):
                break
            if not (isinstance(event, Cue) and event.kind in ("get", "register")) or not facts:
                continue
            count = self._counted_by(row, index)
            if count:
                made.append(self._orphan(facts[0], count, event))
        return made

    def _given_by(self, fact: Fact, row: list[Event], verb: int) -> Fact | None:
        """ "trong đó I tặng 9 người, I' tặng 28 người": the total split by who gives."""
        if verb == 0 or verb + 1 >= len(row):
            return None
        giver, count, cue = row[verb - 1], row[verb + 1], row[verb]
        if not (isinstance(giver, OrgMention) and isinstance(count, CountMention) and count.n and isinstance(cue, Cue)):
            return None
        return replace(self._orphan(fact, count, cue), issuers=[giver], status=fact.status, status_cue=fact.status_cue)

    def _counted_by(self, row: list[Event], verb: int) -> CountMention | None:
        """The number that goes with the verb: right behind it, or right before it with no title to come."""
        after = row[verb + 1] if verb + 1 < len(row) else None
        if isinstance(after, CountMention) and after.n and after.start - row[verb].end < 3:
            return after
        before = row[verb - 1] if verb else None
        if isinstance(before, CountMention) and before.n and row[verb].start - before.end < 3:
            rest = [e for e in row[verb + 1 : verb + 3] if not isinstance(e, YearMention)]
            return None if rest and isinstance(rest[0], TitleMention) else before
        return None

    def _orphan(self, fact: Fact, count: CountMention, verb: Cue) -> Fact:
        status = verb.status or Status.AWARDED
        recipient = self._owned(Recipient(count.start, count.end, count=count))
        if fact.recipient and fact.recipient.owner:
            recipient = replace(recipient, owner=fact.recipient.owner)
        return replace(
            fact, recipient=recipient, status=status, status_cue=verb if verb.status else None, title_count=None,
            start=fact.title.start, end=max(count.end, verb.end), rule="later verb about the same title",
        )  # fmt: skip

    def _carry(self, recipients: list[Recipient], after: Aftermath) -> None:
        """After a title its named recipients may carry on; counted ones are used up."""
        clause = self.clause
        clause.zone, clause.for_open, clause.issuers_fresh = [], False, False
        if any(r.count for r in clause.subject):
            clause.fresh = False
        clause.times = None
        if after.last >= 0 and after.listed:
            clause.subject = [] if clause.voice == "active" else clause.subject
            return
        clause.subject = [r for r in clause.subject if r.named] or [_uncounted(r) for r in clause.subject]

    def _remember(self) -> None:
        if self.clause.voice:
            self.memory.status = self.clause.status_cue
        if self.previous:
            self.memory.issuers = self.previous[-1].issuers
        if self.lead_year is not None and self.lead_year.shape != "date":
            self.memory.year = self.lead_year


def _one_of(recipient: Recipient, ranks: int) -> Recipient:
    """A number shared by ranks is split when it equals their number."""
    count = recipient.count
    if count is None:
        return recipient
    n = 1 if count.n == ranks else None
    qualifier = CountQualifier.EXACT if n else CountQualifier.INDEFINITE
    return replace(recipient, count=replace(count, n=n, qualifier=qualifier))


def _uncounted(recipient: Recipient) -> Recipient:
    if recipient.count is None:
        return recipient
    return replace(recipient, count=replace(recipient.count, n=None, qualifier=CountQualifier.INDEFINITE))
