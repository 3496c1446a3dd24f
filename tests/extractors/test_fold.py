import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extractors
from extractors.fold import any_of, fold, phrase_pattern

VIETNAMESE = "aàáảãạăằâấeèêếiìíỉĩịoòóôồơờuùúủũụưứyỳýỷỹỵdđhklmstqn“”‘’–—- \u00a0\t,.;12AÀÁÂĐÊÔƠƯỲÝỶ"
SPELLINGS = (
    "hoá",
    "hóa",
    "thuỷ",
    "thủy",
    "uỷ",
    "ủy",
    "sĩ",
    "sỹ",
    "kỷ",
    "kỉ",
    "quý",
    "quí",
    "toàn",
    "hoàng",
    "mỹ",
    "lý",
)
SYLLABLES = st.sampled_from(SPELLINGS)


@given(st.text())
def test_the_fold_of_any_text_is_as_long_as_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet=VIETNAMESE))
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(SYLLABLES, min_size=1))
def test_a_phrase_folds_word_by_word(words: list[str]) -> None:
    assert fold(" ".join(words)) == " ".join(fold(word) for word in words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("văn hoá", "Văn hóa"),
        ("Tỉnh uỷ", "TỈNH ỦY"),
        ("chiến sỹ", "Chiến sĩ"),
        ("Kỉ niệm", "kỷ niệm"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("“Vì an ninh”", '"vì an ninh"'),
        ("2017 – 2022", "2017 - 2022"),
        ("trên\u00a0300", "trên 300"),
        ("ĐƠN VỊ", "đơn vị"),
    ],
)
def test_spellings_that_mean_the_same_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("má", "mà"),
        ("tạ", "tả"),
        ("cờ", "cơ"),
        ("đạt", "dạt"),
        ("hạng ba", "hạng bà"),
        ("thầy", "thấy"),
        ("tay", "tai"),
    ],
)
def test_words_that_differ_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("closed", ["hoàng", "toàn", "thuyền", "nguyễn", "huỳnh", "quỳnh"])
def test_a_closed_syllable_has_one_spelling_and_is_kept(closed: str) -> None:
    assert fold(closed) == closed


@pytest.mark.parametrize("text", ["Thi đua - Khen thưởng", "thi đua-khen thưởng", "THI ĐUA  –  KHEN\nTHƯỞNG"])
def test_a_phrase_matches_over_any_blanks_and_dashes(text: str) -> None:
    assert re.fullmatch(phrase_pattern("Thi đua - Khen thưởng"), fold(text))


def test_signs_in_a_phrase_stand_for_themselves() -> None:
    assert re.search(phrase_pattern("đ.c"), fold("03 đ.c"))
    assert not re.search(phrase_pattern("đ.c"), fold("độc"))


def test_an_alternation_prefers_the_longest_phrase_and_keeps_to_whole_words() -> None:
    pattern = re.compile(any_of(["Sở", "Sở Y tế", "đạt"]))
    assert [m[0] for m in pattern.finditer(fold("Sở Y tế đạt; cơ sởn; lạt đạtx"))] == ["sở y tế", "đạt"]


FOLDED_WHEN_USED = {"kỹ sư"}  # phrases that any_of folds
MODULES = sorted(path for path in Path(extractors.__path__[0]).glob("*.py") if path.name != "fold.py")


def _strings(path: Path) -> list[str]:
    """String literals of a module, docstrings and identifiers left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
    }
    found = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [
        text
        for text in found
        if text not in docs and text not in FOLDED_WHEN_USED and not re.fullmatch(r"[a-z-]+", text)
    ]


def test_words_that_are_sought_in_folded_text_are_spelled_as_the_fold_spells_them() -> None:
    unfound = []
    for path in MODULES:
        for text in _strings(path):
            words = set(re.findall(r"[^\W\d_]{2,}", text.replace("\\s", " ").replace("\\w", " ")))
            unfound += [(path.name, word) for word in words if fold(word) not in {word, word.lower(), *words}]
    assert unfound == []
