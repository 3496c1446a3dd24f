"""The recipients that follow a title, as they are taken in one by one."""

import re
from dataclasses import dataclass, field

from msgspec.structs import replace

from extractors.facts import Recipient
from extractors.lists import coordinated, ends_list

_BLANK = re.compile(r"[\s\":()\-]*$")
_FORMERLY = re.compile(r"(?<!\w)(?:nguyên|cựu|hiện)\s+[^,;]{0,25}$")
_HAS = re.compile(r"[\s\"”]*có\s+$")
_AND = re.compile(r"[\s,]*(?:và)?\s*$")


@dataclass(slots=True)
class RecipientList:
    """Recipients behind the title that ends at `start` of the text."""

    text: str
    start: int
    taken: list[Recipient] = field(default_factory=list)
    listed: bool = False  # introduced by "cho", ":" or "gồm"

    def take(self, recipient: Recipient) -> bool:
        """Take the next one in, if it may receive the title; False when the list has ended before it."""
        last = self.taken[-1] if self.taken else None
        gap = self.text[(last.end if last else self.start) : recipient.start]
        if self.listed:
            if last and ends_list(gap):
                return False
            self._list(recipient, last, gap)
            return True
        if self._addressed(recipient):
            self.listed = True
            self.taken.append(recipient)
            return True
        if recipient.count and (_BLANK.match(gap) or _HAS.match(gap) or (last and _AND.match(gap))):
            self._count(recipient, last, gap)
            return True
        return False

    def _addressed(self, recipient: Recipient) -> bool:
        """ "NSND Minh Châu" where such forms of address tell who was given the honour."""
        return bool(recipient.person) and not self.text[self.start : recipient.start].strip()

    def _count(self, recipient: Recipient, last: Recipient | None, gap: str) -> None:
        if last and "(" in gap:
            self._split(recipient, last)
        else:
            self.taken.append(recipient)

    def _list(self, recipient: Recipient, last: Recipient | None, gap: str) -> None:
        if recipient.org and self._only_tells_of(last, recipient, gap):
            return
        if recipient.count and last and "(" in gap:
            self._split(recipient, last)
        elif last and last.named and self._in_brackets(last, recipient):
            return  # "Trần Ngọc Châu (Giang Châu)", "Binh chủng X (Bộ Y)": who or where it is
        elif last is None or coordinated(gap):
            self.taken.append(recipient)
            self._share_owner(recipient)

    def _share_owner(self, counted: Recipient) -> None:
        """ "3 tập thể và 2 cá nhân thuộc U": both are of U."""
        if counted.owner is None or counted.count is None or counted.owner.start - counted.count.end <= 1:
            return
        for index in range(len(self.taken) - 2, -1, -1):
            earlier = self.taken[index]
            if earlier.count is None or earlier.owner or earlier.named:
                return
            self.taken[index] = replace(earlier, owner=counted.owner)

    def _only_tells_of(self, last: Recipient | None, body: Recipient, gap: str) -> bool:
        """A body that says who or of what sort the recipient before it is."""
        if body.org and body.org.post:
            return True  # a post behind a name, or an official: nobody who receives
        if last and last.person and _FORMERLY.search(gap.lower()):
            return True  # "ông P, nguyên Xã đội trưởng xã X"
        counted = last and last.count and (last.count.n or gap.rstrip().endswith("đại diện"))
        # "09 tập thể khoa, phòng, trạm"
        return bool(counted and body.org and body.org.bare and self.text[body.start].islower())

    def _in_brackets(self, last: Recipient, inner: Recipient) -> bool:
        """True when a bracket opens behind `last` and does not close before `inner`."""
        between = self.text[last.start : inner.start]
        return between.count("(") > between.count(")")

    def _split(self, part: Recipient, total: Recipient) -> None:
        """ "36 trường hợp (15 tập thể, 21 cá nhân)": a total of no one kind gives way to its parts."""
        if total.count and part.count and len(total.count.kinds) != 1 and len(part.count.kinds) == 1:
            self.taken[-1] = part

    def pop_run(self) -> None:
        """ "… cho tập thể và cá nhân, 6 tập thể và 5 cá nhân được …": what "và" joins to the subject goes with it."""
        run = [self.taken.pop()]
        while self.taken and self.text[self.taken[-1].end : run[-1].start].strip() == "và":
            run.append(self.taken.pop())
        if not self.taken:  # no comma parts the run from the title: it is all the title's
            self.taken.extend(reversed(run[1:]))
