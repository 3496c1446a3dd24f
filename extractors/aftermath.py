"""What stands after a title in its sentence: the list of those who receive it, the year, the decision."""

import re
from dataclasses import dataclass, field

from extractors.behind import Behind
from extractors.events import Event
from extractors.facts import Recipient
from extractors.lists import EXAMPLE, VERBS, goes_on, recipient_of, with_parents, without_announced
from extractors.mentions import CountMention, Cue, OrgMention, TimesMention, TitleMention, YearMention
from extractors.recipient_list import RecipientList

_OPENS = 12  # characters from a comma to the year that opens the next predicate
_JOINT = re.compile(r",|(?<!\w)(?:và|đồng thời|còn)(?!\w)")


@dataclass(slots=True)
class Aftermath:
    """Recipients that follow a title, how far they reach, and the year told among them."""

    recipients: list[Recipient] = field(default_factory=list)
    last: int = -1  # index of the last event that belongs to the title
    year: YearMention | None = None
    times: TimesMention | None = None
    listed: bool = False  # introduced by "cho", ":" or "gồm"
    examples: bool = False  # "tiêu biểu là", "trong đó có": a total stays beside them
    subject: bool = False  # "T được trao cho R": the title is the subject
    issuer: OrgMention | None = None  # "(Quyết định số … của Chủ tịch nước)", "do xã công nhận"


def after_title(text: str, row: list[Event], index: int) -> Aftermath:
    """Read on from the title at `index` until the next title or predicate."""
    return _AfterReader(text, row, index).read()


class _AfterReader:
    """Walks the events behind one title; each step tells whether to go on."""

    def __init__(self, text: str, row: list[Event], index: int) -> None:
        self.text = text
        self.row = row
        self.index = index
        self.title = row[index]
        self.behind = Behind(text, row, index)
        self.members = RecipientList(text, self.title.end)
        self.found = Aftermath()
        self.seen_comma = False

    def read(self) -> Aftermath:
        position = self.index + 1
        while position < len(self.row) and self._step(position):
            position = max(position, self.found.last) + 1
        found, taken = self.found, self.members.taken
        if found.year is None and taken:
            found.year = self.behind.year_of_reason(taken[-1].end)
        found.recipients = with_parents(self.text, without_announced(self.text, taken))
        found.listed = self.members.listed
        return found

    def _step(self, position: int) -> bool:
        event = self.row[position]
        if isinstance(event, TitleMention):
            return False
        if isinstance(event, YearMention):
            return self._year(position, event)
        if isinstance(event, TimesMention):
            return self._times(position, event)
        if isinstance(event, Cue):
            return self._cue(position, event)
        return self._recipient(position, event)

    def _year(self, position: int, event: YearMention) -> bool:
        and_before = self.text[max(0, event.start - 5) : event.start].rstrip().endswith(" và")
        near = self.text.rfind(",", self.title.end, event.start)
        opens = near >= 0 and event.start - near <= _OPENS  # "T về văn học, nghệ thuật năm 2001": the year is T's
        apart = (self.seen_comma and opens and not self.members.listed) or and_before
        if self.found.year is None and not (apart and self.behind.predicate_follows(position)):
            self.found.year, self.found.last = event, position
        return True

    def _times(self, position: int, event: TimesMention) -> bool:
        following = self.behind.following(position)
        if self.seen_comma or (isinstance(following, Cue) and following.kind in VERBS):
            return False
        self.found.times, self.found.last = event, position
        return True

    def _cue(self, position: int, cue: Cue) -> bool:
        members = self.members
        if cue.kind in VERBS and not self._verb(position, cue):
            self._give_back(position)
            return False
        more = bool(members.taken and members.listed)
        if cue.kind == "item" or (cue.kind == "semi" and not goes_on(self.row, position, listed=more)):
            return False
        self.seen_comma = self.seen_comma or cue.kind == "comma"
        if cue.kind == "among":
            self.found.examples = self.found.examples or (cue.text in EXAMPLE and not members.listed)
        members.listed = members.listed or self._opens_list(position, cue)
        return True

    def _opens_list(self, position: int, cue: Cue) -> bool:
        """ "T cho …", "T gồm …", "T: …", "T là …"."""
        if cue.kind == "colon":
            return bool(self.members.taken) or self.behind.close(cue.start) or self.behind.numbers_follow(position)
        return cue.kind in ("for", "among") or (cue.kind == "be" and self.behind.at_once(cue))

    def _verb(self, position: int, cue: Cue) -> bool:
        """Verbs that belong to the title still: "T được trao cho R", "T tặng R", "T do I công nhận"."""
        found, members = self.found, self.members
        if cue.kind == "passive":
            found.subject = self.behind.at_once(cue)
            return found.subject
        if cue.kind != "give":
            return False
        before = self.row[position - 1]
        agent = before if isinstance(before, OrgMention) else None
        if (found.subject and not members.listed) or (agent and self.behind.by(agent)):
            found.issuer = agent
            relative = agent is not None and self.text[max(0, agent.start - 4) : agent.start].strip() == "mà"
            members.listed = members.listed or relative
            return True
        if self.behind.given_before(cue):
            return True
        hands_on = self.behind.hands_on(position)
        members.listed = members.listed or hands_on
        return hands_on or self.behind.gives_more(position)

    def _recipient(self, position: int, event: Event) -> bool:
        members = self.members
        if isinstance(event, CountMention) and event.n is None and self.behind.quoted(event):
            return True
        if isinstance(event, OrgMention) and self._giver(position, event):
            return True
        members.listed = members.listed or self._given_to(event)
        if isinstance(event, OrgMention) and event.bare and not event.post and not members.listed:
            return True  # "Bằng khen Bệnh viện xuất sắc toàn diện năm 2005"
        recipient = recipient_of(self.text, self.row, position)
        if recipient is None or (self.found.subject and not members.listed):
            return True
        if not self.behind.by(event) and not members.take(recipient):
            return False
        self.found.last = position + (recipient.owner is not None)
        return True

    def _given_to(self, event: Event) -> bool:
        """ "gửi Thư khen tập thể Bệnh viện", "T của ông P": who follows has it."""
        if isinstance(self.title, TitleMention) and self.title.code == "thu-khen":
            return True
        if self.members.taken:
            return False
        return self.behind.holds(max(self.found.last, self.index), event)

    def _giver(self, position: int, org: OrgMention) -> bool:
        """Take the body for who gives, where the words around it say so."""
        in_brackets = self.behind.gives_in_brackets(position, org)
        if not (in_brackets or self.behind.decided_by(org) or self.behind.gives_behind_years(position, org)):
            return False
        self.found.issuer, self.found.last = org, position + in_brackets
        return True

    def _give_back(self, verb: int) -> None:
        """The recipient right before the next verb is that verb's subject, if a comma or `;` parts it from the list."""
        found, taken = self.found, self.members.taken
        before = self.row[verb - 1]
        if not taken or before.start != taken[-1].start:
            if not isinstance(before, Cue):  # "… cho 31 thành viên, trong đó 21 cầu thủ được …"
                found.last = min(found.last, verb - 2)
            return
        if _JOINT.search(self.text[before.end : self.row[verb].start]):
            return  # "cho A và tặng …": the verb goes on with the old subject
        cue = self.row[verb]
        if isinstance(cue, Cue) and cue.kind == "give":
            taken.pop()
            found.last = min(found.last, verb - 2)
        elif len(taken) > 1 and re.search("[,;]|và", self.text[taken[-2].end : before.start]):
            self.members.pop_run()
            if not taken:
                return
            found.last = max(i for i, event in enumerate(self.row) if event.start <= taken[-1].start)
