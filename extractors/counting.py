"""Kind and number of the recipients of a fact, by the title and by what the sentence counts."""

import re

from extractors import lexicon
from extractors.facts import OWN_AWARD, Fact
from schemas import CountQualifier, RecipientKind

Count = tuple[int | None, CountQualifier]

_UNTOLD: Count = (None, CountQualifier.INDEFINITE)
_REPAIRS = {
    ("lao-dong-tien-tien", RecipientKind.TAP_THE): "tap-the-lao-dong-tien-tien",
    ("tap-the-lao-dong-tien-tien", RecipientKind.CA_NHAN): "lao-dong-tien-tien",
}
_HAMLET = re.compile(r"thôn|tổ dân phố|tdp|ấp|bản|khu|làng|khóm|buôn|bon|sóc|khối")


def kind_of(fact: Fact) -> RecipientKind | None:
    """Person, collective or household: told by the recipients where the title allows it, else by the title."""
    allowed = lexicon.titles()[fact.title.code].recipients
    recipient = fact.recipient
    if recipient and recipient.person:
        household = recipient.person.household and RecipientKind.HO_GIA_DINH in allowed
        return RecipientKind.HO_GIA_DINH if household else RecipientKind.CA_NHAN
    kinds = recipient.count.kinds if recipient and recipient.count else ()
    if len(kinds) > 1:
        return None
    if kinds and (kinds[0] in allowed or (fact.title.code, kinds[0]) in _REPAIRS):
        return kinds[0]
    if len(allowed) == 1:
        return next(iter(allowed))
    collective = (recipient and recipient.org) or (fact.rule == OWN_AWARD and fact.kind is None)
    return RecipientKind.TAP_THE if collective else fact.kind


def code_of(fact: Fact, kind: RecipientKind | None) -> str:
    """The title's code; "9 tập thể … Lao động tiên tiến" is the collectives' title."""
    code = fact.title.code
    return _REPAIRS.get((code, kind), code) if kind else code


def count_of(fact: Fact, kind: RecipientKind | None) -> Count:
    """How many, and how exactly: the counted noun, the name, the number on the title, else untold."""
    recipient = fact.recipient
    if recipient and recipient.count and recipient.count.n:
        return recipient.count.n, recipient.count.qualifier
    if recipient and recipient.person:
        return _times(fact)
    if fact.title_count:
        return fact.title_count.n, fact.title_count.qualifier
    collective = kind in (RecipientKind.TAP_THE, RecipientKind.HO_GIA_DINH)
    untold = (recipient and recipient.count) or (fact.rule == "own unit" and not fact.times)
    return _times(fact) if collective and not untold else _UNTOLD


def _times(fact: Fact) -> Count:
    if fact.times is None:
        return 1, CountQualifier.EXACT
    return (fact.times.n, CountQualifier.EXACT) if fact.times.n else _UNTOLD


def is_vague(fact: Fact, kind: RecipientKind | None) -> bool:
    """A vague form ("Lao động xuất sắc", "danh hiệu văn hóa") without the context that settles it."""
    needs = fact.title.needs
    recipient = fact.recipient
    counted = recipient.count if recipient else None
    if needs == "hamlets":
        noun = counted.noun if counted else recipient.org.head if recipient and recipient.org else ""
        return not _HAMLET.search(noun)
    if needs == "collectives":
        named = bool(recipient and recipient.org)
        return not (named or (counted and RecipientKind.TAP_THE in counted.kinds))
    return needs == "level_and_persons" and not (counted and kind is RecipientKind.CA_NHAN)
