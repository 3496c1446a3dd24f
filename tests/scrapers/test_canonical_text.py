"""Canonical text: the same for NFC and NFD, nothing rewritten beyond what it says."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from scrapers.text.canonical import normalise, one_line, trimmed

TEXTS = st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("aăạế \u00a0\r\n\ufeff\u200b\u0301")))


def test_line_ends_and_byte_order_mark() -> None:
    assert normalise("\ufeffMột\r\nHai\rBa\n") == "Một\nHai\nBa\n"


def test_nothing_else_is_rewritten() -> None:
    kept = "Thi  đua\u00a0–  “khen”\thưởng \u200b hoà, hòa"
    assert normalise(kept) == kept


@given(TEXTS)
def test_composed_and_decomposed_input_give_the_same_text(raw: str) -> None:
    expected = normalise(raw)
    assert normalise(unicodedata.normalize("NFD", raw)) == expected
    assert normalise(unicodedata.normalize("NFC", raw)) == expected


@given(TEXTS)
def test_normalising_twice_changes_nothing(raw: str) -> None:
    assert normalise(normalise(raw)) == normalise(raw)


@given(TEXTS)
def test_one_line_holds_no_runs_of_blanks(raw: str) -> None:
    line = one_line(raw)
    assert line == " ".join(line.split())
    assert unicodedata.is_normalized("NFC", line)


def test_one_line_joins_what_a_zero_width_space_parts() -> None:
    assert one_line(" thi\u200b đua\u00a0 \n yêu\u00adnước ") == "thi đua yêunước"


@given(TEXTS)
def test_trimmed_cuts_blanks_only_and_all_of_them(raw: str) -> None:
    start, end = trimmed(raw, 0, len(raw))
    assert one_line(raw[:start]) == one_line(raw[end:]) == ""
    if start < end:
        assert one_line(raw[start])
        assert one_line(raw[end - 1])


def test_trimmed_takes_nbsp_and_zero_width() -> None:
    assert trimmed("\u00a0\u200b Cờ \ufeff", 0, 7) == (3, 5)
