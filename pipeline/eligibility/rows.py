"""Verdicts as rows for tables and files: a row for each need."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.catalogue import labels, titles
from pipeline.eligibility.findings import Finding, Reason, State
from pipeline.eligibility.law import Need, Rule, law, regime
from pipeline.eligibility.verdicts import Verdict, eligible
from pipeline.query import Rows
from schemas import Level

RANKS = ("", " hạng Nhất", " hạng Nhì", " hạng Ba")

COLUMNS = (
    "person", "unit", "title_name", "verdict", "verdict_name", "need", "found", "finding", "finding_name", "years",
    "missing", "reasons", "law", "article", "support", "support_name", "quotes", "urls", "notes", "regime", "on_date",
    "title", "levels", "rank", "record_ids",
)  # fmt: skip


def eligible_rows(  # noqa: PLR0913 - the parts of one question
    published: Path,
    *,
    unit: str | None = None,
    person: str | None = None,
    title: str | None = None,
    level: Level | None = None,
    on: date,
    language: str = "vi",
) -> Rows:
    """The verdicts of `eligible` as columns and rows, in Vietnamese or English. Raises as `eligible` does."""
    verdicts = eligible(published, unit=unit, person=person, title=title, level=level, on=on)
    rows = [_row(verdict, finding, on, language) for verdict in verdicts for finding in verdict.findings or (None,)]
    return list(COLUMNS), [tuple(row[column] for column in COLUMNS) for row in rows]


def _row(verdict: Verdict, finding: Finding | None, on: date, language: str) -> dict[str, Any]:
    rule, in_force = verdict.rule, regime(on)
    return {
        "person": verdict.recipient.person,
        "unit": verdict.recipient.unit,
        "title_name": _title_name(verdict, language),
        "verdict": verdict.state.value,
        "verdict_name": _said(verdict.state.value, language),
        **_of_finding(finding, language),
        "reasons": _reasons(verdict, finding, language),
        **_of_rule(rule, language),
        "notes": [getattr(note, language) for note in verdict.notes],
        "regime": f"{in_force.law}; {in_force.decree}" if in_force else None,
        "on_date": on,
        "title": verdict.wanted.code,
        "levels": [level.value for level in _levels(verdict)],
        "rank": rule.rank if rule else verdict.wanted.rank,
    }


def _of_finding(finding: Finding | None, language: str) -> dict[str, Any]:
    if finding is None:
        empty: dict[str, Any] = dict.fromkeys(("need", "found", "finding", "finding_name"))
        return empty | {name: [] for name in ("years", "missing", "quotes", "urls", "record_ids")}
    need: Need = finding.need
    return {
        "need": getattr(need, language),
        "found": f"{min(len(finding.years), need.times)}/{need.times}",
        "finding": finding.state.value,
        "finding_name": _said(finding.state.value, language),
        "years": list(finding.years),
        "missing": list(finding.missing),
        "quotes": list(dict.fromkeys(fact.quote for fact in finding.facts)),
        "urls": list(dict.fromkeys(fact.url for fact in finding.facts)),
        "record_ids": [fact.record_id for fact in finding.facts],
    }


def _of_rule(rule: Rule | None, language: str) -> dict[str, Any]:
    if rule is None:
        return dict.fromkeys(("law", "article", "support", "support_name"))
    return {
        "law": rule.law,
        "article": rule.article or None,
        "support": rule.support.value,
        "support_name": _said(rule.support.value, language),
    }


def _reasons(verdict: Verdict, finding: Finding | None, language: str) -> list[str]:
    reasons = [*(finding.reasons if finding else ()), *verdict.reasons]
    if rule := verdict.rule:
        kinds = ("besides", "doubt") if verdict.state is State.FOUND else ("besides", "instead", "doubt")
        texts = {kind: getattr(rule, f"{kind}_{language}") for kind in kinds}
        reasons += [Reason(kind, {"text": text}) for kind, text in texts.items() if text]
    return [_said(reason.code, language, reason.values) for reason in reasons]


def _said(code: str, language: str, values: dict[str, object] | None = None) -> str:
    text: str = getattr(law().words[code], language)
    return text.format(**{name: _value(value, language) for name, value in (values or {}).items()})


def _value(value: object, language: str) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(str, value)) or _said("year_untold", language)
    return str(value)


def _title_name(verdict: Verdict, language: str) -> str:
    """`Chiến sĩ thi đua (cơ sở)`: names of titles are Vietnamese in both languages."""
    rank = verdict.rule.rank if verdict.rule else verdict.wanted.rank
    told = "; ".join(getattr(labels()["level", level.value], language) for level in _levels(verdict))
    return f"{titles()[verdict.wanted.code].name}{RANKS[rank or 0]}" + (f" ({told})" if told else "")


def _levels(verdict: Verdict) -> list[Level]:
    """The level that was asked for, else those of the rule, from below."""
    if verdict.wanted.level:
        return [verdict.wanted.level]
    return [level for level in Level if verdict.rule and level in verdict.rule.levels]
