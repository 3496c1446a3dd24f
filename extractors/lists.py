"""Lists of recipients: where one goes on, and what its members are."""

import re
from itertools import pairwise

from msgspec.structs import replace

from extractors.events import Event
from extractors.facts import Recipient
from extractors.mentions import CountMention, Cue, OrgMention, PersonMention, TitleMention
from schemas import RecipientKind

VERBS = {"passive", "give", "get", "propose", "register", "revoke", "keep", "hand"}
EXAMPLE = ("như", "tiêu biểu là", "trong đó")

_CLOSE = 30  # characters between a separator and the next member of a list
_SEPARATOR = re.compile(r"[,;:(]|(?<!\w)(?:và|cùng|là|gồm)(?!\w)")
_ELSEWHERE = re.compile(r"(?<!\w)(?:tại|ở|trong|của|thuộc|từ|vì|do|theo|với|trên|quê|trú)(?!\w)")
_OWNED = re.compile(r"\s*(?:của|thuộc|ở|tại|trong|trên địa bàn)\s+(?:toàn\s+)?$")
_ANNOUNCES = re.compile(r":|gồm|là\s|\(|^\s+$")


def recipient_of(text: str, row: list[Event], index: int) -> Recipient | None:
    """The event at `index` as a recipient; "06 cá nhân của Bệnh viện" takes the owner along."""
    event = row[index]
    if isinstance(event, CountMention):
        owner = row[index + 1] if index + 1 < len(row) else None
        if is_given_to(row, index):
            return Recipient(event.start, event.end, count=event)
        if isinstance(owner, OrgMention) and _whole(text[event.start : owner.start].lower(), event, owner):
            return Recipient(event.start, owner.end, org=owner, owner=owner)
        if isinstance(owner, OrgMention) and _owns(event, owner, text[event.end : owner.start].lower()):
            return Recipient(event.start, event.end, count=event, owner=owner)
        return Recipient(event.start, event.end, count=event)
    if isinstance(event, OrgMention):
        return Recipient(event.start, event.end, org=event)
    if isinstance(event, PersonMention):
        end = max(event.end, event.unit.end) if event.unit else event.end
        return Recipient(event.start, end, person=event)
    return None


def is_given_to(row: list[Event], index: int) -> bool:
    """ "1 cá nhân Tỉnh đoàn tặng T": counted recipients, then who gives and the verb at once."""
    following = row[index : index + 3]
    if len(following) < 3 or not isinstance(following[0], CountMention) or not isinstance(following[1], OrgMention):
        return False
    verb = following[2]
    close = following[1].start - following[0].end < 2 and verb.start - following[1].end < 2
    return close and isinstance(verb, Cue) and verb.kind == "give"


def _owns(count: CountMention, body: OrgMention, gap: str) -> bool:
    """ "06 cá nhân của Bệnh viện", "31 thành viên đội tuyển": persons beside the body that they belong to."""
    members = count.kinds == (RecipientKind.CA_NHAN,) and gap == " " and not body.post
    return members or _OWNED.match(gap) is not None


def _whole(told: str, members: CountMention, body: OrgMention) -> bool:
    """ "toàn bộ thành viên Ban chuyên án 12": all members are the body itself."""
    return members.n is None and body.start - members.end < 2 and not body.post and told.startswith(_ALL)


_ALL = ("toàn bộ", "toàn thể")


def coordinated(gap: str) -> bool:
    """True when a list goes on over `gap`: a comma, `;`, "và" or ":" stands close before the next member."""
    pieces = _SEPARATOR.split(gap.lower())
    parted = len(pieces) > 1 or not gap.strip()
    return parted and len(pieces[-1]) <= _CLOSE and not _ELSEWHERE.search(pieces[-1])


_REASON = re.compile(
    r"(?<!\w)(?:người (?:đã|từng|có)|đã (?:có|hy sinh|hi sinh|dũng cảm)|vì (?:đã|có|thành tích|những)"
    r"|do (?:đã|có|đạt|lập)|có (?:nhiều )?(?:thành tích|đóng góp|công)|nhằm|trong khi"
    r"|khi (?:đang|làm|tham gia|thi hành))(?!\w)"
)
_RESUMES = re.compile(r"[;:]|(?<!\w)(?:gồm|là)(?!\w)[^,;]*$|(?<!\w)(?:và|cùng)\s+(?:\w+\s+){0,2}$")


def ends_list(gap: str) -> bool:
    """True when the reason for the award stands in `gap`, and nothing takes the list up again behind it."""
    reason = _REASON.search(gap.lower())
    return reason is not None and not _RESUMES.search(gap.lower(), reason.end())


def goes_on(row: list[Event], position: int, *, listed: bool) -> bool:
    """After `;`: examples may follow, or more of the list while neither title nor verb comes."""
    following = row[position + 1] if position + 1 < len(row) else None
    if isinstance(following, Cue) and following.kind == "among" and following.text in EXAMPLE:
        return True
    return listed and _more_members(row[position + 1 :])


def _more_members(row: list[Event]) -> bool:
    some = False
    for event in row:
        if isinstance(event, TitleMention) or (isinstance(event, Cue) and event.kind in VERBS):
            return False
        if isinstance(event, Cue) and event.kind in ("semi", "item"):
            break
        some = some or isinstance(event, OrgMention | PersonMention | CountMention)
    return some


_REST_OF_UNIT = re.compile(r"(?:(?! và | cùng | được )[^;:().,\n]){1,30},\s*")  # "Ban quản lý vốn sự nghiệp, Sở X"
_AND_OTHERS = re.compile(r"(?<!\w)(?:và|cùng)\s+(?:đại diện\s+)?$")  # "nhân viên khách sạn và Ban quản lý X"


def with_parents(text: str, recipients: list[Recipient]) -> list[Recipient]:
    """Members of a list whose parents stand behind a comma: "A, Sở X; B, Sở Y", "P, Phòng Z, Quân khu 4"."""
    gaps = [text[a.end : b.start] for a, b in pairwise(recipients)]
    parted = any(";" in gap for gap in gaps)
    kept = recipients[:1]
    for recipient, gap in zip(recipients[1:], gaps, strict=True):
        last = kept[-1]
        inner = recipient.org is not None and (gap.strip() == "," or (last.person and _REST_OF_UNIT.fullmatch(gap)))
        told = text[last.end - 1] == ")"  # "Cục Cứu hộ (Bộ Tổng Tham mưu), Binh đoàn 15": its parent is told
        if inner and not told and (last.person or (parted and _larger(recipient, last))):
            kept[-1] = _below(last, recipient)
        else:
            kept.append(recipient)
    return kept


def _larger(parent: Recipient, member: Recipient) -> bool:
    above, below = parent.org, member.org
    if above is None or below is None:
        return False
    return above.rank > below.rank or (above.rank == below.rank and above.head != below.head)


def _below(member: Recipient, parent: Recipient) -> Recipient:
    """`member` with `parent` as (part of) the body that it belongs to."""
    above = parent.org
    if above is None:
        return member
    if member.person:
        unit = member.person.unit
        longer = replace(unit, end=above.end, name=f"{unit.name}, {above.name}") if unit and not unit.bare else above
        return replace(member, end=parent.end, person=replace(member.person, unit=longer))
    body = member.org
    longer_body = replace(body, end=above.end, name=f"{body.name}, {above.name}") if body else None
    return replace(member, end=parent.end, org=longer_body)


def _of_body(recipient: Recipient, body: OrgMention | None) -> Recipient:
    person = recipient.person
    if body is None or person is None or person.unit:
        return recipient
    return replace(recipient, person=replace(person, unit=body))


def without_announced(text: str, recipients: list[Recipient]) -> list[Recipient]:
    """ "cho hai đơn vị: A, B" names the two: the number only announces them."""
    kept: list[Recipient] = []
    body: OrgMention | None = None  # "02 nghệ sĩ của Nhà hát: P1 và P2": the persons are of the theatre
    for position, recipient in enumerate(recipients):
        following = recipients[position + 1] if position + 1 < len(recipients) else None
        if recipient.count and following and following.named:
            gap = text[recipient.end : following.start].lower()
            vague = recipient.count.n is None and not _AND_OTHERS.search(gap)
            if vague or _ANNOUNCES.search(gap):
                body = recipient.owner
                continue
        kept.append(_of_body(recipient, body))
    return kept
