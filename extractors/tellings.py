"""Tellings of one fact: which record goes into which, and why."""

from dataclasses import dataclass, replace

from schemas import AwardRecord, BlockKind


@dataclass(frozen=True, slots=True)
class Told:
    """A record, and the kind of passage and the sentence that tell it."""

    record: AwardRecord
    kind: BlockKind
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Merged:
    """A record that went into another one, and why: a code of data/issue_codes.csv."""

    record: AwardRecord
    into: AwardRecord | None
    reason: str


def retold(loser: Told, winner: Told) -> Merged:
    """`loser` goes into `winner`, which tells the same fact, or a later stage of it."""
    same_stage = loser.record.status is winner.record.status
    return Merged(loser.record, winner.record, "retold" if same_stage else "earlier-stage")


def left(told: list[Told], merged: list[Merged]) -> list[Told]:
    """Those that went into no other one."""
    return [one for one in told if not any(one.record is m.record for m in merged)]


def followed(merged: list[Merged], records: list[AwardRecord]) -> list[Merged]:
    """Each with the record that is left at the end, where the one that it went into went into another in turn."""
    return [replace(one, into=_at_last(one.into, merged, records)) for one in merged]


def _at_last(into: AwardRecord | None, merged: list[Merged], records: list[AwardRecord]) -> AwardRecord | None:
    passed: list[AwardRecord] = []
    while into is not None and not any(into is record for record in records):
        passed.append(into)
        into = next((m.into for m in merged if m.record is into and not any(m.into is p for p in passed)), None)
    return into
