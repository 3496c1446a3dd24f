import re

import pytest

from data import read_csv
from extractors.cues import find_cues
from extractors.fold import fold
from extractors.lexicon import CueWord
from schemas import Status

ROWS = read_csv("cues.csv", CueWord)


def _kinds(text: str) -> set[str]:
    return {cue.kind for cue in find_cues(fold(text))}


def _statuses(text: str) -> set[Status]:
    return {cue.status for cue in find_cues(fold(text)) if cue.status}


GUARDS = sorted({guard for row in ROWS for guard in (row.not_before, row.not_after, row.after) if guard})


@pytest.mark.parametrize("guard", GUARDS)
def test_guards_are_spelled_as_the_fold_spells(guard: str) -> None:
    words = set(re.findall(r"[^\W\d_]{2,}", guard))
    assert {word for word in words if fold(word) not in words} == set()


@pytest.mark.parametrize("row", [row for row in ROWS if not row.after], ids=lambda row: row.cue)
def test_every_unguarded_cue_is_heard(row: CueWord) -> None:
    heard = find_cues(fold(f"Tập thể {row.cue} ABC"))
    assert (fold(row.cue), row.kind) in {(fold(cue.text), cue.kind) for cue in heard}


@pytest.mark.parametrize(
    "text",
    [
        "tặng hoa chúc mừng",
        "tặng quà cho hộ nghèo",
        "trao quà, học bổng",
        "trao học bổng",
        "trao nhà tình nghĩa",
        "trao đổi kinh nghiệm",
        "trao quyền",
    ],
)
def test_what_is_no_award_is_not_given(text: str) -> None:
    assert "give" not in _kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "đạt 98% kế hoạch",
        "đạt 98,7% kế hoạch",
        "đạt thành tích cao",
        "đạt chuẩn văn hóa",
        "đạt giải Nhất",
        "tiếp nhận hồ sơ",
        "ghi nhận",
    ],
)
def test_what_is_no_title_is_not_got(text: str) -> None:
    assert "get" not in _kinds(text)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("được đề nghị tặng Bằng khen", Status.PROPOSED),
        ("trình Thủ tướng tặng Bằng khen", Status.PROPOSED),
        ("suy tôn đơn vị nhận Cờ thi đua", Status.PROPOSED),
        ("lấy ý kiến Nhân dân", Status.PROPOSED),
        ("đăng ký danh hiệu Lao động tiên tiến", Status.REGISTERED),
        ("phấn đấu đạt Tập thể lao động xuất sắc", Status.REGISTERED),
        ("hủy bỏ quyết định tặng Bằng khen", Status.REVOKED),
        ("tước danh hiệu Anh hùng Lao động", Status.REVOKED),
        ("kiến nghị thu hồi danh hiệu", Status.AWARDED),
        ("đề nghị thu hồi danh hiệu", Status.AWARDED),
    ],
)
def test_a_cue_tells_how_far_the_award_has_come(text: str, status: Status) -> None:
    assert status in _statuses(text)


@pytest.mark.parametrize(
    "text",
    [
        "quá trình công tác",
        "chương trình hành động",
        "quy trình",
        "xem xét hồ sơ",
        "nhận xét, đánh giá",
        "thu hồi đất",
        "phấn đấu không mệt mỏi",
        "được tặng Bằng khen",
    ],
)
def test_a_word_that_only_looks_like_a_cue_changes_no_status(text: str) -> None:
    assert _statuses(text) == set()


def test_marks_stand_among_the_cues_in_text_order() -> None:
    cues = find_cues(fold("(1) Chi cục A: được tặng; gồm B, C"))
    assert [cue.kind for cue in cues] == ["item", "colon", "passive", "give", "semi", "among", "comma"]
