"""Dates as machines write them, and the day in Vietnam that they mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.text.moments import moment_date

DAY = date(2020, 7, 27)


@pytest.mark.parametrize(
    "value",
    [
        1595817120,
        1595817120.5,
        "1595817120",
        1595817120000,
        "/Date(1595817120000+0700)/",
        "/Date(1595817120000)/",
        "2020-07-27",
        "2020-07-27T09:52:00",
        "2020-07-27T23:59:59+07:00",
        "2020-07-26T17:00:00.000Z",
        "2020-07-27 09:52:00 +0700",
        "Mon, 27 Jul 2020 09:52:00 +0700",
        "26 Jul 2020 20:00:00 GMT",
        "Mon, 27 Jul 2020 23:30:00 GMT+7",
        "2020-07-27T23:30:00.1234567+07:00",
        "27/07/2020 09:52",
        "27-07-2020",
        "Thứ Hai, ngày 27 tháng 7 năm 2020",
    ],
)
def test_every_way_to_write_one_day(value: object) -> None:
    assert moment_date(value) == DAY


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, "", "sáng nay", [1595817120], {}),
        *(0, 12, 1e300, float("nan"), "99999999999999999", "/Date(-1)/"),
        *("2020-13-45T09:00:00Z", "99 Jul 2020 09:00 GMT", "0001-01-01T00:00:00Z", "2999-01-01"),
    ],
)
def test_what_is_no_day_is_none(value: object) -> None:
    assert moment_date(value) is None


@given(
    st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.text("0123456789-T:Z+/Date() JulGMT", max_size=30))
)
def test_no_value_breaks_it(value: object) -> None:
    day = moment_date(value)
    assert day is None or day.year >= 1990
