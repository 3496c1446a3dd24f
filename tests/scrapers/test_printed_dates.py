"""Dates of publication in the forms that sites print."""

from datetime import date, timedelta

import pytest

from scrapers.text.dates import dateline_date, labelled_date, machine_date, published_date, tomorrow


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("05/07/2022", date(2022, 7, 5)),
        ("27.12.2019 | 08:30", date(2019, 12, 27)),
        ("09-04-2025 17:05", date(2025, 4, 9)),
        ("10:15 - Thứ Ba, 28/07/2020 Lượt xem: 77 In bài viết", date(2020, 7, 28)),
        ("18:21:26 , 24/10/2014", date(2014, 10, 24)),
        ("Mon, 11/13/2017 - 23:22", date(2017, 11, 13)),
        ("Mon, 11/12/2017 - 23:22", date(2017, 12, 11)),  # that Monday was in December
        ("Sun, 11/12/2017 - 23:22", date(2017, 11, 12)),  # that Sunday in November
        ("7/9/2023 3:07:00 PM", date(2023, 9, 7)),
        ("Cập nhật lúc 14:05, Thứ Sáu, 09/06/2023 (GMT+7)", date(2023, 6, 9)),
        ("(15/06/2020 10:27)", date(2020, 6, 15)),
        ("Cập nhật ngày: 5-01-2019", date(2019, 1, 5)),
        ("Bình An, ngày 10 tháng 10 năm 2012", date(2012, 10, 10)),
        ("Ngày 10 tháng 10 năm 2012", date(2012, 10, 10)),
        ("Được đăng: Thứ năm, 20 Tháng 11 2014 09:15", date(2014, 11, 20)),  # Joomla
        ("27 Tháng Ba, 2015", date(2015, 3, 27)),  # WordPress
        ("Tháng Mười Một 22, 2024", date(2024, 11, 22)),
        ("THỨ SÁU, 09/12/2022 20:00:04", date(2022, 12, 9)),
        ("Thứ năm\u00a0-\u00a004/01/2024 15:20", date(2024, 1, 4)),
        ("20/10/2020 15:34 Số lượt xem: 919", date(2020, 10, 20)),
        ("Ngày đăng: 28/10/2022 - Lượt xem: 3.417", date(2022, 10, 28)),
    ],
)
def test_forms(line: str, day: date) -> None:
    assert dateline_date(line) == day


@pytest.mark.parametrize(
    "line",
    [
        "Ngày 19/10, Khối thi đua số 4 họp tổng kết",
        "Ngày 21/10/2021, Cụm thi đua số 4 tổ chức hội nghị tổng kết công tác năm",
        "Quyết định số 12/QĐ-UBND ngày 12/8/2020",
        "Hội nghị ngày 21/10/2021",
        "Ngày 21/10/2021, hội nghị khai mạc",
        "Từ ngày 12/03/2020 đến ngày 18/03/2020",
        "32/13/2020",
        "05/07/1889",
        "Giai đoạn 2015-2020",
        "12/2020",
        "6 tháng năm 2015",
        "112/07/20220",
    ],
)
def test_other_dates(line: str) -> None:
    assert dateline_date(line) is None


def test_a_date_to_come_is_none() -> None:
    late = tomorrow() + timedelta(days=1)
    assert dateline_date(late.strftime("%d/%m/%Y")) is None
    assert dateline_date(tomorrow().strftime("%d/%m/%Y")) == tomorrow()


def test_the_first_dateline_counts() -> None:
    lines = ["Mở đầu", "Sinh ngày 1/1/2001", "Ngày đăng: 03/02/2020", "04/02/2020"]
    assert published_date(lines) == date(2020, 2, 3)


def test_only_some_dates_call_themselves_dates_of_publication() -> None:
    assert labelled_date("Cập nhật: 03/02/2020") == date(2020, 2, 3)
    assert labelled_date("Thứ hai, 05/01/2026 - 08:27") is None


def test_machine_dates() -> None:
    assert machine_date("2020-07-27T09:52:00+07:00") == date(2020, 7, 27)
    assert machine_date("27-07-2020 09:52") == date(2020, 7, 27)
    assert machine_date("hôm qua") is None
