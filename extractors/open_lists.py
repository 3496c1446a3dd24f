"""Lists that a passage opens: each item after it names a recipient of what the opener tells."""

import re

from msgspec.structs import replace

from extractors.facts import Fact, PlacedFact, Recipient
from extractors.fold import fold
from extractors.mentions import Found
from extractors.passages import Passage
from schemas import RecipientKind

_ITEM = re.compile(r"\s*(?:[-+•*▪◦o]\s|\d{1,3}[.)]\s|\(\d{1,3}\)|[a-zđ][.)]\s|[ivx]+[.)]\s)")
_ANNOUNCES = re.compile(r"(?::|sau đây\)?:?|có tên(?: sau đây)?\)?|như sau:?|danh sách[^.]{0,40})\s*$")
_ENDS_COUNTED = re.compile(r"(?<!\d)0?1\s+(?:cá nhân|đồng chí|người|trường hợp)[\s.;]*$")
_TALKS = re.compile(r"(?<!\w)(?:cho biết|phát biểu|nói|chia sẻ|đã|được|trao|tham dự|tổ chức)(?!\w)")
_GROUP = re.compile(r"khối|cụm")  # a group that competes: its members receive
_ITEM_HEAD = 60  # characters from the start of an item within which its recipient is named


def is_item(folded: str) -> bool:
    """ "- …", "2. …", "(3) …", "b) …"."""
    return _ITEM.match(folded) is not None


class OpenList:
    """Keeps the facts of the list's opener while the list is open, and those that its items supersede."""

    def __init__(self, text: str, folded: str) -> None:
        self.text = text
        self.folded = folded
        self.openers: list[PlacedFact] = []
        self.by_colon = True  # a list that a mere number opens ("01 cá nhân") ends where prose begins
        self.superseded: list[Fact] = []

    def close(self) -> None:
        """No item follows any more."""
        self.openers = []

    def open_behind(self, folded: str, told: list[PlacedFact], *, item: bool) -> None:
        """Open a list if the passage, whose facts are `told`, ends as openers do."""
        by_colon = _ANNOUNCES.search(folded) is not None
        if told and (by_colon or (item and _ENDS_COUNTED.search(folded))):
            self.by_colon = by_colon
            self.openers = [(fact, span) for fact, span in told if span == told[-1][1]]

    def facts_of(self, passage: Passage, found: Found) -> list[PlacedFact]:
        """Recipients that one item names, as facts after the pattern of the list's opener."""
        recipients = self._named_in(passage, found) if self.openers else []
        told = self.folded[passage.start : passage.end]
        names_person = bool(recipients and recipients[0].person) and not _TALKS.search(told)
        if not recipients or not (self.by_colon or names_person):
            return []
        kind = RecipientKind.CA_NHAN if recipients[0].person else RecipientKind.TAP_THE
        patterns = [pair for pair in self.openers if _announces(pair[0], kind)]
        self.superseded += [fact for fact, _ in patterns]
        fact, span = (patterns or self.openers)[0]
        made = [replace(fact, recipient=r, title_count=None, rule="item of a list") for r in recipients]
        return [(one, (span[0], passage.end)) for one in made]

    def _named_in(self, passage: Passage, found: Found) -> list[Recipient]:
        person = next((p for p in found.people if p.name), None)
        if person and person.start - passage.start < _ITEM_HEAD:
            end = max(person.end, person.unit.end if person.unit else 0)
            return [Recipient(person.start, end, person=person)]
        orgs = [o for o in found.orgs if not o.council and not o.post and not _GROUP.match(fold(o.name))]
        first = orgs[0].start - passage.start if orgs else 0
        start = self.text.find(":", passage.start, orgs[0].start) if first >= _ITEM_HEAD else passage.start
        return [Recipient(o.start, o.end, org=o) for o in orgs] if orgs and start >= 0 else []


def _announces(fact: Fact, kind: RecipientKind) -> bool:
    counted = fact.recipient.count if fact.recipient else None
    return counted is not None and kind in counted.kinds
