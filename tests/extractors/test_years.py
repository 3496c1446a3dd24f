from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import records

from extractors.fold import fold
from extractors.mentions import Background
from extractors.years import find_years

PUBLISHED = date(2023, 7, 18)
Pairs = list[tuple[int, int]]


def _years(text: str, published: date | None = PUBLISHED) -> Pairs:
    return [pair for mention in find_years(fold(text), Background(published)) for pair in mention.years]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("đạt danh hiệu năm 2019", [(2019, 2019)]),
        ("Trong năm 2019, đơn vị", [(2019, 2019)]),
        ("các năm 2017, 2019, 2020", [(2017, 2017), (2019, 2019), (2020, 2020)]),
        ("các năm: 2017, 2019 và 2020", [(2017, 2017), (2019, 2019), (2020, 2020)]),
        ("năm 2019 và 2020", [(2019, 2019), (2020, 2020)]),
        ("năm 2019 và năm 2020", [(2019, 2019), (2020, 2020)]),
        ("từ năm 2018 đến năm 2021", [(2018, 2021)]),
        ("từ 2018 đến 2021", [(2018, 2021)]),
        ("giai đoạn 2017 – 2022", [(2017, 2022)]),
        ("05 năm gần đây (2017-2022)", [(2017, 2022)]),
        ("nhiệm kỳ 2018-2023", [(2018, 2023)]),
        ("năm học 2022-2023", [(2022, 2023)]),
        ("năm học 2021 - 2022 và 2022 - 2023", [(2021, 2022), (2022, 2023)]),
        ("từ năm học 2016-2017 đến năm học 2018-2019", [(2016, 2017), (2017, 2018), (2018, 2019)]),
        ("ngày 14/3/2021", [(2021, 2021)]),
        ("ngày 14-3-2021", [(2021, 2021)]),
        ("ngày 14.3.2021", [(2021, 2021)]),
        ("ngày 14 tháng 3 năm 2021", [(2021, 2021)]),
        ("tháng 3/2021", [(2021, 2021)]),
        ("tháng 3 năm 2021", [(2021, 2021)]),
        ("quý I/2021", [(2021, 2021)]),
        ("6 tháng đầu năm 2021", [(2021, 2021)]),
        ("Cờ thi đua (2021)", [(2021, 2021)]),
    ],
)
def test_a_printed_year_is_read(text: str, years: Pairs) -> None:
    assert _years(text, None) == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Sáng 16/7, tại Hội trường", [(2023, 2023)]),
        ("ngày 16/7", [(2023, 2023)]),
        ("Năm nay, toàn ngành", [(2023, 2023)]),
        ("Năm qua, toàn ngành", [(2023, 2023)]),
        ("năm trước", [(2022, 2022)]),
        ("năm ngoái", [(2022, 2022)]),
        ("Năm tới, đơn vị", [(2024, 2024)]),
        ("từ năm 2014 đến nay", [(2014, 2023)]),
    ],
)
def test_a_year_told_from_the_day_of_publication_is_worked_out_and_left_out_without_one(
    text: str, years: Pairs
) -> None:
    assert _years(text) == years
    assert _years(text, None) == []


def test_the_past_year_told_early_in_the_year_is_the_one_just_closed() -> None:
    assert _years("Năm qua, toàn ngành", date(2023, 1, 10)) == [(2022, 2022)]


@pytest.mark.parametrize(
    "text",
    [
        "kỷ niệm 45 năm ngày thành lập (1976 - 2021)",
        pytest.param(
            "nhân kỷ niệm 75 năm Ngày Thương binh - Liệt sĩ (27/7/1947 - 27/7/2022)",
            marks=pytest.mark.xfail(
                strict=True, reason="the second date of an anniversary is taken for a date of award"
            ),
        ),
        "93 năm ngày truyền thống (18/11/1930 - 18/11/2023)",
        "Nghị định số 91/2017/NĐ-CP",
        "Quyết định số 07/2018/QĐ-UBND",
        "Luật Thi đua năm 2003",
        "Trường được thành lập năm 1987",
        "bà sinh năm 1984",
        "ông Nguyễn Văn A (SN 1984)",
        "lần thứ 16, khóa XIV, cụm số VI",
        "đạt 2.019 tỷ đồng",
        "số 2019/QĐ-UBND",
    ],
)
def test_a_year_that_dates_no_award_is_left_out(text: str) -> None:
    assert _years(text) == []


def test_the_year_of_the_law_on_emulation_and_commendation_dates_no_award() -> None:
    assert _years("Luật Thi đua, khen thưởng năm 2003") == []


@given(st.integers(1930, 2049), st.integers(1930, 2049))
def test_a_period_is_never_upside_down(first: int, last: int) -> None:
    assert all(a <= b for a, b in _years(f"giai đoạn {first} - {last}; từ năm {first} đến năm {last}"))


@given(st.text(alphabet="năm từ đến các giai đoạn ngày tháng học 0129/-.,()qua", max_size=60))
def test_every_year_stands_where_it_is_said_to_stand(text: str) -> None:
    for mention in find_years(fold(text), Background()):
        piece = fold(text)[mention.start : mention.end]
        assert mention.years
        assert all(str(year) in piece for pair in mention.years for year in pair if mention.shape != "school")


def test_a_text_without_a_date_of_its_own_is_of_the_latest_date_that_it_tells() -> None:
    (fact,) = records(
        "Khen thưởng công nhân cứu người\n\nTrong trận lũ tháng 10-2017, công nhân Trần Văn Bảy cứu ba em nhỏ. "
        "Anh sinh ngày 2/3/1990.\n\nSáng 31-10, Chủ tịch UBND tỉnh Yên Bái đã trao tặng Bằng khen cho anh Trần Văn Bảy."
    )
    assert (fact.person, fact.year_from, fact.year_to) == ("Trần Văn Bảy", 2017, 2017)
