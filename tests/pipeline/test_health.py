"""The view `health` and `bangvang status` tell of each source what is not as it should be."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from commands import bangvang
from fake_extractor import fake
from workbench import rows

from pipeline.clock import now
from pipeline.session import session
from pipeline.settings import Home
from pipeline.store.issues import store_issues
from pipeline.store.sources import store_sources, store_visits
from schemas import Issue, Severity, Source, Visit

SOURCE = Source(name="bao-thu", title="Báo thử", listings=("https://bao.example.vn/tin",), article_pattern="x")
WELL = {"listed": 20, "known": 15, "articles": 5, "with_title": 5, "with_date": 5, "with_body": 5}


def _visits(nights: int, **changes: Any) -> list[Visit]:
    """One a night, the last one just now."""
    last = now()
    times = [last - timedelta(days=night) for night in range(nights)]
    return [_visit(at, {**WELL, "newest": last.date(), **changes}) for at in times]


def _visit(at: datetime, values: dict[str, Any]) -> Visit:
    return Visit(source="bao-thu", started_at=at, ended_at=at, **values)


def _health(home: Home, visits: list[Visit], *issues: Issue, source: Source = SOURCE) -> dict[str, Any]:
    with session(home, "run", fake()) as opened:
        store_sources(opened.con, [source], opened.run.started_at)
        store_visits(opened.con, visits)
        store_issues(opened.con, issues, "scrape", opened.run)
    ((told,),) = rows(home.published, "SELECT to_json(health) FROM health")
    return dict(json.loads(told))


def test_a_source_that_is_read_as_expected_is_well(home: Home) -> None:
    told = _health(home, _visits(40))
    assert (told["verdict"], told["reasons"], told["days_since_success"]) == ("ok", [], 0)
    assert (told["articles_a_visit"], told["articles_before"], told["with_date"]) == (5, 5, 1)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"newest": (now() - timedelta(days=15)).date()}, "silent"),
        ({"listed": 0}, "few-items"),
        ({"with_title": 1}, "titles-missing"),
        ({"with_date": 1}, "dates-missing"),
        ({"with_body": 1}, "texts-missing"),
    ],
)
def test_what_is_below_expectation_is_a_warning_that_says_what(
    home: Home, changes: dict[str, Any], reason: str
) -> None:
    told = _health(home, _visits(5, **changes))
    assert (told["verdict"], told["reasons"]) == ("warning", [reason])


def test_expectations_are_those_of_the_source(home: Home) -> None:
    patient = SOURCE.model_copy(update={"expect": SOURCE.expect.model_copy(update={"cadence_days": 60})})
    told = _health(home, _visits(5, newest=(now() - timedelta(days=15)).date()), source=patient)
    assert told["verdict"] == "ok"


def test_three_visits_that_found_nothing_are_bad_and_two_are_not(home: Home) -> None:
    good = [_visit(now() - timedelta(days=9), {**WELL, "newest": now().date()})]
    nothing = dict.fromkeys(WELL, 0) | {"listed": 9, "newest": None}
    told = _health(home, [*good, *_visits(2, **nothing)])
    assert "no-success" not in told["reasons"]
    told = _health(home, [*good, *_visits(4, **nothing)])
    assert (told["verdict"], told["days_since_success"]) == ("bad", 9)


def test_open_issues_count(home: Home) -> None:
    issues = [
        Issue(code=code, severity=severity, message="m", subject=code, source="bao-thu", at=now())
        for code, severity in (("fetch-tls", Severity.ERROR), ("fetch-gone", Severity.WARNING))
    ]
    told = _health(home, _visits(3), *issues)
    assert (told["errors"], told["warnings"], told["reasons"]) == (1, 1, ["errors"])


@pytest.mark.parametrize(("enabled", "verdict"), [(True, "never visited"), (False, "off")])
def test_a_source_without_visits_is_never_visited_or_off(home: Home, enabled: bool, verdict: str) -> None:
    assert _health(home, [], source=SOURCE.model_copy(update={"enabled": enabled}))["verdict"] == verdict


def test_status_names_the_source_its_trouble_and_its_last_good_day_in_vietnamese(home: Home) -> None:
    _health(home, _visits(5, with_date=1))
    told = bangvang("status", "--home", home.root).stdout
    assert "bao-thu" in told
    assert "chú ý" in told
    assert "nhiều bài không đọc được ngày" in told
