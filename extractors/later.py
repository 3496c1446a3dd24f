"""Verbs behind a title that tell more of it with numbers: "T: đăng ký N K, đạt N' K'"."""

from dataclasses import dataclass

from msgspec.structs import replace

from extractors.events import Event
from extractors.facts import Fact, Recipient
from extractors.mentions import CountMention, Cue, OrgMention, TitleMention, YearMention
from schemas import Status

SPLIT = "part of a total"
_NEAR = 3  # characters between a number and its verb


@dataclass(frozen=True, slots=True)
class Later:
    """Reads the events behind a title; `fact` is the pattern for what it finds."""

    fact: Fact

    def read(self, row: list[Event]) -> list[Fact]:
        """Facts about the same title, up to the next title, `;` or verb of giving."""
        made: list[Fact] = []
        for index, event in enumerate(row):
            if isinstance(event, Cue) and event.kind == "semi" and (reached := self._reached(row[index + 1 :])):
                return [*made, reached]
            if isinstance(event, Cue) and event.kind == "give" and (split := self._given_by(row, index, event)):
                made.append(split)
            elif isinstance(event, TitleMention) or (isinstance(event, Cue) and event.kind in ("semi", "item", "give")):
                break
            elif isinstance(event, Cue) and event.kind in ("get", "register") and (count := _counted_by(row, index)):
                made.append(self._told(count, event))
        return made

    def _reached(self, row: list[Event]) -> Fact | None:
        """ "N hộ đăng ký T; đến nay có N' hộ được công nhận": what has come of it, without the title again."""
        if self.fact.status not in (Status.REGISTERED, Status.PROPOSED):
            return None
        for index, event in enumerate(row):
            if isinstance(event, TitleMention) or (isinstance(event, Cue) and event.kind in ("semi", "item")):
                return None
            verb = row[index + 1] if index + 1 < len(row) else None
            told = (
                isinstance(event, CountMention) and event.n and isinstance(verb, Cue) and verb.start - event.end < _NEAR
            )
            if told and isinstance(event, CountMention) and isinstance(verb, Cue) and verb.kind in ("get", "passive"):
                rest = [e for e in row[index + 2 :] if isinstance(e, TitleMention)]
                return None if rest else self._told(event, verb)
        return None

    def _given_by(self, row: list[Event], verb: int, cue: Cue) -> Fact | None:
        """ "trong đó I tặng 9 người, I' tặng 28 người": the total split by who gives, or by how ("truy tặng 32 mẹ")."""
        if verb == 0 or verb + 1 >= len(row):
            return None
        giver, count = row[verb - 1], row[verb + 1]
        if not (isinstance(count, CountMention) and count.n and count.start - cue.end < _NEAR):
            return None
        split = replace(self._told(count, cue), status=self.fact.status, status_cue=self.fact.status_cue, rule=SPLIT)
        if isinstance(giver, OrgMention):
            return replace(split, issuers=[giver])
        return split if isinstance(giver, Cue) and giver.kind in ("among", "comma") else None

    def _told(self, count: CountMention, verb: Cue) -> Fact:
        owner = self.fact.recipient.owner if self.fact.recipient else None
        return replace(
            self.fact,
            recipient=Recipient(count.start, count.end, count=count, owner=owner),
            status=verb.status or Status.AWARDED,
            status_cue=verb if verb.status else None,
            title_count=None,
            rule="later verb about the same title",
        )


def _counted_by(row: list[Event], verb: int) -> CountMention | None:
    """The number that goes with the verb: right behind it, or right before it with no title to come."""
    after = row[verb + 1] if verb + 1 < len(row) else None
    if isinstance(after, CountMention) and after.n and after.start - row[verb].end < _NEAR:
        return after
    before = row[verb - 1] if verb else None
    if isinstance(before, CountMention) and before.n and row[verb].start - before.end < _NEAR:
        rest = [event for event in row[verb + 1 : verb + 3] if not isinstance(event, YearMention)]
        return None if rest and isinstance(rest[0], TitleMention) else before
    return None
