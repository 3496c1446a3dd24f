"""Verdicts: the rules of the law on a day held against what was found of a recipient."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.eligibility.evidence import Fact, Recipient, recipients, until
from pipeline.eligibility.findings import Finding, Reason, State, examine
from pipeline.eligibility.law import Note, Rule, Support, notes, rules
from pipeline.search.titles import TitleWanted, resolve
from schemas import Level, RecipientKind

WORST = [State.FOUND, State.UNSURE, State.NOT_FOUND, State.REVOKED]


@dataclass(frozen=True)
class Verdict:
    """What evidence there is that a recipient can be proposed for a title, need by need; no rule, no findings."""

    recipient: Recipient
    wanted: TitleWanted
    rule: Rule | None
    state: State
    findings: tuple[Finding, ...] = ()
    reasons: tuple[Reason, ...] = ()
    notes: tuple[Note, ...] = ()


def eligible(  # noqa: PLR0913 - the parts of one question
    published: Path,
    *,
    unit: str | None = None,
    person: str | None = None,
    title: str | None = None,
    level: Level | None = None,
    on: date,
) -> list[Verdict]:
    """Each recipient whom the words mean, held against each rule for the title on that day.

    Without a title it is a suggestion: the titles for which there is any evidence, the nearest first.
    Raises UsageError for unknown titles and for words that mean nobody or too many, StorageError without a file.
    """
    kind = RecipientKind.CA_NHAN if person else RecipientKind.TAP_THE
    wanted = [_at(level, one) for one in resolve(title)] if title else None
    found = [until(recipient, on) for recipient in recipients(published, unit, person)]
    if wanted is None:
        return [verdict for recipient in found for verdict in _suggested(recipient, kind, on)]
    return [verdict for recipient in found for one in wanted for verdict in _asked(recipient, kind, one, on)]


def _at(level: Level | None, wanted: TitleWanted) -> TitleWanted:
    return wanted._replace(level=level) if level else wanted


def _asked(recipient: Recipient, kind: RecipientKind, wanted: TitleWanted, on: date) -> list[Verdict]:
    fitting = [rule for rule in rules(on) if rule.recipient is kind and _is_for(rule, wanted)]
    if not fitting:
        always = tuple(notes(on, "always"))
        return [Verdict(recipient, wanted, None, State.NO_RULE, reasons=(Reason("no_rule_on_day"),), notes=always)]
    return [judged(recipient, wanted, rule, on) for rule in fitting]


def _suggested(recipient: Recipient, kind: RecipientKind, on: date) -> list[Verdict]:
    of_kind = [rule for rule in rules(on) if rule.recipient is kind]
    told = [judged(recipient, TitleWanted(rule.title, rank=rule.rank), rule, on) for rule in of_kind]
    some = [verdict for verdict in told if any(finding.facts for finding in verdict.findings)]
    return sorted(some, key=lambda verdict: WORST.index(verdict.state))


def _is_for(rule: Rule, wanted: TitleWanted) -> bool:
    same_rank = wanted.rank is None or rule.rank == wanted.rank
    return rule.title == wanted.code and same_rank and (wanted.level is None or wanted.level in rule.levels)


def judged(recipient: Recipient, wanted: TitleWanted, rule: Rule, on: date) -> Verdict:
    """The rule held against the facts. The least certain finding decides."""
    first = examine(rule.needs[0], recipient.facts, on)
    first_year = min(first.years, default=None)
    later = [
        examine(need, recipient.facts, on, first_year if need.after_the_first else None) for need in rule.needs[1:]
    ]
    findings = (first, *later)
    held = _held(rule, recipient.facts)
    used = bool(held) and any(_may_be_used(finding, held) for finding in findings)
    reasons = _of_the_name(recipient)
    if used:
        reasons.append(Reason("held", {"years": sorted({fact.year for fact in held if fact.year is not None})}))
    doubtful = used or rule.support is Support.DOUBTFUL or _is_nameless(recipient)
    states = [*(finding.state for finding in findings), *([State.UNSURE] if doubtful else [])]
    state = max(states, key=WORST.index)
    when = ["always", *(["held"] if used else []), *(["missing"] if state is not State.FOUND else [])]
    told = tuple(note for one in when for note in notes(on, one))
    return Verdict(recipient, wanted, rule, state, findings, tuple(reasons), told)


def _held(rule: Rule, facts: Sequence[Fact]) -> list[Fact]:
    """The awards of the title itself, but for those that were revoked."""
    of_title = [fact for fact in facts if fact.title == rule.title and fact.rank == rule.rank]
    fitting = [fact for fact in of_title if not rule.levels or fact.level is None or fact.level in rule.levels]
    revoked = {fact.year for fact in fitting if fact.status == "revoked"}
    return [fact for fact in fitting if fact.status == "awarded" and fact.year not in revoked]


def _may_be_used(finding: Finding, held: Sequence[Fact]) -> bool:
    """Whether an achievement that counts is not later than the title that it would support."""
    if finding.need.years_before or not finding.years:
        return False
    return any(fact.year is None or min(finding.years) <= fact.year for fact in held)


def _of_the_name(recipient: Recipient) -> list[Reason]:
    """What must be said of a name that others may bear."""
    reasons = []
    if _is_nameless(recipient):
        reasons.append(Reason("no_unit"))
    if recipient.others:
        units = sorted({unit for unit in recipient.others if unit})
        reasons.append(Reason("same_name", {"times": len(recipient.others), "units": units}))
    if recipient.kin:
        reasons.append(Reason("reorganised", {"units": recipient.kin}))
    if not recipient.facts and not recipient.others:
        reasons.append(Reason("unknown_recipient"))
    return reasons


def _is_nameless(recipient: Recipient) -> bool:
    """A name without a unit may be several people: what was found needs a person's eye."""
    return bool(recipient.person and recipient.facts and not recipient.unit)
