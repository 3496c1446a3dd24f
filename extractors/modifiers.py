"""Bodies that only tell of the recipient before them: whose members, from where, of what sort."""

import re

from extractors.facts import Recipient

_TELLS_OF = re.compile(r"^\s*(?:nguyên|đang|hiện|là|thuộc|của|công tác|sinh hoạt|làm việc|học tập)(?!\w)")
_OTHER_CLAUSE = re.compile(r"[;:(]|(?<!\w)(?:và|cùng|được|đã|do|đạt|nhận)(?!\w)")
_OWNED = re.compile(r"\s(?:của|thuộc)\s+$")
_PARTED = re.compile(r"[,;:(]|(?<!\w)(?:và|cùng|gồm|do|được|dự|lễ|tại|nhưng|song|mà|nên|liên tục|từ|năm)(?!\w)")
_LIVES = re.compile(r"(?<!\w)(?:ở|trú|ngụ|quê|tại)(?!\w)")


def describes(text: str, counted: Recipient, inner: Recipient) -> bool:
    """ "17 đồng chí đang công tác tại các cơ quan …", "5 cá nhân của Sở X": what tells of the counted, or owns them."""
    gap = text[counted.end : inner.start].lower()
    if counted.count and counted.count.n and _modifies(gap, inner):
        return True
    owns = inner.org is not None and not inner.org.post
    return owns and (_OWNED.search(gap) is not None or not _PARTED.search(gap))


def _modifies(gap: str, inner: Recipient) -> bool:
    """ "17 đồng chí đang công tác tại các cơ quan, đơn vị Bộ CHQS tỉnh được …"."""
    if inner.person or (inner.count and inner.count.n) or (inner.org and inner.org.post):
        return False
    return bool(_TELLS_OF.search(gap)) and not _OTHER_CLAUSE.search(gap)


def only_tells_of(text: str, last: Recipient, body: Recipient) -> bool:
    """A body that says where the person is from, or a post that says who the counted are."""
    if body.org is None:
        return False
    if last.person and _only_places(text, last, body):
        return True
    return bool(last.count and body.org.post and body.org.bare)  # "10 cán bộ, gồm trưởng đoàn, …"


def _only_places(text: str, person: Recipient, body: Recipient) -> bool:
    """ "P (Phòng X, Công an tỉnh Y)", "P, trú tại xã Z": a body that tells where the person is from."""
    gap = text[person.start : body.start]
    lives = body.org is not None and body.org.place and _LIVES.search(text[person.end : body.start])
    return gap.count("(") > gap.count(")") or bool(lives)


def possesses(text: str, body: Recipient) -> bool:
    """ "nhà giáo của tỉnh": a preposition stands right before the body."""
    return text[max(0, body.start - 6) : body.start].rstrip().endswith((" của", " ở", " tại"))
