"""What stands before a title in its sentence: who gives, who gets, by which verb."""

import re
from dataclasses import dataclass, field, replace

from extractors.facts import Recipient
from extractors.mentions import Cue, OrgMention, TimesMention, YearMention
from schemas import Level

_JOINED = re.compile(
    r"[\s,()\"]*(?:(?:và|cùng|cùng với|,)\s*)?"
    r"(?:(?:tập thể|cá nhân|các|ông|bà|đồng chí|anh|chị|em|mẹ|cô|thầy|còn lại)\s*)*$"
)
_NEAR = 20
_BRACKETS = re.compile(r"\([^()]*\)")
_AND_ALSO = re.compile(r"\s*(?:và|cùng)\s*")
_TELLS_OF = re.compile(r"^\s*(?:nguyên|đang|hiện|là|thuộc|của|công tác|sinh hoạt|làm việc|học tập)(?!\w)")
_OTHER_CLAUSE = re.compile(r"[;:(]|(?<!\w)(?:và|cùng|được|đã|do|đạt|nhận)(?!\w)")
_OWNED = re.compile(r"\s(?:của|thuộc)\s+$")
_LIVES = re.compile(r"(?<!\w)(?:ở|trú|ngụ|quê|tại)(?!\w)")
_HANDS_OVER = ("trao", "trao tặng", "trao thưởng")


@dataclass(slots=True)
class Clause:
    """The reading so far, moved on by each event; a title is joined to whatever it holds then."""

    text: str
    zone: list[Recipient] = field(default_factory=list)  # recipients or bodies since the last verb or boundary
    subject: list[Recipient] = field(default_factory=list)
    dative: list[Recipient] = field(default_factory=list)
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
        if last and last.count and last.count.n and self._modifies(last, recipient):
            self.zone[-1] = replace(last, owner=last.owner or recipient.org)
            return
        if last and last.count and recipient.org and not recipient.org.post:
            gap = self.text[last.end : recipient.start].lower()
            if _OWNED.search(gap) or not re.search(
                r"[,;:(]|(?<!\w)(?:và|cùng|gồm|do|được|dự|lễ|tại|nhưng|song|mà|nên|liên tục|từ|năm)(?!\w)", gap
            ):
                self.zone[-1] = replace(last, owner=last.owner or recipient.org)
                return
        if last and last.person and recipient.org and self._only_places(last, recipient):
            return
        if last and last.count and recipient.org and recipient.org.post and recipient.org.bare:
            return  # "10 cán bộ, gồm trưởng đoàn, …": who they are
        if last is None and self.subject and recipient.org and recipient.org.bare and self._possesses(recipient):
            return
        self.zone.append(recipient)

    def _only_places(self, person: Recipient, body: Recipient) -> bool:
        """ "P (Phòng X, Công an tỉnh Y)", "P, trú tại xã Z": a body that tells where the person is from."""
        gap = self.text[person.start : body.start]
        lives = body.org is not None and body.org.place and _LIVES.search(self.text[person.end : body.start])
        return gap.count("(") > gap.count(")") or bool(lives)

    def _modifies(self, counted: Recipient, inner: Recipient) -> bool:
        """ "17 đồng chí đang công tác tại các cơ quan, đơn vị Bộ CHQS tỉnh được …": what tells of the counted."""
        if inner.person or (inner.count and inner.count.n) or (inner.org and inner.org.post):
            return False
        gap = self.text[counted.end : inner.start].lower()
        return bool(_TELLS_OF.search(gap)) and not _OTHER_CLAUSE.search(gap)

    def _possesses(self, body: Recipient) -> bool:
        """ "P là một trong 5 nhà giáo của tỉnh": the body is no subject of its own."""
        return self.text[max(0, body.start - 6) : body.start].rstrip().endswith((" của", " ở", " tại"))

    def boundary(self, item: bool) -> None:
        """`;` keeps verb and subject for a clause that has none of its own; "(2)" starts afresh."""
        self.zone, self.dative, self.for_open, self.fresh = [], [], False, False
        self.before = []
        self.issuers_fresh = False
        self.year = self.times = None
        if item:
            self.subject, self.issuers, self.voice, self.status_cue, self.owner = [], [], "", None, None
            self.nominees = []
            self.given = self.handed = self.mandate = False

    def move(self, cue: Cue) -> None:
        """A verb or another cue comes by."""
        handler = getattr(self, f"_on_{cue.kind}", None)
        if handler:
            handler(cue)

    def _on_passive(self, cue: Cue) -> None:
        self._take_subject(cue.start)
        self.before = self.issuers if self.voice == "passive" and self.given else []
        self.voice, self.given, self.issuers = "passive", False, []

    def _on_give(self, cue: Cue) -> None:
        if self.status_cue and self.status_cue.kind == "revoke":
            self.issuers = self._bodies(joined_only=True) or self.issuers
        elif self.voice == "passive" and not self.given:
            self.issuers, self.issuers_fresh = self._bodies(joined_only=False), True
        elif self.voice == "propose" and not self.given:
            self.issuers_fresh = True
            self.issuers = self._bodies(joined_only=True) or ([] if self.zone else self.issuers)
        elif self.zone and self.voice == "active" and self.for_open and self._goes_on(cue):
            pass  # "I tặng 100 triệu đồng cho A và tặng T cho B": I gives both
        elif self.zone:
            self._act(cue)
        elif self.voice == "passive":
            pass  # "được phong tặng, truy tặng"
        elif self.voice != "active" and not self.mandate:
            self.voice = self.voice if self.status_cue else "active"
        self.given, self.for_open = True, False
        self.zone = []

    def _still_asked(self, cue: Cue) -> bool:
        """ "đề nghị I tặng T cho A; I' tặng T' cho B": what follows the `;` is asked for, too."""
        asked = self.status_cue is not None and self.status_cue.kind == "propose" and self.status_cue.text == "đề nghị"
        return asked and not self.fresh and not self.text[max(0, cue.start - 5) : cue.start].rstrip().endswith("đã")

    def _goes_on(self, cue: Cue) -> bool:
        """True when only "và" stands before the verb: the giver told before gives on."""
        return self.text[self.zone[-1].end : cue.start].strip() in ("và", ", đồng thời", "đồng thời", ", và")

    def _act(self, cue: Cue) -> None:
        if self.fresh_status() and not self._still_asked(cue):
            self.status_cue = None
        self.voice, self.subject = "active", []
        if not self.mandate:
            decided = self.text[max(0, cue.start - 12) : cue.start].rstrip().endswith("quyết định")
            self.handed = cue.text in _HANDS_OVER and not decided
            self.issuers, self.issuers_fresh = self._givers(), True
        self.dative = []

    def _givers(self) -> list[OrgMention]:
        """The acting bodies; a named head gives in his office's name, anybody else named only hands over."""
        person = self.zone[-1].person
        if person is None:
            return self._bodies(joined_only=True)
        office = person.office
        return [office] if office and office.confers and not self.handed else []

    def _on_get(self, cue: Cue) -> None:
        if self.voice == "passive" and not self.given and not self.zone:
            return  # "được nhận"
        if self.voice == "active" and self.given and self.zone and self.zone[-1].count:
            self.subject, self.fresh, self.voice = self.run(), True, "passive"  # "I công nhận N hộ đạt T"
            self.zone = []
            return
        self._take_subject(cue.start)
        if self.voice == "propose" and self.nominees:
            self.subject = self.nominees  # "suy tôn 01 đơn vị đề nghị nhận T"
        self.voice, self.issuers, self.given = "get", [], False

    def _on_have(self, cue: Cue) -> None:
        if not self.zone:
            return
        last = self.zone[-1]
        holder = last.person.office if last.person else last.org
        if holder and holder.post and holder.confers:
            self._act(cue)  # "Thủ tướng có Thư khen gửi …"
            self.given, self.zone = True, []
            return
        self._own(cue.start)
        self._on_get(cue)

    def _own(self, start: int) -> None:
        """The body right before "có" or a number is whose recipients are counted."""
        last = self.zone[-1] if self.zone else None
        if last and last.org and last.org.level is Level.NHA_NUOC:
            return  # "về lĩnh vực nhà nước có 02 tập thể …"
        if last and last.org and not last.org.post and "," not in self.text[last.end : start]:
            self.owner = last.org if start - last.end < _NEAR else self.owner

    def _on_be(self, cue: Cue) -> None:
        if self.voice == "propose" and not self.given and self.zone and self.zone[-1].named:
            self.nominees, self.zone = self.run(), []  # "suy tôn U là đơn vị dẫn đầu, đề nghị tặng T"
            return
        if self.zone and self.zone[-1].named:
            self._on_get(cue)
            self.voice = "be"

    def _on_propose(self, cue: Cue) -> None:
        self.status_cue = cue
        if self.voice == "passive" and not self.given:
            return
        self._own(cue.start)
        if self.voice == "propose" and not self.given and cue.text.startswith("xét") and self._asked():
            return  # "đề nghị I xét, công nhận T"
        if self._nominates():
            self.nominees, self.zone = self.run(), []
        if self.zone or self.voice not in ("propose",):
            self.subject = self.run() if self.zone else []
        self.voice, self.given, self.issuers, self.zone, self.dative = "propose", False, [], [], []

    def _nominates(self) -> bool:
        """ "suy tôn 01 đơn vị đề nghị nhận T và 03 đơn vị đề nghị I tặng T2": who stands before the second verb."""
        last = self.zone[-1] if self.zone else None
        if last is None or self.status_cue is None:
            return False
        if self.voice == "propose" and not self.given:
            return last.named or last.count is not None
        return bool(self.nominees and last.count and last.count.n)

    def _asked(self) -> bool:
        """A body right before "xét" is the one that is asked to give."""
        bodies = self._bodies(joined_only=True) if self.zone else []
        if not bodies:
            return False
        self.issuers, self.zone, self.owner = bodies, [], None
        return True

    def _on_register(self, cue: Cue) -> None:
        self._take_subject(cue.start)
        self.status_cue, self.voice, self.issuers, self.given = cue, "get", [], False

    def _on_revoke(self, cue: Cue) -> None:
        self.status_cue = cue
        self.issuers = self._bodies(joined_only=True)
        self.voice, self.given, self.subject, self.zone = "propose", bool(self.issuers), [], []

    def _on_keep(self, cue: Cue) -> None:
        self._on_revoke(cue)
        self.given = False

    def _on_hand(self, cue: Cue) -> None:
        self.mandate, self.issuers, self.voice = True, [], "active"
        self.zone, self.given = [], True
        self.status_cue = None

    def _on_for(self, cue: Cue) -> None:
        if self.given or self.voice in ("active", "propose"):
            self.for_open = True
            self.zone = []

    def _on_among(self, cue: Cue) -> None:
        """ "được bình chọn, ghi nhận như: …": what follows is no longer the proposal."""
        if self.voice == "propose" and not self.given and not self.zone:
            self.status_cue, self.voice = None, ""

    def _on_colon(self, cue: Cue) -> None:
        if self.zone and cue.start - self.zone[-1].end < 3:
            self._take_subject(cue.start)
            self.voice = self.voice or "label"

    def fresh_status(self) -> bool:
        """A verb with a subject of its own ends what an earlier verb said of the status."""
        return self.status_cue is not None and bool(self.zone)

    def _take_subject(self, cue_start: int) -> None:
        if self.zone:
            aims = self.status_cue is not None and self.status_cue.text == "phấn đấu"  # "… có 85% đơn vị đạt T"
            if self.fresh_status() and self.voice != "passive" and not aims:
                self.status_cue = None
            run = self.run()
            last = run[-1]
            if last.org and last.org.bare and "," in self.text[last.end : cue_start]:
                self.zone = []
                return
            if not run[0].named:
                self.zone = self.zone[: len(self.zone) - len(run)]
                self._own(run[0].start)
            self.subject, self.fresh = run, True
            self.mandate = self.handed = False
        self.zone = []

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

    def _bodies(self, *, joined_only: bool) -> list[OrgMention]:
        run = [r for r in (self.run() if self.zone and joined_only else self.zone) if r.org]
        at = [i for i, r in enumerate(run[:-1]) if self.text[: r.start].lower().endswith((" tại ", "tại "))]
        return [r.org for r in run[at[-1] + 1 if at else 0 :] if r.org]
