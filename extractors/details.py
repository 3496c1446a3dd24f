"""Sentences that tell more of an award told before: its giver and its date hold for them, too."""

import re

from msgspec.structs import replace

from extractors.facts import Fact
from extractors.memory import Memory
from extractors.mentions import OrgMention
from extractors.sentence import Sentence

_DETAIL = re.compile(r"(?<!\w)(?:theo đó|trong đó|cụ thể|trong số|(?:đợt|lần|dịp)(?: \w+){0,3} này|trong đợt)(?!\w)")
_BESIDES = re.compile(r"\W*(?:ngoài ra|bên cạnh đó|cùng với đó|đồng thời|cũng)(?!\w)")
_LISTS = re.compile(r"(?<!\w)(?:gồm(?: có)?|là:)(?!\w)")


def detailed(fact: Fact, sentence: Sentence, memory: Memory) -> Fact:
    """ "Theo đó, …", "đợt này", "… gồm:" tell more of an award that was told with its giver before."""
    earlier = memory.told.get(fact.title.code)
    if earlier is None or earlier.status is not fact.status:
        return fact
    dated = earlier.year if earlier.year and earlier.year.dated else None
    if fact.issuers and fact.year is None and not fact.times and _same_bodies(fact.issuers, earlier.issuers):
        return replace(fact, year=dated)
    if fact.issuers or fact.title.issuer or not _is_detail(fact, earlier, sentence):
        return fact
    issuers = earlier.issuers or ([earlier.title.issuer] if earlier.title.issuer else [])
    issuers = [org for org in issuers if not org.place]
    recipient = fact.recipient
    if recipient and recipient.count and not recipient.owner and earlier.recipient:
        recipient = replace(recipient, owner=earlier.recipient.owner)
    return replace(fact, issuers=issuers, year=fact.year or dated, recipient=recipient)


def _is_detail(fact: Fact, earlier: Fact, sentence: Sentence) -> bool:
    """Whether the words around the title refer to what `earlier` told."""
    here = earlier.title.start >= sentence.start
    part = here and "trong đó" in sentence.folded[earlier.title.end : fact.title.start]
    if (here and not part) or fact.title.level is not None:
        return False
    if _BESIDES.match(sentence.folded, sentence.start):
        return False
    before = _DETAIL.search(sentence.folded, sentence.start, fact.title.start)
    return bool(before or _LISTS.search(sentence.folded, fact.title.end, sentence.end))


def _same_bodies(some: list[OrgMention], others: list[OrgMention]) -> bool:
    return {org.name for org in some} == {org.name for org in others}
