"""Facts of which a value changed: those that keep their identity, and those that got a new one by it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.store.job import Job
from pipeline.store.kinds import Kind
from pipeline.store.merge import insert
from pipeline.store.pairs import Told, pairs
from pipeline.store.rows import Row
from schemas.award import FACT_FIELDS

# A change of one of these is told. That a quote stands somewhere else in its text is updated without a word.
VALUES = ("quote", "decision_no", "decision_date", "movement", "flags")
PLACES = ("quote_start", "quote_end")

_DIFFER = " OR ".join(f"old.{name} IS DISTINCT FROM new.{name}" for name in VALUES)
_MOVED = " OR ".join(f"old.{name} IS DISTINCT FROM new.{name}" for name in PLACES)
_SIDES = ", ".join(f"{side}.{name}" for side in ("old", "new") for name in VALUES)
_KNOWN = (
    "FROM award AS old JOIN stated AS new USING (record_id) JOIN read ON read.article_id = new.article_id WHERE true"
)
_TOLD = ", ".join(("record_id", "article_id", *FACT_FIELDS, "quote", "quote_start", "cause"))
_BOTH = "article_id IN (SELECT article_id FROM lapsed INTERSECT SELECT article_id FROM arrived)"

_KIND = "CASE WHEN old.withdrawn_at IS NULL THEN 'changed' ELSE 'restored' END"
CHANGED = (
    f"SELECT record_id, cause, {_KIND} AS kind, {_SIDES} {_KNOWN} "
    f"AND (({_DIFFER}) OR old.withdrawn_at IS NOT NULL) ORDER BY record_id"
)
MOVED = f"SELECT count(*) {_KNOWN} AND old.withdrawn_at IS NULL AND NOT ({_DIFFER}) AND ({_MOVED})"
GONE = f"SELECT {_TOLD} FROM award JOIN lapsed USING (record_id, article_id) WHERE {_BOTH}"  # noqa: S608
COME = f"SELECT {_TOLD} FROM stated JOIN arrived USING (record_id, article_id) WHERE {_BOTH}"  # noqa: S608


def log_replaced(job: Job) -> dict[str, str]:
    """Log the facts that arrived in place of ones that lapsed; the ids of both."""
    found = pairs(_told(job, GONE), _told(job, COME))
    insert(job.con, "change", [_row(job, new, old.values, new.values, old.record_id) for old, new in found])
    return {new.record_id: old.record_id for old, new in found}


def log_changed(job: Job) -> int:
    """Log the facts that are back, and those that stay and of which a value changed.

    Returns how many they are, with those whose place alone changed.
    """
    rows, size = [], len(VALUES)
    for key, cause, kind, *values in job.con.execute(CHANGED).fetchall():
        before, after = (dict(zip(VALUES, half, strict=True)) for half in (values[:size], values[size:]))
        rows.append({**_row(job, Told(key, "", cause, {}, "", 0), before, after), "kind": kind})
    insert(job.con, "change", rows)
    ((moved,),) = job.con.execute(MOVED).fetchall()
    return len(rows) + int(moved)


def _told(job: Job, query: str) -> list[Told]:
    rows = job.con.execute(query).fetchall()
    size = len(FACT_FIELDS)
    return [
        Told(key, article, rest[-1], dict(zip(FACT_FIELDS, rest[:size], strict=True)), *rest[size:-1])
        for key, article, *rest in rows
    ]


def _row(
    job: Job, told: Told, before: Mapping[str, object], after: Mapping[str, object], replaces: str | None = None
) -> Row:
    differ = [name for name in after if before[name] != after[name]]
    return {
        "run_id": job.run_id,
        "changed_at": job.at,
        "kind": Kind.CHANGED.value,
        "cause": told.cause,
        "record_id": told.record_id,
        "replaces": replaces,
        "before": _json(before, differ) if differ else None,
        "after": _json(after, differ) if differ else None,
    }


def _json(values: Mapping[str, object], names: Sequence[str]) -> str:
    return json.dumps({name: values[name] for name in names}, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
