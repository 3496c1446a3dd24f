"""What several changes of a fact come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.store.kinds import Kind


@dataclass(frozen=True)
class Change:
    """One change of a fact; `told` is what else is known of it, by column of v_change."""

    kind: Kind
    record_id: str
    replaces: str | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    told: Mapping[str, Any] = field(default_factory=dict)


def net(changes: Iterable[Change]) -> list[Change]:
    """One change a fact, in the order of the last ones: from before the first to after the last of the changes given.

    What came and went in between, or changed and changed back, is none. The changes are in order of time.
    """
    lines: dict[str, list[Change]] = {}
    for change in changes:
        earlier = lines.pop(change.replaces or change.record_id, [])
        lines[change.record_id] = [*earlier, change]
    return [whole for line in lines.values() if (whole := _whole(line))]


def _whole(line: list[Change]) -> Change | None:
    first, last = line[0], line[-1]
    was_there, is_there = first.kind in (Kind.CHANGED, Kind.WITHDRAWN), last.kind is not Kind.WITHDRAWN
    if not was_there:
        return replace(last, kind=first.kind, before={}, after={}) if is_there else None
    if not is_there:
        return replace(last, before={}, after={})
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for change in line:
        before = {**change.before, **before}
        after |= change.after
    differ = [name for name in after if before[name] != after[name]]
    if not differ:
        return None
    kept = {name: before[name] for name in differ}, {name: after[name] for name in differ}
    return replace(last, kind=Kind.CHANGED, replaces=first.replaces, before=kept[0], after=kept[1])
