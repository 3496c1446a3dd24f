"""What stands after a title in its sentence: the list of those who receive it, the year, the decision."""

import re
from dataclasses import dataclass, field
from functools import cache

from extractors.events import Event
from extractors.facts import Recipient
from extractors.honorifics import honorific
from extractors.lists import (
    EXAMPLE,
    VERBS,
    coordinated,
    ends_list,
    goes_on,
    recipient_of,
    with_parents,
    without_announced,
)
from extractors.mentions import CountMention, Cue, OrgMention, TimesMention, TitleMention, YearMention

_BLANK = re.compile(r"[\s\":()\-]*$")
_FORMERLY = re.compile(r"(?<!\w)(?:nguyên|cựu|hiện)\s+[^,;]{0,25}$")
_LONGEST_QUOTE = 60
_OPENS = 12  # characters from a comma to the year that opens the next predicate
_MARKS = ' "”'
_FOR = re.compile(r"thành tích|đóng góp|phong trào|nhiệm vụ|công tác|vững mạnh")
_HAS = re.compile(r"[\s\"”]*có\s+$")
_WITH = re.compile(r"[\s\"”]*với\s+$")
_DECIDED = re.compile(r"(?:Quyết định|QĐ)[^;]{0,60}của\s+$")
_AND = re.compile(r"[\s,]*(?:và)?\s*$")
_JOINT = re.compile(r",|(?<!\w)(?:và|đồng thời|còn)(?!\w)")


@cache
def _possessed() -> re.Pattern[str]:
    """ "của bị cáo ": the holder of the title follows."""
    return re.compile(rf"[\s\"]*của\s+(?:(?:{honorific()}|tập thể)\s+)*$")


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
    open_end: bool = False  # the sentence ends in a colon: the list follows in the next blocks


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
        self.found = Aftermath()
        self.seen_comma = False

    def read(self) -> Aftermath:
        position = self.index + 1
        while position < len(self.row) and self._step(position):
            position = max(position, self.found.last) + 1
        found = self.found
        if found.year is None and found.recipients:
            found.year = self._year_of_reason()
        found.open_end = self.text[self.title.end :].rstrip().endswith(":") and not found.recipients
        found.recipients = with_parents(self.text, without_announced(self.text, found.recipients))
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
        apart = (self.seen_comma and opens and not self.found.listed) or and_before
        if self.found.year is None and not (apart and self._predicate_follows(position)):
            self.found.year, self.found.last = event, position
        return True

    def _year_of_reason(self) -> YearMention | None:
        """ "… cho 30 cá nhân có thành tích tại Hội thao năm 2025": the year that closes the reason."""
        start = self.found.recipients[-1].end
        for event in self.row[self.index + 1 :]:
            stops = isinstance(event, Cue) and event.kind in (VERBS - {"get"}) | {"semi", "item"}
            if isinstance(event, TitleMention) or stops:
                return None
            if isinstance(event, YearMention) and event.start > start and event.shape not in ("date", "relative"):
                return event if _FOR.search(self.text[start : event.start].lower()) else None
        return None

    def _predicate_follows(self, position: int) -> bool:
        """ "T1, năm 2022 nhận T2": a year behind a comma and before a verb opens the next predicate."""
        for event in self.row[position + 1 :]:
            if isinstance(event, TitleMention):
                return True
            if isinstance(event, Cue) and event.kind in VERBS | {"have", "semi", "item"}:
                return event.kind not in ("semi", "item")
        return False

    def _times(self, position: int, event: TimesMention) -> bool:
        following = self.row[position + 1] if position + 1 < len(self.row) else None
        if self.seen_comma or (isinstance(following, Cue) and following.kind in VERBS):
            return False
        self.found.times, self.found.last = event, position
        return True

    def _cue(self, position: int, cue: Cue) -> bool:
        found = self.found
        at_once = not self.text[self.title.end : cue.start].strip(_MARKS)
        if cue.kind in VERBS and not self._verb(position, cue, at_once):
            self._give_back(position)
            return False
        if cue.kind == "item" or (
            cue.kind == "semi" and not goes_on(self.row, position, listed=bool(found.recipients and found.listed))
        ):
            return False
        self.seen_comma = self.seen_comma or cue.kind == "comma"
        opens = cue.kind == "colon" and (
            bool(found.recipients) or found.listed or self._close(cue.start) or self._numbers_follow(position)
        )
        if cue.kind == "for" or opens or (cue.kind == "be" and at_once):
            found.listed = True
        elif cue.kind == "among":
            found.examples = found.examples or (cue.text in EXAMPLE and not found.listed)
            found.listed = True
        return True

    def _verb(self, position: int, cue: Cue, at_once: bool) -> bool:
        """Verbs that belong to the title still: "T được trao cho R", "T tặng R", "T do I công nhận"."""
        found = self.found
        if cue.kind == "passive":
            found.subject = at_once
            return at_once
        if cue.kind != "give":
            return False
        before = self.row[position - 1]
        agent = before if isinstance(before, OrgMention) else None
        if (found.subject and not found.listed) or (agent and self._by(agent)):
            found.issuer = agent
            relative = agent is not None and self.text[max(0, agent.start - 4) : agent.start].strip() == "mà"
            found.listed = found.listed or relative
            return True
        found.listed = found.listed or self._hands_on(position)
        return self._hands_on(position) or self._gives_more(position)

    def _gives_more(self, position: int) -> bool:
        """ "tặng T và trao 100 triệu đồng cho R": R receives both."""
        following = self.row[position + 1] if position + 1 < len(self.row) else None
        joined = self.text[self.title.end : self.row[position].start].strip(" ,") in ("và", "đồng thời", "cùng")
        return joined and isinstance(following, Cue) and following.kind == "for"

    def _hands_on(self, position: int) -> bool:
        """ "trao Giấy khen tặng R": the second verb right behind the title stands for "cho"."""
        before = self.row[position - 1]
        if before is not self.title and not isinstance(before, YearMention):
            return False
        start = max(self.title.end, before.end)
        return not self.text[start : self.row[position].start].strip(_MARKS)

    def _by(self, event: Event) -> bool:
        return self.text[max(0, event.start - 6) : event.start].rstrip().endswith((" do", " mà"))

    def _numbers_follow(self, colon: int) -> bool:
        """ "- T chuyên đề …, giai đoạn 2015 - 2020: 96 tập thể": an item that is all about the title."""
        following = self.row[colon + 1] if colon + 1 < len(self.row) else None
        return self.index == 0 and isinstance(following, CountMention) and following.n is not None

    def _close(self, start: int) -> bool:
        return _BLANK.match(self.text[self.title.end : start]) is not None

    def _quoted(self, event: Event) -> bool:
        """ "Kỷ niệm chương ghi nhận "Vì sự tiến bộ của phụ nữ" cho P": a word of the title's own name."""
        told = self.text[self.title.end : event.start]
        opened = told.count("“") > told.count("”") or told.count('"') % 2 == 1
        return opened and any(mark in self.text[event.end : event.end + _LONGEST_QUOTE] for mark in '"”')

    def _recipient(self, position: int, event: Event) -> bool:
        found = self.found
        if isinstance(event, CountMention) and event.n is None and self._quoted(event):
            return True
        if isinstance(event, OrgMention) and self._giver(position, event):
            return True
        behind = self.row[found.last].end if found.last > self.index else self.title.end
        told = self.text[behind : event.start].lower()
        if not found.recipients and (
            _possessed().match(told) or (isinstance(event, CountMention) and _WITH.match(told))
        ):
            found.listed = True
        if isinstance(self.title, TitleMention) and self.title.code == "thu-khen":
            found.listed = True  # "gửi Thư khen tập thể Bệnh viện"
        if isinstance(event, OrgMention) and event.bare and not event.post and not found.listed:
            return True  # "Bằng khen Bệnh viện xuất sắc toàn diện năm 2005"
        recipient = recipient_of(self.text, self.row, position)
        if recipient is None or (found.subject and not found.listed):
            return True
        if not self._by(event) and not self._take(recipient):
            return False
        found.last = position + (recipient.owner is not None)
        return True

    def _giver(self, position: int, org: OrgMention) -> bool:
        """Take the body for who gives, where the words around it say so."""
        in_brackets = self._in_brackets_gives(position, org)
        decided = _DECIDED.search(self.text[max(self.title.end, org.start - 80) : org.start])
        if not (in_brackets or decided or self._gives_behind_years(position, org)):
            return False
        self.found.issuer, self.found.last = org, position + in_brackets
        return True

    def _gives_behind_years(self, position: int, org: OrgMention) -> bool:
        """ "T giai đoạn 2015-2019 của UBND huyện": the giver behind the years."""
        between = self.row[self.index + 1 : position]
        only_years = between and all(
            isinstance(e, YearMention | TimesMention) or (isinstance(e, Cue) and e.kind == "comma") for e in between
        )
        return bool(only_years) and self.text[max(0, org.start - 4) : org.start] == "của "

    def _in_brackets_gives(self, position: int, org: OrgMention) -> bool:
        """ "T (UBND tỉnh công nhận)"."""
        following = self.row[position + 1] if position + 1 < len(self.row) else None
        gives = isinstance(following, Cue) and following.kind == "give"
        return gives and self.text[max(0, org.start - 3) : org.start].rstrip()[-1:] == "("

    def _take(self, recipient: Recipient) -> bool:
        found = self.found
        last = found.recipients[-1] if found.recipients else None
        gap = self.text[(last.end if last else self.title.end) : recipient.start]
        if found.listed:
            if last and ends_list(gap):
                return False
            self._list(recipient, last, gap)
            return True
        if self._addressed(recipient):
            found.listed = True
            found.recipients.append(recipient)
            return True
        if recipient.count and (_BLANK.match(gap) or _HAS.match(gap) or (last and _AND.match(gap))):
            if last and "(" in gap:
                self._split(recipient, last)
            else:
                found.recipients.append(recipient)
            return True
        return False

    def _addressed(self, recipient: Recipient) -> bool:
        """ "NSND Minh Châu" where such forms of address tell who was given the honour."""
        return bool(recipient.person) and not self.text[self.title.end : recipient.start].strip()

    def _list(self, recipient: Recipient, last: Recipient | None, gap: str) -> None:
        if recipient.org and recipient.org.post:
            return  # a post behind a name, or an official: nobody who receives
        if recipient.org and last and last.person and _FORMERLY.search(gap.lower()):
            return  # "ông P, nguyên Xã đội trưởng xã X"
        counted = last and last.count and (last.count.n or gap.rstrip().endswith("đại diện"))
        if counted and recipient.org and recipient.org.bare and self.text[recipient.start].islower():
            return  # "09 tập thể khoa, phòng, trạm": what sort they are
        if recipient.count and last and "(" in gap:
            self._split(recipient, last)
        elif last and last.named and self._in_brackets(last, recipient):
            return  # "Trần Ngọc Châu (Giang Châu)", "Binh chủng X (Bộ Y)": who or where it is
        elif last is None or coordinated(gap):
            self.found.recipients.append(recipient)

    def _in_brackets(self, last: Recipient, inner: Recipient) -> bool:
        """True when a bracket opens behind `last` and does not close before `inner`."""
        between = self.text[last.start : inner.start]
        return between.count("(") > between.count(")")

    def _split(self, part: Recipient, total: Recipient) -> None:
        """ "36 trường hợp (15 tập thể, 21 cá nhân)": a total of no one kind gives way to its parts."""
        if total.count and part.count and len(total.count.kinds) != 1 and len(part.count.kinds) == 1:
            self.found.recipients[-1] = part

    def _pop_run(self) -> None:
        """ "… cho tập thể và cá nhân, 6 tập thể và 5 cá nhân được …": what "và" joins to the subject goes with it."""
        recipients = self.found.recipients
        run = [recipients.pop()]
        while recipients and self.text[recipients[-1].end : run[-1].start].strip() == "và":
            run.append(recipients.pop())
        if not recipients:  # no comma parts the run from the title: it is all the title's
            recipients.extend(reversed(run[1:]))

    def _give_back(self, verb: int) -> None:
        """The recipient right before the next verb is that verb's subject, if a comma or `;` parts it from the list."""
        found = self.found
        before = self.row[verb - 1]
        if not found.recipients or before.start != found.recipients[-1].start:
            if not isinstance(before, Cue):  # "… cho 31 thành viên, trong đó 21 cầu thủ được …"
                found.last = min(found.last, verb - 2)
            return
        if _JOINT.search(self.text[before.end : self.row[verb].start]):
            return  # "cho A và tặng …": the verb goes on with the old subject
        cue = self.row[verb]
        if isinstance(cue, Cue) and cue.kind == "give":
            found.recipients.pop()
            found.last = min(found.last, verb - 2)
        elif len(found.recipients) > 1 and re.search("[,;]|và", self.text[found.recipients[-2].end : before.start]):
            self._pop_run()
            if not found.recipients:
                return
            found.last = max(i for i, event in enumerate(self.row) if event.start <= found.recipients[-1].start)
