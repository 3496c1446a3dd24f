"""Reviews and changes in words: who, when, what before and after."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.catalogue import labels, titles
from pipeline.desk.interface import Interface, words
from schemas import AwardRecord, Logged
from schemas.award import FACT_FIELDS

COMPARED = (*FACT_FIELDS, "decision_no", "decision_date")
CODED = ("level", "recipient_kind", "status", "count_qualifier")


@dataclass(frozen=True)
class Difference:
    """A field whose value was changed, in words."""

    label: str
    before: str
    after: str


def differences(before: AwardRecord | None, after: AwardRecord | None, t: Interface) -> list[Difference]:
    """The fields in which two records differ, and whether quote or evidence do."""
    if before is None or after is None:
        return []
    found = [
        Difference(word("field", name, t), said(name, getattr(before, name), t), said(name, getattr(after, name), t))
        for name in COMPARED
        if getattr(before, name) != getattr(after, name)
    ]
    if before.quote != after.quote:
        found.append(Difference(word("field", "quote", t), f"“{before.quote.quote}”", f"“{after.quote.quote}”"))
    for name in after.evidence:
        old, new = before.evidence.get(name), after.evidence[name]
        if old and (old.start, old.end) != (new.start, new.end):
            told = f"{t('fact.evidence')} ({word('field', name, t)})"
            found.append(Difference(told, f"“{old.quote}”", f"“{new.quote}”"))
    return found


def said(name: str, value: object, t: Interface) -> str:
    """A value in words."""
    if value in (None, "", []):
        return t("fact.none")
    if name == "title":
        return titles()[str(value)].name if value in titles() else str(value)
    if name == "rank":
        return t(f"fact.rank_{value}")
    if name in CODED:
        key = f"fact.{name}_{value}"
        return t(key) if key in words() else word(name, str(value), t)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def word(kind: str, code: str, t: Interface) -> str:
    """The word of data/labels.csv, in the reader's language; the code itself when there is none."""
    row = labels().get((kind, code))
    return str(getattr(row, t.language)) if row else code


def told_of(log: list[Logged], t: Interface) -> list[dict[str, Any]]:
    """The lines of a log for a page, the latest first."""
    undone = {logged.review.undoes for logged in log}
    return [
        {
            "number": one.number,
            "review": one.review,
            "differences": differences(one.review.before, one.review.after, t),
            "is_undone": one.number in undone,
        }
        for one in reversed(log)
    ]
