"""Changes out of the published file."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import UsageError
from pipeline.history.net import Change, net
from pipeline.query import run_query
from pipeline.store.kinds import Kind

LAST = "last"
RUNS = "SELECT run_id, started_at FROM run ORDER BY started_at DESC"
COLUMNS = (
    "changed_at", "run_id", "kind", "cause", "title_name", "unit", "person", "years", "count_name", "status_name",
    "before", "after", "quote", "url", "source", "record_id", "replaces", "fact_id",
)  # fmt: skip
IN_TIME = "changed_at, record_id"
CHANGES = f"SELECT {', '.join(COLUMNS)} FROM v_change WHERE run_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY {IN_TIME}"  # noqa: S608


class Stretch(NamedTuple):
    """The runs whose changes are asked for, in order, and these in words."""

    runs: tuple[str, ...]
    words: str


def runs_named(path: Path, first: str | None, last: str | None) -> Stretch:
    """The runs meant: by default the last; one that is named; or all after the first named up to the second.

    A run is named by its id, by the beginning of it (20261122), or as `last`. Raises UsageError for one that is none.
    """
    known = [run_id for run_id, _ in run_query(path, RUNS)[1]]
    if first is None or last is None:
        run = _one(known, first or LAST)
        return Stretch((run,), f"run {run}")
    ends = _one(known, first), _one(known, last)
    newer, older = sorted(known.index(end) for end in ends)
    return Stretch(tuple(reversed(known[newer:older])), f"after run {known[older]} up to run {known[newer]}")


def changes_between(path: Path, runs: tuple[str, ...]) -> list[Change]:
    """What these runs changed in all, one change a fact."""
    _, rows = run_query(path, CHANGES, [list(runs)])
    return net(_change(dict(zip(COLUMNS, row, strict=True))) for row in rows)


def _one(known: list[str], name: str) -> str:
    if not known:
        raise UsageError("there was no run yet; start with: bangvang run")
    if name == LAST:
        return known[0]
    found = [run_id for run_id in known if run_id.startswith(name)]
    if not found:
        raise UsageError(f"no run is called {name}; the last ones are: {', '.join(known[:5])}")
    return found[0]


def _change(row: dict[str, Any]) -> Change:
    before, after = (json.loads(row.pop(name) or "{}") for name in ("before", "after"))
    return Change(Kind(row.pop("kind")), row["record_id"], row["replaces"], before, after, row)
