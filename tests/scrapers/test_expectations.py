"""What is unusual in a visit is told, and what only looks so is not."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Expectations, Severity, Source, Visit
from scrapers.expect import RULES, day_of, judged

TODAY = date(2026, 3, 20)
NIGHT = datetime(2026, 3, 19, 19, 0)  # two in the morning of TODAY in Vietnam, as storage keeps it
USUAL: dict[str, Any] = {
    "source": "bao-thu",
    "started_at": NIGHT,
    "ended_at": NIGHT + timedelta(minutes=2),
    "requests": 16,
    "pages": 2,
    "listed": 40,
    "known": 30,
    "articles": 10,
    "with_title": 10,
    "with_date": 10,
    "with_body": 10,
    "dated_today": 2,
    "newest": TODAY,
    "layouts": {"nukeviet/4": 9, "generic": 1},
}
QUIET: dict[str, Any] = {
    "known": 40,
    "articles": 0,
    "with_title": 0,
    "with_date": 0,
    "with_body": 0,
    "dated_today": 0,
    "newest": None,
    "layouts": {},
}


def visit(days_ago: int = 0, **changes: Any) -> Visit:
    at = NIGHT - timedelta(days=days_ago)
    return Visit.model_validate(USUAL | {"started_at": at, "ended_at": at} | changes)


def source(**changes: Any) -> Source:
    values: dict[str, Any] = {
        "name": "bao-thu",
        "title": "Báo thử",
        "family": "nukeviet",
        "listings": ("https://bao-thu.example/vi/news/",),
    }
    return Source.model_validate(values | changes)


def codes(seen: Visit, *earlier: Visit, of: Source | None = None, today: date = TODAY) -> list[str]:
    return [issue.code for issue in judged(seen, of or source(), earlier, today)]


def expecting(**values: Any) -> Source:
    return source(expect=values)


def test_a_usual_visit_raises_nothing() -> None:
    assert codes(visit(), visit(1), visit(2)) == []


def test_the_day_of_a_visit_is_that_of_vietnam() -> None:
    assert day_of(visit()) == TODAY


def test_an_issue_tells_the_source_and_has_the_severity_of_its_code() -> None:
    (issue,) = judged(visit(**QUIET | {"listed": 0, "known": 0}), source(), [], TODAY)
    assert (issue.code, issue.severity, issue.subject) == ("listing-empty", Severity.ERROR, "bao-thu")


# Each code: a visit that raises it, and a near miss that does not. Some are first visits, some have a history.

WRONG_AND_NEAR: dict[str, tuple[tuple[Source, Visit], tuple[Source, Visit]]] = {
    "listing-empty": (
        (source(), visit(**QUIET | {"listed": 0, "known": 0})),
        (source(), visit(**QUIET | {"listed": 1, "known": 1})),
    ),
    "too-few-items": (
        (expecting(least_items=20), visit(listed=19, known=10)),
        (expecting(least_items=20), visit(listed=20, known=11)),
    ),
    "too-many-items": (
        (expecting(most_items=20), visit(listed=41)),
        (expecting(most_items=20), visit(listed=40)),
    ),
    "nothing-new-for-too-long": (
        (expecting(cadence_days=14), visit(newest=TODAY - timedelta(days=15))),
        (expecting(cadence_days=14), visit(newest=TODAY - timedelta(days=14))),
    ),
    "dates-all-today": (
        (source(), visit(listed=40, known=0, dated_today=10)),
        (source(), visit(listed=40, known=0, dated_today=9)),
    ),
    "fields-missing": ((source(), visit(with_date=7)), (source(), visit(with_date=8))),
    "layout-unknown": (
        (source(), visit(layouts={"generic": 10})),
        (source(), visit(layouts={"generic": 9, "nukeviet/4": 1})),
    ),
}


def test_every_rule_is_tried() -> None:
    assert list(WRONG_AND_NEAR) == list(RULES)


@pytest.mark.parametrize("code", WRONG_AND_NEAR)
def test_a_visit_that_is_wrong_raises_its_code_alone_and_a_near_miss_raises_none(code: str) -> None:
    (wrong_source, wrong), (near_source, near) = WRONG_AND_NEAR[code]
    assert codes(wrong, of=wrong_source) == [code]
    assert codes(near, of=near_source) == []


# listing-empty


def test_a_site_that_was_not_reached_is_not_called_empty() -> None:
    assert codes(visit(**QUIET | {"pages": 0, "listed": 0, "known": 0})) == []


def test_a_listing_that_did_not_change_is_not_called_empty() -> None:
    assert codes(visit(**QUIET | {"listed": 0, "known": 0, "not_modified": 2}), visit(1)) == []


def test_an_empty_listing_is_not_told_a_second_time_as_silence() -> None:
    assert codes(visit(**QUIET | {"listed": 0, "known": 0}), visit(60, newest=date(2026, 1, 19))) == ["listing-empty"]


# too-many-items


def test_a_sitemap_may_list_a_whole_site_unless_its_source_says_otherwise() -> None:
    maps: dict[str, Any] = {"listings": (), "sitemaps": ("https://bao-thu.example/sitemap.xml",)}
    assert codes(visit(listed=9000, known=8990), of=source(**maps)) == []
    limited = source(**maps, expect={"most_items": 4000})
    assert codes(visit(listed=9000, known=8990), of=limited) == ["too-many-items"]


# nothing-new-for-too-long


def test_a_source_that_falls_silent_is_told_after_its_usual_silence_and_not_before() -> None:
    last_news = visit(15, newest=TODAY - timedelta(days=15))
    assert codes(visit(**QUIET), visit(1, **QUIET), last_news) == ["nothing-new-for-too-long"]
    assert codes(visit(**QUIET), visit(1, **QUIET), last_news, of=expecting(cadence_days=15)) == []


def test_undated_news_counts_on_the_day_on_which_it_was_found() -> None:
    undated: dict[str, Any] = {"newest": None, "with_date": 10}
    assert codes(visit(**QUIET), visit(14, **undated)) == []
    assert codes(visit(**QUIET), visit(15, **undated)) == ["nothing-new-for-too-long"]


def test_a_first_visit_without_dates_or_news_is_no_silence() -> None:
    assert codes(visit(**QUIET)) == []


def test_a_site_that_never_had_anything_new_is_silent_since_the_first_visit_that_is_known() -> None:
    assert codes(visit(**QUIET), *(visit(days, **QUIET) for days in range(1, 15))) == []
    assert codes(visit(**QUIET), *(visit(days, **QUIET) for days in range(1, 16))) == ["nothing-new-for-too-long"]


def test_reading_a_dead_site_for_the_first_time_is_no_sign_of_life() -> None:
    back_fill = visit(1, known=0, newest=date(2020, 5, 4))
    assert codes(visit(**QUIET), back_fill) == ["nothing-new-for-too-long"]


def test_a_date_in_the_future_does_not_keep_a_source_alive_for_ever() -> None:
    misread = visit(20, newest=date(2062, 3, 1))
    assert codes(visit(**QUIET), misread) == ["nothing-new-for-too-long"]


def test_silence_is_told_of_listings_that_do_not_change_too() -> None:
    unchanged = visit(**QUIET | {"pages": 0, "listed": 0, "known": 0, "not_modified": 2})
    assert codes(unchanged, visit(30, newest=TODAY - timedelta(days=30))) == ["nothing-new-for-too-long"]


def test_a_site_that_is_down_is_not_called_silent() -> None:
    down = visit(**QUIET | {"pages": 0, "listed": 0, "known": 0, "failed": 2})
    assert codes(down, visit(30, newest=TODAY - timedelta(days=30))) == []


# dates-all-today


def test_a_nightly_visit_may_have_only_articles_of_its_day() -> None:
    assert codes(visit(known=30, dated_today=10), visit(1)) == []


def test_a_site_that_fills_its_listing_in_a_day_may_have_only_articles_of_today() -> None:
    assert codes(visit(known=0, dated_today=10), of=expecting(cadence_days=1)) == []


def test_two_articles_of_today_say_nothing() -> None:
    few: dict[str, Any] = {
        "articles": 2,
        "with_title": 2,
        "with_date": 2,
        "with_body": 2,
        "dated_today": 2,
        "layouts": {},
    }
    assert codes(visit(listed=2, known=0, **few)) == []


def test_half_of_a_listing_new_and_of_today_is_told_only_beyond_the_half() -> None:
    assert codes(visit(listed=20, known=10, dated_today=10), visit(7)) == []
    assert codes(visit(listed=19, known=9, dated_today=10), visit(7)) == ["dates-all-today"]


# fields-missing


def test_all_missing_fields_are_told_in_one_issue_with_their_numbers() -> None:
    (issue,) = judged(visit(with_title=5, with_body=0), source(), [], TODAY)
    assert issue.message == (
        "title: 5 of 10 articles, at least 95% are usual; body: 0 of 10 articles, at least 90% are usual"
    )


def test_four_articles_are_too_few_for_a_share() -> None:
    assert codes(visit(articles=4, with_title=0, with_date=0, with_body=0, dated_today=0)) == []


def test_a_source_may_expect_less() -> None:
    assert codes(visit(with_date=0, dated_today=0), of=expecting(date=0)) == []


# layout-unknown


def test_without_a_family_or_with_a_body_of_its_own_a_source_has_no_layout_to_know() -> None:
    generic = visit(layouts={"generic": 10})
    assert codes(generic, of=source(family=None, article_pattern="x")) == []
    assert codes(generic, of=source(selectors={"body": "div.bai"})) == []


def test_two_odd_pages_are_no_new_layout() -> None:
    assert codes(visit(layouts={"generic": 2})) == []


# All together


@st.composite
def fitting(draw: st.DrawFn) -> tuple[Visit, Source]:
    """A visit as its source expects it, at the edges too."""
    expect = Expectations(
        cadence_days=draw(st.integers(2, 60)),
        least_items=draw(st.integers(1, 30)),
        most_items=draw(st.integers(31, 500)),
        date=draw(st.sampled_from([0.0, 0.5, 0.8, 1.0])),
    )
    pages = draw(st.integers(1, 9))
    listed = draw(st.integers(expect.least_items, expect.most_items * pages))
    articles = draw(st.integers(0, listed))
    dated = draw(st.integers(-(-articles * int(expect.date * 10) // 10), articles))
    found = visit(
        pages=pages,
        listed=listed,
        known=listed - articles,
        articles=articles,
        with_title=articles,
        with_date=dated,
        with_body=articles,
        dated_today=draw(st.integers(0, max(0, dated - 1))),
        newest=TODAY - timedelta(days=draw(st.integers(0, int(expect.cadence_days)))),
        layouts={"nukeviet/4": articles},
    )
    return found, source(expect=expect.model_dump())


@given(fitting())
def test_a_visit_that_fits_raises_nothing(fit: tuple[Visit, Source]) -> None:
    found, expecting_source = fit
    assert codes(found, of=expecting_source) == []
