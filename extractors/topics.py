"""What an item or a sentence is about, by the clause that opens it."""

import re

from msgspec.structs import replace

from extractors.clause import Clause
from extractors.facts import Recipient
from extractors.mentions import Cue
from extractors.sentence import Sentence
from schemas import Level

_ADJUNCT = re.compile(r"(?<!\w)(?:do|theo|tại|của|từ|với|cùng|ở|bởi|giao|dự)(?!\w)|.{60}")
_SPEAKS = re.compile(r"(?<!\w)(?:cho biết|cho hay|phát biểu|chia sẻ|nhấn mạnh|khẳng định|cho rằng|nói)(?!\w)")
_TITLE_OF_POST = 120  # characters of a speaker's post
_TOTALS = re.compile(r"(?:có|toàn (?:trường|đơn vị|cơ quan|ngành)|ngoài ra, có|bên cạnh đó, có)\s")
_TOUCHES = 3  # characters within which a colon stands right behind a name


def ends_with_totals(topic: Recipient, sentence: Sentence) -> bool:
    """ "Liên đội … . Có 5 giáo viên …": totals are of the whole body again."""
    within = topic.org is not None and topic.org.rank == 1
    return within and _TOTALS.match(sentence.folded, sentence.start) is not None


def is_labelled(clause: Clause, colon: Cue) -> bool:
    """ "BHXH huyện X: …": a name right before the colon; not the holder of a post who speaks."""
    last = clause.zone[-1] if clause.zone else None
    return bool(last and last.named and not (last.org and last.org.post) and colon.start - last.end < _TOUCHES)


def topic_of(clause: Clause, sentence: Sentence) -> Recipient | None:
    """The first named body or person of an item or sentence is what it is about."""
    first = clause.zone[0] if clause.zone else None
    if first is None or not first.named or clause.voice:
        return None
    if first.org and (first.org.level is Level.NHA_NUOC or first.org.post or first.org.bare):
        return None
    if first.person and _speaks(first, sentence):
        return None
    before = sentence.folded[sentence.segment_start(first) : first.start]
    return None if _ADJUNCT.search(before) else first


def _speaks(person: Recipient, sentence: Sentence) -> bool:
    end = min(person.end + _TITLE_OF_POST, sentence.end)
    return _SPEAKS.search(sentence.folded, person.end, end) is not None


def meant_by(recipient: Recipient, topic: Recipient | None) -> Recipient:
    """A bare "đơn vị", "Chi cục" within an item is the body that the item is about."""
    org, body = recipient.org, topic.org if topic else None
    if org is None or body is None or not org.bare or org.place or org.post:
        return recipient
    return replace(recipient, org=body) if org.head in ("đơn vị", body.head) else recipient
