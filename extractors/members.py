"""Persons named in the sentence behind the one that only counts them."""

import re
from itertools import pairwise

from msgspec.structs import replace

from extractors.facts import Fact, PlacedFact, Recipient
from extractors.mentions import Found, PersonMention
from extractors.numbers import NUMBER_WORDS
from schemas import RecipientKind

_NAMES_MEMBERS = re.compile(
    rf"\s*(?:đó|trong đó|cụ thể|gồm|bao gồm|\d+ \w+|{NUMBER_WORDS} \w+|các \w+|những \w+)[^.;:]{{0,60}}?(?:gồm|là|:)"
)
_REWARDED = re.compile(
    r"\s*(?:các |những )?(?:\w+\s+){1,5}(?:được|trên|nói trên)[^.;:]{0,40}(?:khen|thưởng|nhận|vinh danh)"
    r"[^.;:]{0,30}(?:gồm|là)"
)
_SEVERAL = 2


def names_members(folded: str, start: int = 0) -> bool:
    """ "3 giáo viên gồm …": what begins at `start` may name those who were counted before."""
    return _NAMES_MEMBERS.match(folded, start) is not None


class Members:
    """Keeps the facts told so far, and those among them that the names of their members supersede."""

    def __init__(self, text: str, folded: str) -> None:
        self.text = text
        self.folded = folded
        self.told: list[PlacedFact] = []
        self.latest: list[PlacedFact] = []  # of the passage before
        self.superseded: list[Fact] = []

    def add(self, facts: list[PlacedFact]) -> None:
        """Keep the facts of a passage."""
        self.latest = facts
        self.told += facts

    def named(self, before: list[PlacedFact], found: Found, span: tuple[int, int]) -> list[PlacedFact]:
        """ "… cho 3 giáo viên. 3 giáo viên gồm A; B; C": the persons whom the fact before only counts."""
        if not names_members(self.folded, span[0]):
            return []
        if any(span[0] <= title.start < span[1] for title in found.titles):
            return []
        told = before or self._rewarded(self.folded[slice(*span)], found)
        return self._each(told[-1], found, span) if told else []

    def _rewarded(self, folded: str, found: Found) -> list[PlacedFact]:
        """ "Ba nông dân được khen thưởng gồm: P1; P2; P3": the fact told before that counts as many."""
        people = [person for person in found.people if person.name]
        if not _REWARDED.match(folded) or not people:
            return []
        return [pair for pair in self.told if _counts_people(pair[0], len(people))][-1:]

    def _each(self, told: PlacedFact, found: Found, span: tuple[int, int]) -> list[PlacedFact]:
        """A fact for each of the persons in `span`, if they are as many as `told` counts."""
        people = [p for p in found.people if p.name and span[0] <= p.start < span[1]]
        fact, before = told
        if not _counts_people(fact, len(people)):
            people = self._heads_of_items(people, span)
        if len(people) < _SEVERAL or not _counts_people(fact, len(people)):
            return []
        self.superseded.append(fact)
        ends = [max(p.end, p.unit.end if p.unit else 0) for p in people]
        recipients = [Recipient(p.start, end, person=p) for p, end in zip(people, ends, strict=True)]
        made = [replace(fact, recipient=r, title_count=None, rule="named in the next sentence") for r in recipients]
        return [(one, (before[0], span[1])) for one in made]

    def _heads_of_items(self, people: list[PersonMention], span: tuple[int, int]) -> list[PersonMention]:
        """ "Mẹ P1, có con là P2; Mẹ P3": of each part between semicolons the first person."""
        parts = [0, *(m.end() for m in re.finditer(";", self.text[slice(*span)])), span[1] - span[0]]
        if len(parts) <= _SEVERAL:
            return people
        within = ([p for p in people if a <= p.start - span[0] < b] for a, b in pairwise(parts))
        return [persons[0] for persons in within if persons]


def _counts_people(fact: Fact, number: int) -> bool:
    counted = fact.recipient.count if fact.recipient else None
    return counted is not None and RecipientKind.CA_NHAN in counted.kinds and counted.n == number
