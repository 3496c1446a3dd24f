"""Where a quote stands in a text that has changed, for texts and changes of all kinds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rulings import told
from workbench import make_article

from pipeline.reviews.anchor import Lost, anchored, shift
from schemas import AwardRecord, Evidence, Span

LETTERS = "aạ3 \n;"
texts = st.text(LETTERS, max_size=40)
FACT = "3 Bằng khen năm 2020 cho đơn vị Sở Y tế"


def _record(text: str, quote: tuple[int, int], unit: tuple[int, int]) -> AwardRecord:
    """A record with that quote, all of whose values the quote proves, but for the unit."""
    known = told(make_article(FACT))
    evidence = {name: Evidence.of(text, *quote) for name in known.evidence} | {"unit": Evidence.of(text, *unit)}
    return known.model_copy(update={"quote": Span.of(text, *quote), "evidence": evidence})


@st.composite
def spans(draw: st.DrawFn, text: str) -> tuple[int, int]:
    """A stretch of whole words."""
    ends = [match.span() for match in re.finditer(r"\w+|\W", text)]
    first, last = sorted((draw(st.sampled_from(ends)), draw(st.sampled_from(ends))))
    return first[0], last[1]


@st.composite
def records(draw: st.DrawFn) -> tuple[str, AwardRecord]:
    text = draw(st.text(LETTERS, min_size=1, max_size=40))
    return text, _record(text, draw(spans(text)), draw(spans(text)))


@given(records())
def test_in_its_own_text_a_record_stands_as_it_is(known: tuple[str, AwardRecord]) -> None:
    text, record = known
    assert anchored(record, text) == record


@given(records(), texts)
def test_what_is_anchored_in_whatever_text_is_what_that_text_says(known: tuple[str, AwardRecord], text: str) -> None:
    found = anchored(known[1], text)
    if isinstance(found, AwardRecord):
        assert found.grounded_in(text)
        assert {name: span.quote for name, span in found.evidence.items()} == {
            name: span.quote for name, span in known[1].evidence.items()
        }
        assert found.model_copy(update={"quote": known[1].quote, "evidence": known[1].evidence}) == known[1]


@given(texts, texts, texts)
def test_a_quote_that_stands_once_in_the_text_is_found_wherever_it_went(before: str, after: str, inserted: str) -> None:
    text, moved = f"{before} {FACT}\n{after}", f"{inserted}\n{before} {FACT}\n{after}"
    start = len(before) + 1
    record = _record(text, (start, start + len(FACT)), (start, start + 1))
    found = anchored(record, moved)
    assert isinstance(found, AwardRecord)
    assert moved[found.quote.start : found.quote.end] == FACT
    assert found.evidence["unit"].start == found.quote.start


@given(texts, texts, st.sampled_from(["1", "a", "x3", "1.00", "2,"]), st.sampled_from(["", "a", "n"]))
def test_a_quote_is_lost_where_it_goes_on_as_a_longer_word_or_number(
    before: str, after: str, more: str, end: str
) -> None:
    record = _record(FACT, (0, len(FACT)), (0, 1))
    assert anchored(record, f"{before}{more}{FACT}{end}\n{after}") is Lost.TEXT_CHANGED


@given(texts, texts)
def test_a_quote_that_lost_a_letter_is_lost(before: str, after: str) -> None:
    assert anchored(_record(FACT, (0, len(FACT)), (0, 1)), f"{before} {FACT[1:]}\n{after}") is Lost.TEXT_CHANGED


@given(texts)
def test_a_quote_that_stands_in_two_other_places_is_in_neither(between: str) -> None:
    assert shift(Span.of("xyz" + FACT, 3, 3 + len(FACT)), f"{FACT};{between} {FACT}") is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Sở Y tế\nx 3 Bằng khen\n", "Sở Y tế"),  # where it stood
        ("mới\nSở Y tế\n3 Bằng khen\n", "Sở Y tế"),  # moved with the quote
        ("3 Bằng khen\nSở Y tế\n", "Sở Y tế"),  # in one other place
        ("Sở Y\n3 Bằng khen\n", None),
        ("x Sở Y tế\nx Sở Y tế\nx 3 Bằng khen\n", None),  # in two places, neither of them its own
    ],
)
def test_evidence_outside_of_the_quote_is_looked_for_by_itself(text: str, unit: str | None) -> None:
    old = "Sở Y tế\n3 Bằng khen\n"
    found = anchored(_record(old, (8, 19), (0, 7)), text)
    assert found is Lost.EVIDENCE_CHANGED if unit is None else found.evidence["unit"].holds_in(text)  # type: ignore[union-attr]
