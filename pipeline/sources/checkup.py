"""Is a source healthy, and if not, why? Its file, its saved pages, its last visit and its open issues tell."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from data import DataError
from pipeline.catalogue import Weight, source_advice
from pipeline.sources.records import OpenIssue, Record, Records, entrances
from schemas import Issue, Source, Visit
from scrapers.discover.identity import canonical_url
from scrapers.errors import UnreadableInput
from scrapers.expect import HANOI, RULES, judged
from scrapers.fixtures import LISTING, Fixture, faults, fixtures_of
from scrapers.sources import read_source

MANY = 3  # pages that failed: fewer say nothing about their source
LONGEST = 200  # characters of a detail: a difference of two texts can be two whole texts


class State(StrEnum):
    """The health of a source in one word, as tables show it."""

    WELL = "tốt"
    ILL = "lỗi"
    NEW = "mới"
    OFF = "tắt"


class Reason(NamedTuple):
    """Something worth telling about a source; `harmful` when it makes the source unhealthy."""

    code: str
    detail: str
    harmful: bool
    number: int = 1


class Checkup(NamedTuple):
    """What is known about the source of one file; no source when the file is not valid."""

    name: str
    source: Source | None
    last: Visit | None
    reasons: tuple[Reason, ...]

    @property
    def healthy(self) -> bool:
        """Nothing harmful is known."""
        return not any(reason.harmful for reason in self.reasons)

    @property
    def wanted(self) -> bool:
        """Runs are to read it; of a file that cannot be read that is not known, so it counts."""
        return self.source is None or self.source.enabled

    @property
    def state(self) -> State:
        """In one word."""
        if not self.wanted:
            return State.OFF
        if not self.healthy:
            return State.ILL
        return State.WELL if self.last else State.NEW


def checkup(file: Path, records: Records, fixtures: Path | None, today: date | None = None) -> Checkup:
    """The health of the source that `file` describes; its saved pages are left out without a folder of them.

    `today` is the day in Vietnam. Raises duckdb.Error when the records cannot be read.
    """
    try:
        source = read_source(file)
    except DataError as error:
        return Checkup(file.stem, None, None, (Reason("source-invalid", str(error), harmful=True),))
    record = records.of(source)
    reasons = [
        *(_of_fixtures(source, fixtures) if fixtures else ()),
        *_of_visits(source, record.visits, today or (datetime.now(UTC) + HANOI).date()),
        *_of_issues(source, record),
    ]
    return Checkup(source.name, source, next(iter(record.visits), None), tuple(reasons))


def seen_now(one: Checkup, issues: Sequence[Issue]) -> Checkup:
    """The checkup with what was wrong when the site was looked at just now."""
    seen = [Reason(issue.code, _shortened(f"{issue.subject}: {issue.message}"), harmful=True) for issue in issues]
    return one._replace(reasons=(*one.reasons, *seen))


def _of_fixtures(source: Source, folder: Path) -> Iterator[Reason]:
    fixtures = fixtures_of(source, folder)
    if all(fixture.html.stem.endswith(LISTING) for fixture in fixtures):
        yield Reason("fixture-missing", f"{folder / source.name}: no saved article", harmful=True)
    for fixture in fixtures:
        found = [fault.removeprefix(f"{folder}/") for fault in _faults(fixture)]
        if found:
            yield Reason("fixture-fails", _shortened("; ".join(found)), harmful=True)


def _faults(fixture: Fixture) -> list[str]:
    try:
        return faults(fixture)
    except (DataError, UnreadableInput) as error:
        return [str(error)]


def _of_visits(source: Source, visits: Sequence[Visit], today: date) -> Iterator[Reason]:
    """What is unusual in the last visit, judged as of today: silence grows even while no run looks."""
    if not visits:
        if source.enabled:
            yield Reason("never-visited", "", harmful=False)
        return
    for issue in judged(visits[0], source, visits[1:], today):
        yield Reason(issue.code, issue.message, harmful=True)


def _of_issues(source: Source, record: Record) -> Iterator[Reason]:
    """Open issues, a code a line. What visits are judged by has just been judged anew."""
    open_ones = [one for one in record.issues if not (one.subject == source.name and one.code in RULES)]
    known = [one for one in open_ones if one.code in source_advice()]
    for code, group in groupby(sorted(known, key=lambda one: one.code), key=lambda one: one.code):
        issues = list(group)
        harmful = _harmful(code, issues, source, record)
        yield Reason(code, _shortened(f"{issues[0].subject}: {issues[0].message}"), harmful, len(issues))


def _harmful(code: str, issues: Sequence[OpenIssue], source: Source, record: Record) -> bool:
    """Says data/source_advice.csv; what is about pages harms when it is about an entrance or about most pages."""
    weight = source_advice()[code].weight
    if weight is not Weight.PAGE:
        return weight is Weight.SOURCE
    doors = {source.name, *entrances(source), *map(canonical_url, entrances(source))}
    visit = next(iter(record.visits), None)
    return any(one.subject in doors for one in issues) or (visit is not None and _most_failed(visit))


def _most_failed(visit: Visit) -> bool:
    return visit.failed >= max(MANY, visit.articles)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
