from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import PATTERNS, article, records

from extractors.passages import passages, sentences
from schemas import BlockKind

BODY = (
    "Sở Y tế tỉnh Hà Nam tổng kết năm 2020\n10/01/2021 10:00\n\n"
    "Năm 2020, 03 cá nhân được Bộ trưởng Bộ Y tế tặng Bằng khen.\n"
)
PROSE = st.text(alphabet="aăâđêôơưtnhc ABĐ.!?;:,()“”0123456789\n-…", min_size=1, max_size=200)


@pytest.mark.parametrize(
    "tail",
    [
        "Các tin khác\n- 12 tập thể được Thủ tướng Chính phủ tặng Cờ thi đua\n- 05 cá nhân nhận Huân chương Lao động\n",
        "Lượt xem: 2139\n",
        "Tin liên quan:\n- Hà Nam: 9 tập thể được tặng Bằng khen (02/01/2021)\n",
    ],
)
def test_what_stands_round_the_article_is_not_read(tail: str) -> None:
    assert len(records(BODY + tail)) == len(records(BODY)) == 1


def test_a_line_broken_in_the_middle_of_a_sentence_is_read_on() -> None:
    broken = article(BODY + "Có 05 tập thể được Bộ trưởng Bộ Y tế\ntặng Cờ thi đua.\n")
    texts = [broken.text[p.start : p.end] for p in passages(broken)]
    assert texts[-1] == "Có 05 tập thể được Bộ trưởng Bộ Y tế\ntặng Cờ thi đua."


@pytest.mark.parametrize("path", PATTERNS, ids=lambda path: path.stem)
def test_passages_are_in_order_apart_and_free_of_boilerplate(path: Path) -> None:
    read = article(path.read_text(encoding="utf-8"))
    found = passages(read)
    assert found
    assert all(a.end <= b.start for a, b in pairwise(found))
    boilerplate = [block for block in read.blocks if block.kind is BlockKind.BOILERPLATE]
    assert not [p for p in found for b in boilerplate if p.start < b.end and b.start < p.end]


def _covers(text: str) -> None:
    spans = sentences(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    outside = text[: spans[0][0]] + "".join(text[a[1] : b[0]] for a, b in pairwise(spans))
    assert not (outside + text[spans[-1][1] :]).strip()


@pytest.mark.parametrize("path", PATTERNS, ids=lambda path: path.stem)
def test_sentences_cover_every_letter_of_a_passage(path: Path) -> None:
    for line in filter(str.strip, path.read_text(encoding="utf-8").splitlines()):
        _covers(line)


@settings(max_examples=50, deadline=None)
@given(PROSE)
def test_sentences_cover_whatever_stands_in_a_passage(text: str) -> None:
    _covers(text)
