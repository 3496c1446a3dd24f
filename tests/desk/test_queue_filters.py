"""Filters of a view: each view has an address, and an address that means nothing is answered kindly."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.catalogue import provinces, titles
from pipeline.desk.listing import FilterError, Filters, Order, Reviewed
from schemas import Level, RecipientKind, Status

WORDS = st.text(min_size=1, max_size=40).map(str.strip).filter(lambda text: text and "\0" not in text)
YEAR = st.integers(1900, 2100)
SHARE = st.floats(0, 1, allow_nan=False)
FIELDS = {
    "q": WORDS,
    "source": WORDS,
    "province": st.sampled_from([province.name for province in provinces()]),
    "borders": st.sampled_from(["then", "today"]),
    "unit": WORDS,
    "person": WORDS,
    "title": st.sampled_from([*titles(), "CSTĐCS", "BKTTg", "huân chương lao động hạng nhì"]),
    "level": st.sampled_from(Level),
    "kind": st.sampled_from(RecipientKind),
    "year_from": YEAR,
    "year_to": YEAR,
    "status": st.sampled_from(Status),
    "flag": WORDS,
    "reviewed": st.sampled_from(Reviewed),
    "min_confidence": SHARE,
    "max_confidence": SHARE,
    "order": st.sampled_from(Order),
}


def test_every_filter_is_in_the_property_below() -> None:
    assert set(FIELDS) == set(Filters.model_fields)


@settings(max_examples=200, deadline=None)
@given(st.fixed_dictionaries({}, optional=FIELDS))
def test_the_address_of_a_view_gives_the_same_view(values: dict[str, object]) -> None:
    filters = Filters.model_validate(values)
    assert Filters.of(dict(parse_qsl(filters.query(), keep_blank_values=True))) == filters


def test_what_is_default_stays_out_of_the_address() -> None:
    assert Filters(reviewed=Reviewed.NO, order=Order.QUEUE).query() == ""
    assert Filters(q="ubnd").query(page=2) == "q=ubnd&page=2"


def test_fields_left_empty_and_parameters_of_others_do_not_matter() -> None:
    assert Filters.of({"q": " ", "level": "", "year_from": "", "page": "3", "reviewed": ""}) == Filters()


def test_one_filter_is_changed_or_taken_away() -> None:
    filters = Filters(q="ubnd", status=Status.AWARDED, reviewed=Reviewed.ALL)
    assert filters.but(status=None, reviewed=None) == Filters(q="ubnd")
    assert filters.but(status="proposed").status is Status.PROPOSED


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"level": "xa"}, "choose one of co_so, tinh, bo_nganh, nha_nuoc"),
        ({"reviewed": "maybe"}, "choose one of no, yes, all"),
        ({"borders": "1945"}, "choose one of today, then"),
        ({"year_from": "năm ngoái"}, "year_from"),
        ({"title": "chien si thi dau"}, "did you mean Chiến sĩ thi đua"),
        ({"province": "Bac Gian"}, "did you mean Bắc Giang"),
        ({"min_confidence": "nan"}, "min_confidence"),
        ({"q": "x" * 201}, "at most 200"),
    ],
)
def test_a_value_that_means_nothing_is_told_with_what_would(params: dict[str, str], told: str) -> None:
    with pytest.raises(FilterError, match=told) as caught:
        Filters.of(params)
    assert caught.value.field in params
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("typed", ["bac giang", "tỉnh Bắc Giang", "BẮC GIANG"])
def test_provinces_need_no_tone_marks(typed: str) -> None:
    assert Filters.of({"province": typed}).province == "Bắc Giang"
