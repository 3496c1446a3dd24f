import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.numbers import NUMBER, number


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("02", 2),
        ("9", 9),
        ("1.234", 1234),
        ("15.412.000", 15412000),
        ("15,412", 15412),
        ("một", 1),
        ("năm", 5),
        ("mười", 10),
        ("mười lăm", 15),
        ("hai mươi", 20),
        ("hai mươi mốt", 21),
        ("hai mươi lăm", 25),
        ("ba mươi tư", 34),
        ("chín mươi chín", 99),
    ],
)
def test_a_printed_number_has_its_value(printed: str, value: int) -> None:
    assert re.fullmatch(NUMBER, printed)
    assert number(printed) == value


@pytest.mark.parametrize("printed", ["1,5", "98,7", "vài", "", "tập thể", "mười tập", "1.23"])
def test_what_is_no_whole_number_has_none(printed: str) -> None:
    assert number(printed) is None


@given(st.integers(min_value=0, max_value=999_999_999))
def test_thousands_may_be_set_off_by_dots(value: int) -> None:
    assert number(f"{value:,}".replace(",", ".")) == value
    assert number(str(value)) == value
