"""The gate lets through whatever extraction can read a title in, however it is spelt, broken or composed."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import ROOT
from extractors import extract, lexicon, may_hold_award
from extractors.fold import fold
from extractors.spelling import spellings
from extractors.titles import may_hold_title
from schemas import Extraction
from scrapers.text.canonical import normalise
from scrapers.text.plain import article_from_text

TEXTS = sorted((ROOT / "gold" / "texts").glob("*.txt"))
FORMS = sorted(lexicon.title_forms())
SPELT = st.sampled_from(FORMS).flatmap(lambda form: st.sampled_from(sorted(spellings(form))))
GAPS = st.sampled_from([" ", "  ", "\n", " \n", "\n ", "\t", "\u00a0", "\u3000", "\u2009 ", "\r\n"])
BEFORE = st.sampled_from(["", "được tặng ", "nhận 2 ", '"', "bàn ", "x", "(", "\n"])


def _extracted(raw: str) -> Extraction:
    return extract(article_from_text(raw, url="https://x.vn/1", doc="1"))


@settings(deadline=None)  # the first example builds the automaton
@given(SPELT, GAPS, BEFORE, st.sampled_from([str.lower, str.upper, str.title]), st.sampled_from(["NFC", "NFD"]))
def test_no_spelling_of_a_title_is_turned_away(spelt: str, gap: str, before: str, case: object, form: str) -> None:
    assert callable(case)
    raw = case(f"Trường {before}{spelt.replace(' ', gap)} năm 2020.")
    if may_hold_title(fold(normalise(raw))):
        assert may_hold_award(unicodedata.normalize(form, raw))  # type: ignore[arg-type]


@settings(deadline=None)
@given(st.lists(st.sampled_from([w for form in FORMS for w in form.split()] + ["\n", "xã", "2020"]), max_size=9))
def test_the_gate_agrees_with_the_titles_of_the_folded_text(words: list[str]) -> None:
    raw = " ".join(words)
    assert may_hold_award(raw) == may_hold_title(fold(normalise(raw)))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_gold_text_without_titles_has_no_award_and_one_with_them_passes(path: Path) -> None:
    raw = path.read_text(encoding="utf-8")
    found = _extracted(raw)
    assert may_hold_award(raw) or not (found.records or found.rejects)
    assert may_hold_award(raw) == may_hold_award(unicodedata.normalize("NFD", raw))


def test_a_line_that_ends_within_a_title_is_read() -> None:
    raw = "Hội nghị tổng kết năm 2020\n\nNăm 2020, Trường Tiểu học Hoa Mai được Chủ tịch UBND tỉnh tặng bằng\nkhen."
    assert may_hold_award(raw)
    assert [record.title for record in _extracted(raw).records] == ["bang-khen"]


@pytest.mark.parametrize(
    "raw",
    [
        "Đội tuyển giành huy chương vàng; người hâm mộ phất cờ đỏ sao vàng.",
        "Ván cờ kéo dài năm giờ.",
        "Giá vàng hôm nay tăng nhẹ.",
        "Anh ấy nộp bằng\n\nkhen thay cho lời chào.",
    ],
)
def test_news_without_a_title_is_turned_away(raw: str) -> None:
    assert not may_hold_award(raw)


@pytest.mark.parametrize("form", FORMS)
def test_every_spelling_folds_back(form: str) -> None:
    assert {fold(spelt) for spelt in spellings(form)} == {form}
