"""What stands after a title in its sentence: the list of those who receive it, and the year."""

import re
from dataclasses import dataclass, field

from extractors.events import Event
from extractors.facts import Recipient
from extractors.mentions import CountMention, Cue, OrgMention, PersonMention, TimesMention, TitleMention, YearMention

_VERBS = {"passive", "give", "get", "propose", "register", "revoke", "keep", "hand"}
_BLANK = re.compile(r"[\s\":()\-]*$")
_CLOSE = 30  # characters between a separator and the next member of a list
_ELSEWHERE = re.compile(r"(?<!\w)(?:tại|ở|trong|của|thuộc|từ|vì|do|theo|với|trên|quê|trú)(?!\w)")
_POSSESSED = re.compile(r"[\s\"]*của\s+$")
_DECIDED = re.compile(r"(?:Quyết định|QĐ)[^;]{0,60}của\s+$")
_EXAMPLE = ("như", "tiêu biểu là", "trong đó")
_OWNED = re.compile(r"\s*(?:của|thuộc|ở|tại|trong|trên địa bàn)\s+(?:toàn\s+)?$")


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
    issuer: OrgMention | None = None  # of the decision that is cited: "(Quyết định số … của Chủ tịch nước)"
    open_end: bool = False  # the sentence ends in a colon: the list follows in the next blocks


def recipient_of(text: str, row: list[Event], index: int) -> Recipient | None:
    """The event at `index` as a recipient; "06 cá nhân của Bệnh viện" takes the owner along."""
    event = row[index]
    if isinstance(event, CountMention):
        owner = row[index + 1] if index + 1 < len(row) else None
        if isinstance(owner, OrgMention) and _OWNED.match(text[event.end : owner.start].lower()):
            return Recipient(event.start, event.end, count=event, owner=owner)
        return Recipient(event.start, event.end, count=event)
    if isinstance(event, OrgMention):
        return Recipient(event.start, event.end, org=event)
    if isinstance(event, PersonMention):
        end = max(event.end, event.unit.end) if event.unit else event.end
        return Recipient(event.start, end, person=event)
    return None


def after_title(text: str, row: list[Event], index: int) -> Aftermath:
    """Read on from the title at `index` until the next title or predicate."""
    title = row[index]
    found = Aftermath()
    seen_comma = False
    position = index + 1
    while position < len(row):
        event = row[position]
        if isinstance(event, TitleMention):
            break
        if isinstance(event, YearMention):
            if found.year is None and not _year_of_next(
                text, row, position, (seen_comma and not found.listed) or _after_and(text, event)
            ):
                found.year, found.last = event, position
        elif isinstance(event, TimesMention):
            following = row[position + 1] if position + 1 < len(row) else None
            if seen_comma or (isinstance(following, Cue) and following.kind in _VERBS):
                break
            found.times, found.last = event, position
        elif isinstance(event, Cue):
            if event.kind == "passive" and not text[title.end : event.start].strip(' "”'):
                found.subject = True
            elif event.kind == "give" and found.subject and not found.listed:
                agent = row[position - 1]
                found.issuer = agent if isinstance(agent, OrgMention) else None
            elif event.kind == "be" and not text[title.end : event.start].strip(' "”'):
                found.listed = True
            elif event.kind == "give" and _hands_on(text, title, row, position):
                found.listed = True
            elif event.kind == "give" and _agent(text, row, position):
                agent = row[position - 1]
                found.issuer = agent if isinstance(agent, OrgMention) else None
            elif event.kind in _VERBS:
                _give_back(text, row, found, position)
                break
            if event.kind == "item" or (event.kind == "semi" and not _goes_on(row, position, found)):
                break
            seen_comma = seen_comma or event.kind == "comma"
            _mark(text, title, event, found)
        else:
            if isinstance(event, OrgMention) and _DECIDED.search(text[max(title.end, event.start - 80) : event.start]):
                found.issuer, found.last = event, position
                position += 1
                continue
            recipient = recipient_of(text, row, position)
            behind = row[found.last].end if found.last > index else title.end
            if not found.recipients and _POSSESSED.match(text[behind : event.start].lower()):
                found.listed = True
            if (
                recipient
                and not text[: event.start].rstrip().endswith(" do")
                and not _take(text, title, recipient, found)
            ):
                break
            if recipient:
                found.last = position
                position += recipient.owner is not None
        position += 1
    found.open_end = text[title.end :].rstrip().endswith(":") and not found.recipients
    found.recipients = _without_announced(text, found.recipients)
    return found


def _hands_on(text: str, title: Event, row: list[Event], position: int) -> bool:
    """ "trao Giấy khen tặng R": the second verb right behind the title stands for "cho"."""
    return not text[max(title.end, row[position - 1].end if position else 0) : row[position].start].strip(' "”')


def _agent(text: str, row: list[Event], position: int) -> bool:
    """ "T do xã công nhận": who gives, told behind the title."""
    before = row[position - 1]
    return isinstance(before, OrgMention) and text[: before.start].rstrip().endswith(" do")


def _mark(text: str, title: Event, cue: Cue, found: Aftermath) -> None:
    close = _BLANK.match(text[title.end : cue.start]) is not None
    if (
        cue.kind == "for"
        or (cue.kind == "among" and cue.text not in _EXAMPLE)
        or (cue.kind == "colon" and (close or found.listed or found.recipients))
    ):
        found.listed = True
    elif cue.kind == "among" and cue.text in _EXAMPLE and not found.listed:
        found.listed = found.examples = True


def _take(text: str, title: Event, recipient: Recipient, found: Aftermath) -> bool:
    if found.listed:
        if recipient.org and recipient.org.post:  # a post behind a name, or an official: nobody who receives
            return True
        if recipient.count and found.recipients and "(" in text[found.recipients[-1].end : recipient.start]:
            return _split(found, recipient)
        if not found.recipients or _coordinated(text[found.recipients[-1].end : recipient.start].lower()):
            found.recipients.append(recipient)
        return True
    start = found.recipients[-1].end if found.recipients else title.end
    gap = text[start : recipient.start]
    if recipient.count and (_BLANK.match(gap) or (found.recipients and re.fullmatch(r"[\s,]*(?:và)?\s*", gap))):
        found.recipients.append(recipient)
        return True
    return False


def _split(found: Aftermath, part: Recipient) -> bool:
    """ "36 trường hợp (15 tập thể, 21 cá nhân)": a total of no one kind gives way to its parts."""
    total = found.recipients[-1].count
    if total and part.count and len(total.kinds) != 1 and len(part.count.kinds) == 1:
        found.recipients[-1] = part
    return True


def _coordinated(gap: str) -> bool:
    """True when a list goes on: a comma, `;`, "và" or ":" stands close before the next member."""
    pieces = re.split(r"[,;:(]|(?<!\w)(?:và|cùng|là|gồm)(?!\w)", gap)
    return (len(pieces) > 1 or not gap.strip()) and len(pieces[-1]) <= _CLOSE and not _ELSEWHERE.search(pieces[-1])


def _after_and(text: str, event: Event) -> bool:
    return text[max(0, event.start - 5) : event.start].rstrip().endswith(" và")


def _year_of_next(text: str, row: list[Event], position: int, after_comma: bool) -> bool:
    """ "T1, năm 2022 nhận T2": a year behind a comma and before a verb opens the next predicate."""
    if not after_comma:
        return False
    for event in row[position + 1 :]:
        if isinstance(event, TitleMention):
            return True
        if isinstance(event, Cue) and event.kind in _VERBS | {"have"}:
            return True
        if isinstance(event, Cue) and event.kind in ("semi", "item"):
            return False
    return False


def _goes_on(row: list[Event], position: int, found: Aftermath) -> bool:
    """After `;` a list may go on, or examples may follow ("; trong đó có …")."""
    following = row[position + 1] if position + 1 < len(row) else None
    if isinstance(following, Cue) and following.kind == "among" and following.text in _EXAMPLE:
        return True
    return _list_goes_on(row, position, found)


def _list_goes_on(row: list[Event], position: int, found: Aftermath) -> bool:
    """After `;` a list goes on while the next piece holds recipients and neither title nor verb."""
    if not found.listed or not found.recipients:
        return False
    some = False
    for event in row[position + 1 :]:
        if isinstance(event, TitleMention) or (isinstance(event, Cue) and event.kind in _VERBS):
            return False
        if isinstance(event, Cue) and event.kind in ("semi", "item"):
            break
        some = some or isinstance(event, OrgMention | PersonMention | CountMention)
    return some


def _give_back(text: str, row: list[Event], found: Aftermath, verb: int) -> None:
    """The recipient right before the next verb, behind a comma or `;`, is that verb's subject."""
    cue = row[verb]
    acts = found.recipients and row[verb - 1].start == found.recipients[-1].start and not _joint(text, row, verb)
    if acts and isinstance(cue, Cue) and cue.kind == "give":
        found.recipients.pop()
        found.last = min(found.last, verb - 2)
        return
    if len(found.recipients) < 2 or row[verb - 1].start != found.recipients[-1].start or _joint(text, row, verb):
        return
    gap = text[found.recipients[-2].end : found.recipients[-1].start]
    if "," in gap or ";" in gap:
        found.recipients.pop()
        found.last = max(i for i, event in enumerate(row) if event.start <= found.recipients[-1].start)


def _joint(text: str, row: list[Event], verb: int) -> bool:
    """ "cho A và tặng …": the verb goes on with the old subject."""
    return re.search(r",|(?<!\w)(?:và|đồng thời|còn)(?!\w)", text[row[verb - 1].end : row[verb].start]) is not None


def _without_announced(text: str, recipients: list[Recipient]) -> list[Recipient]:
    """ "cho hai đơn vị: A, B" names the two: the number only announces them."""
    kept: list[Recipient] = []
    for position, recipient in enumerate(recipients):
        following = recipients[position + 1] if position + 1 < len(recipients) else None
        if recipient.count and following and following.named:
            gap = text[recipient.end : following.start].lower()
            if re.search(r":|gồm|là\s|\(", gap) or (recipient.count.n is None) or re.fullmatch(r"\s+", gap):
                continue
        kept.append(recipient)
    return kept
