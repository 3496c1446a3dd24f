import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import lexicon
from extractors.counts import find_counts, find_times
from extractors.fold import fold
from extractors.mentions import CountMention
from schemas import CountQualifier, RecipientKind

P, C, H = RecipientKind.CA_NHAN, RecipientKind.TAP_THE, RecipientKind.HO_GIA_DINH
EXACT, APPROX, AT_LEAST = CountQualifier.EXACT, CountQualifier.APPROX, CountQualifier.AT_LEAST
INDEFINITE = CountQualifier.INDEFINITE


def _counts(text: str) -> list[CountMention]:
    return find_counts(text, fold(text))


@pytest.mark.parametrize(
    ("text", "n", "qualifier", "kinds"),
    [
        ("15 tập thể", 15, EXACT, (C,)),
        ("02 cá nhân", 2, EXACT, (P,)),
        ("04 hộ gia đình", 4, EXACT, (H,)),
        ("737 lượt công chức, người lao động", 737, EXACT, (P,)),
        ("1.245 lượt cá nhân", 1245, EXACT, (P,)),
        ("133 tập thể, cá nhân", 133, EXACT, (C, P)),
        ("gần 900 tập thể", 900, APPROX, (C,)),
        ("khoảng 600 hội viên", 600, APPROX, (P,)),
        ("hơn ba mươi tập thể", 30, AT_LEAST, (C,)),
        ("trên 300 đ/c", 300, AT_LEAST, (P,)),
        ("ít nhất 5 hộ", 5, AT_LEAST, (H,)),
        ("không quá 3 cá nhân", 3, CountQualifier.AT_MOST, (P,)),
        ("58/61 công chức", 58, EXACT, (P,)),
        ("36 trong tổng số 180 trạm", 36, EXACT, (C,)),
        ("132đ/c", 132, EXACT, (P,)),
        ("05 Đ/c", 5, EXACT, (P,)),
        ("hai mươi lăm cán bộ", 25, EXACT, (P,)),
        ("Một tập thể", 1, EXACT, (C,)),
        ("nhiều tập thể", None, INDEFINITE, (C,)),
        ("rất nhiều tập thể, cá nhân", None, INDEFINITE, (C, P)),
        ("hàng trăm cá nhân", None, INDEFINITE, (P,)),
    ],
)
def test_counted_recipients(
    text: str, n: int | None, qualifier: CountQualifier, kinds: tuple[RecipientKind, ...]
) -> None:
    (count,) = _counts(f"Có {text} được khen.")
    assert (count.n, count.qualifier, count.kinds) == (n, qualifier, kinds)


@pytest.mark.parametrize(
    "text",
    [
        "là một trong 10 đơn vị",
        "đạt 98,7%, vượt 1,2%",
        "thưởng 5 triệu đồng",
        "Huân chương hạng 3",
        "trong 45 năm qua",
        "Quyết định số 12/QĐ-UBND",
        "lần thứ 16",
        "0 cá nhân",
        "98,7 cá nhân",
    ],
)
def test_a_number_that_counts_nobody_is_left_out(text: str) -> None:
    assert [count for count in _counts(f"Năm 2020, {text}.") if count.n] == []


def test_two_kinds_joined_by_their_own_numbers_are_two_counts() -> None:
    assert [(c.n, c.kinds) for c in _counts("15 tập thể và 22 cá nhân")] == [(15, (C,)), (22, (P,))]


def test_a_noun_inside_a_title_counts_nobody() -> None:
    assert _counts("03 Tập thể lao động xuất sắc") == []


def test_the_name_of_one_body_is_not_a_counted_noun() -> None:
    assert [count for count in _counts("một Sở Y tế") if count.n] == []


@pytest.mark.parametrize(
    ("text", "n", "run"),
    [
        ("5 năm liền", 5, True),
        ("05 năm liên tục", 5, True),
        ("ba năm liên tiếp", 3, True),
        ("hai lần được tặng", 2, False),
        ("nhiều năm liền", None, False),
        ("nhiều lần", None, False),
    ],
)
def test_how_often_a_title_was_won(text: str, n: int | None, run: bool) -> None:
    (times,) = find_times(fold(text))
    assert (times.n, times.run) == (n, run)


@pytest.mark.parametrize("text", ["lần thứ 5", "trong 5 năm qua", "5 lần thứ", "năm 2019"])
def test_what_tells_no_repetition_is_left_out(text: str) -> None:
    assert find_times(fold(text)) == []


@given(st.sampled_from(sorted(lexicon.recipient_nouns())), st.integers(1, 99_999))
def test_every_listed_noun_can_be_counted(noun: str, n: int) -> None:
    (count,) = _counts(f"Có {n} {noun} được khen.")
    assert count.n == n
    assert count.kinds == ((kind,) if (kind := lexicon.recipient_nouns()[noun]) else ())
