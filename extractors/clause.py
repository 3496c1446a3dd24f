"""What stands before a title in its sentence: who gives, who gets, by which verb."""

import re
from dataclasses import dataclass, field

from msgspec.structs import replace

from extractors.facts import Recipient, uncounted
from extractors.mentions import Cue, OrgMention, TimesMention, YearMention
from extractors.modifiers import describes, only_tells_of, possesses
from schemas import Level

_JOINED = re.compile(
    r"[\s,()\"]*(?:(?:và|cùng|cùng với|,)\s*)?"
    r"(?:(?:tập thể|cá nhân|các|ông|bà|đồng chí|anh|chị|em|mẹ|cô|thầy|còn lại)\s*)*$"
)
_NEAR = 20
_BRACKETS = re.compile(r"\([^()]*\)")
_AND_ALSO = re.compile(r"\s*(?:và|cùng)\s*")


@dataclass(slots=True)
class Clause:
    """The reading so far, moved on by each event; a title is joined to whatever it holds then."""

    text: str
    zone: list[Recipient] = field(default_factory=list)  # recipients or bodies since the last verb or boundary
    subject: list[Recipient] = field(default_factory=list)
    issuers: list[OrgMention] = field(default_factory=list)
    nominees: list[Recipient] = field(default_factory=list)  # of a proposal that names them before the title
    voice: str = ""  # passive, active, get, be, propose, label
    given: bool = False  # a verb of giving has followed the passive or the proposal
    handed: bool = False  # "trao": the subject may only hand it over
    status_cue: Cue | None = None
    owner: OrgMention | None = None
    for_open: bool = False
    before: list[OrgMention] = field(default_factory=list)  # who gave the title before, in the same segment
    issuers_fresh: bool = True  # not yet used by a title of this segment
    mandate: bool = False  # "thừa ủy quyền X": X is the issuer, whoever acts
    year: YearMention | None = None
    times: TimesMention | None = None
    fresh: bool = True  # the subject was told in this segment

    def add(self, recipient: Recipient) -> None:
        """A recipient or a body comes by."""
        if self.mandate and recipient.org and not self.issuers:
            self.issuers = [recipient.org]
            return
        last = self.zone[-1] if self.zone else None
        if last and last.count and describes(self.text, last, recipient):
            self.zone[-1] = replace(last, owner=last.owner or recipient.org)
        elif not (self._bare_owner(recipient) if last is None else only_tells_of(self.text, last, recipient)):
            self.zone.append(recipient)

    def _bare_owner(self, body: Recipient) -> bool:
        """ "P là một trong 5 nhà giáo của tỉnh": the body is no subject of its own."""
        return bool(self.subject and body.org and body.org.bare and possesses(self.text, body))

    def boundary(self, item: bool) -> None:
        """`;` keeps verb and subject for a clause that has none of its own; "(2)" starts afresh."""
        self.zone, self.for_open, self.fresh = [], False, False
        self.before = []
        self.issuers_fresh = False
        self.year = self.times = None
        if item:
            self.subject, self.issuers, self.voice, self.status_cue, self.owner = [], [], "", None, None
            self.nominees = []
            self.given = self.handed = self.mandate = False

    def own(self, start: int) -> None:
        """The body right before "có" or a number is whose recipients are counted."""
        last = self.zone[-1] if self.zone else None
        if last and last.org and last.org.level is Level.NHA_NUOC:
            return  # "về lĩnh vực nhà nước có 02 tập thể …"
        if last and last.org and not last.org.post and "," not in self.text[last.end : start]:
            self.owner = last.org if start - last.end < _NEAR else self.owner

    def fresh_status(self) -> bool:
        """A verb with a subject of its own ends what an earlier verb said of the status."""
        return self.status_cue is not None and bool(self.zone)

    def take_subject(self, cue_start: int) -> None:
        """Who stands before the verb at `cue_start` becomes the subject."""
        run = self.run() if self.zone else []
        aims = self.status_cue is not None and self.status_cue.text == "phấn đấu"  # "… có 85% đơn vị đạt T"
        if self.fresh_status() and self.voice != "passive" and not aims:
            self.status_cue = None
        if run and not self._apart(run[-1], cue_start):
            if not run[0].named:
                self.zone = self.zone[: len(self.zone) - len(run)]
                self.own(run[0].start)
            self.subject, self.fresh = run, True
            self.mandate = self.handed = False
        self.zone = []

    def _apart(self, last: Recipient, cue_start: int) -> bool:
        """A bare "đơn vị" that a comma parts from the verb is not its subject."""
        return bool(last.org and last.org.bare and "," in self.text[last.end : cue_start])

    def carry(self, *, listed: bool) -> None:
        """After a title its named recipients may carry on; counted ones are used up."""
        self.zone, self.for_open, self.issuers_fresh, self.times = [], False, False, None
        if any(recipient.count for recipient in self.subject):
            self.fresh = False
        if listed:
            self.subject = [] if self.voice == "active" else self.subject
            return
        self.subject = [r for r in self.subject if r.named] or [uncounted(r) for r in self.subject]

    def run(self) -> list[Recipient]:
        """The last recipients of the zone that are joined by commas and "và"."""
        run = [self.zone[-1]]
        for earlier in reversed(self.zone[:-1]):
            gap = _BRACKETS.sub("", self.text[earlier.end : run[0].start].lower())
            same = (earlier.count is None) == (run[0].count is None)
            both = earlier.named and _AND_ALSO.fullmatch(gap)  # "Trường A và 43 cá nhân"
            if not (same or both) or not _JOINED.match(gap):
                break
            run.insert(0, earlier)
        return run

    def bodies(self, *, joined_only: bool) -> list[OrgMention]:
        """The bodies of the zone, or of its last run; "tại U" tells where, so who acts stands behind it."""
        run = [r for r in (self.run() if self.zone and joined_only else self.zone) if r.org]
        at = [i for i, r in enumerate(run[:-1]) if self.text[: r.start].lower().endswith((" tại ", "tại "))]
        return [r.org for r in run[at[-1] + 1 if at else 0 :] if r.org]
