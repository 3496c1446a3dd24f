"""One need of the law held against the facts of a recipient."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pipeline.eligibility.evidence import Fact
from pipeline.eligibility.law import Need

Years = frozenset[int]


class State(StrEnum):
    """What evidence there is; the order is that in which they decide a verdict, the last first."""

    FOUND = "found"
    UNSURE = "unsure"
    NOT_FOUND = "not_found"
    REVOKED = "revoked"
    NO_RULE = "no_rule"


@dataclass(frozen=True)
class Reason:
    """Why, as a code of the words in data/eligibility.toml with its values."""

    code: str
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """What was found for a need: the years that count, those that lack, the facts looked at, and why."""

    need: Need
    state: State
    years: tuple[int, ...]
    missing: tuple[int, ...]
    facts: tuple[Fact, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Sorted:
    """The facts about a need by what they say."""

    won: Years
    revoked: Years
    pending: Years
    undated: int
    untold_level: int
    revoked_undated: bool
    facts: tuple[Fact, ...]


def examine(need: Need, facts: Sequence[Fact], on: date, first_year: int | None = None) -> Finding:
    """What the facts tell about the need on that day; `first_year` is when the rule's first need was met."""
    told = _sorted(need, facts)
    last = on.year - need.years_before
    counted = frozenset(year for year in told.won if year <= last and (first_year is None or year > first_year))
    years, missing, old = _run(need, counted, on) if need.in_a_row else (counted, frozenset[int](), False)
    enough = len(years - missing) >= need.times
    doubtful = old or told.revoked_undated
    state = (State.UNSURE if doubtful else State.FOUND) if enough else _lacking(need, told, counted, on)
    reasons = [*_of_years(need, years - missing, missing, enough=enough)]
    if old:
        reasons.append(Reason("run_ended", {"year": max(years)}))
    if late := sorted(year for year in told.won if year > last):
        reasons.append(Reason("too_recent", {"years": late, "least": need.years_before}))
    if early := sorted(year for year in told.won if first_year is not None and year <= first_year):
        reasons.append(Reason("too_early", {"years": early}))
    reasons += _of_the_rest(told, enough=enough)
    return Finding(need, state, tuple(sorted(years - missing)), tuple(sorted(missing)), told.facts, tuple(reasons))


def _sorted(need: Need, facts: Iterable[Fact]) -> Sorted:
    of_title = [fact for fact in facts if fact.title in need.titles]
    fitting = [fact for fact in of_title if not need.levels or fact.level in need.levels]
    untold = [fact for fact in of_title if need.levels and fact.level is None]
    # A revocation that does not tell the level may be that of any: it is never overlooked.
    revoked = [fact for fact in (*fitting, *untold) if fact.status == "revoked"]
    taken = _years(revoked)
    awarded = [fact for fact in fitting if fact.status == "awarded"]
    won = _years(awarded) - taken
    return Sorted(
        won=won,
        revoked=taken,
        pending=_years(fact for fact in fitting if fact.status in ("proposed", "registered")) - won - taken,
        undated=sum(fact.times for fact in awarded if fact.year is None),
        untold_level=sum(fact.times for fact in untold if fact.status == "awarded"),
        revoked_undated=any(fact.year is None for fact in revoked),
        facts=tuple(fact for fact in of_title if fact in fitting or fact in untold),
    )


def _years(facts: Iterable[Fact]) -> Years:
    return frozenset(fact.year for fact in facts if fact.year is not None)


def _run(need: Need, won: Years, on: date) -> tuple[Years, Years, bool]:
    """The years of the fullest run, the latest of those alike; which of them lack; whether it ended long ago."""
    ends = {*won, on.year, on.year - 1}
    runs = [frozenset(range(end - need.times + 1, end + 1)) for end in ends]
    best = max(runs, key=lambda run: (len(run & won), max(run)))
    missing = best - won
    return best, missing, not missing and max(best) < on.year - 1


def _lacking(need: Need, told: Sorted, counted: Years, on: date) -> State:
    """What to call too few years: a revocation in between is evidence, awards without year or level are a doubt."""
    with_revoked = counted | told.revoked
    if told.revoked and _reaches(need, with_revoked, on):
        return State.REVOKED
    maybe = len(counted) + told.undated + told.untold_level
    return State.UNSURE if maybe > len(counted) and maybe >= need.times else State.NOT_FOUND


def _reaches(need: Need, years: Years, on: date) -> bool:
    if not need.in_a_row:
        return len(years) >= need.times
    return not _run(need, years, on)[1]


def _of_years(need: Need, years: Years, missing: Years, *, enough: bool) -> Iterable[Reason]:
    if years:
        yield Reason("enough", {"years": sorted(years)})
    if not enough and not years:
        yield Reason("none")
    elif missing:
        yield Reason("missing", {"years": sorted(missing)})
    elif not enough:
        yield Reason("too_few", {"lacking": need.times - len(years)})


def _of_the_rest(told: Sorted, *, enough: bool) -> Iterable[Reason]:
    """What was looked at and did not count; without bearing on the answer it is not told."""
    if told.revoked:
        yield Reason("revoked_years", {"years": sorted(told.revoked)})
    if told.revoked_undated:
        yield Reason("revoked_undated")
    if enough:
        return
    if told.pending:
        yield Reason("pending", {"years": sorted(told.pending)})
    if told.undated:
        yield Reason("undated", {"times": told.undated})
    if told.untold_level:
        yield Reason("untold_level", {"times": told.untold_level})
