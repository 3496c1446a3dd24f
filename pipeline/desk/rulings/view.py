"""What a page shows of one fact: its fields with their evidence, other tellings, conflicts, history."""

import json
from collections.abc import Callable
from typing import NamedTuple

from pipeline.desk.desk import Desk
from pipeline.desk.interface import Interface
from pipeline.desk.published import Row
from pipeline.desk.rulings.evidence import EVIDENCED
from pipeline.desk.rulings.facts import Fact
from pipeline.desk.rulings.history import Difference, said, word
from schemas import AwardRecord, CountQualifier

# Two look-ups by an index: a join of the two, or another condition, would make scans of them.
TELLINGS = "SELECT record_id, quote, article_id, place, withdrawn_at FROM award WHERE fact_id = ?"
TOLD_IN = "SELECT article_id, url, published, title AS headline FROM article WHERE article_id IN ({among})"
CONFLICTS = "SELECT field, told FROM conflict WHERE fact_id = ? ORDER BY field"
CHANGES = """
    SELECT changed_at, kind, cause, run_id, replaces, before, after FROM change WHERE record_id = ?
    ORDER BY changed_at"""
MOST_STEPS = 20  # records that replaced one another


class FieldShown(NamedTuple):
    """A field with its value in words, and how the value follows from which stretch of text."""

    name: str
    label: str
    value: str
    basis: str | None
    quote: str | None


def fields(record: AwardRecord, t: Interface) -> list[FieldShown]:
    """All fields that have a value, in the order of the form."""
    shown = []
    for name in EVIDENCED:
        value = VALUES.get(name, lambda of, t, name=name: said(name, getattr(of, name), t))(record, t)
        span = record.evidence.get(name)
        if value and value != t("fact.none"):
            basis, quote = (span.basis.value, span.quote) if span else (None, None)
            shown.append(FieldShown(name, word("field", name, t), value, basis, quote))
    for name in ("decision_no", "decision_date", "movement"):
        if value := getattr(record, name):
            span = record.evidence.get(name)
            shown.append(FieldShown(name, word("field", name, t), said(name, value, t),
                                    span.basis.value if span else None, span.quote if span else None))  # fmt: skip
    return shown


def headline(record: AwardRecord, t: Interface) -> str:
    """A fact in one line: "Bằng khen hạng Nhất – Nguyễn Văn A, Sở Y tế – 2020"."""
    title = said("title", record.title, t) + (f" {said('rank', record.rank, t)}" if record.rank else "")
    names = ", ".join(name for name in (record.person, record.unit) if name)
    return " – ".join(part for part in (title, names, _years(record, t)) if part)


def tellings(desk: Desk, fact: Fact) -> list[Row]:
    """Other records of the same award that hold."""
    if fact.row is None:
        return []
    told = desk.published.rows(TELLINGS, [fact.row["fact_id"]])
    others = [row for row in told if row["withdrawn_at"] is None and row["record_id"] != fact.record_id]
    found = sorted(others, key=lambda row: row["place"])
    articles = {row["article_id"] for row in found}
    among = TOLD_IN.format(among=", ".join("?" for _ in articles))
    where = {row["article_id"]: row for row in desk.published.rows(among, list(articles))} if articles else {}
    return [{**where[row["article_id"]], **row} for row in found]


def conflicts(desk: Desk, fact: Fact) -> list[Row]:
    """In what the tellings of the award disagree."""
    return desk.published.rows(CONFLICTS, [fact.row["fact_id"]]) if fact.row else []


def changes(desk: Desk, record_id: str, t: Interface) -> list[Row]:
    """What runs did to the record and to those that it replaced, the latest first, with `differences` in words."""
    found: list[Row] = []
    wanted, seen = record_id, set[str]()
    while wanted not in seen and len(seen) < MOST_STEPS:
        seen.add(wanted)
        steps = desk.published.rows(CHANGES, [wanted])
        found = steps + found
        wanted = next((step["replaces"] for step in steps if step["replaces"]), wanted)
    return [{**step, "differences": _differences(step, t)} for step in reversed(found)]


def _differences(step: Row, t: Interface) -> list[Difference]:
    before, after = (json.loads(step[name] or "{}") for name in ("before", "after"))
    return [
        Difference(word("field", name, t), said(name, before.get(name), t), said(name, after[name], t))
        for name in after
    ]


def _years(record: AwardRecord, t: Interface) -> str:
    del t
    if record.year_from is None:
        return ""
    return str(record.year_from) if record.year_from == record.year_to else f"{record.year_from}–{record.year_to}"


def _count(record: AwardRecord, t: Interface) -> str:
    if record.count is None:
        return t("fact.none")
    exact = record.count_qualifier is CountQualifier.EXACT
    told = f"{record.count:,}".replace(",", "." if t.language == "vi" else ",")
    return told if exact else f"{word('count_qualifier', record.count_qualifier, t)} {told}"


VALUES: dict[str, Callable[[AwardRecord, Interface], str]] = {"year": _years, "count": _count}
