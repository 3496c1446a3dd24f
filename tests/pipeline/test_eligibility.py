import json
import shutil
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest
from commands import bangvang, one_line
from honours import published

from pipeline.eligibility import eligible_rows, is_person
from pipeline.eligibility.law import law, regime, rules
from pipeline.settings import Home
from schemas import Level

BASE, PROVINCE, STATE = "chien-si-thi-dua | co_so", "chien-si-thi-dua | tinh", "chien-si-thi-dua | nha_nuoc"
TOWN, VILLAGE = "Sở Y tế tỉnh Bắc Giang", "Sở Y tế tỉnh Nam Định"


def _years(what: str, who: str, *years: int, status: str = "awarded") -> list[str]:
    return [f"{what} | {year} | {status} | {who}" for year in years]


HONOURS = [
    *_years(BASE, f"Trần Đủ Ba | {TOWN}", 2021, 2022, 2023),
    *_years(BASE, f"Lê Hụt Năm | {TOWN}", 2020, 2021, 2023),
    *_years(BASE, f"Phạm Bị Rút | {TOWN}", 2021, 2023),
    *_years(BASE, f"Phạm Bị Rút | {TOWN}", 2022, status="revoked"),
    *_years(BASE, f"Tô Không Rõ Cấp | {TOWN}", 2021, 2022, 2023),
    *_years(PROVINCE, f"Tô Không Rõ Cấp | {TOWN}", 2022),
    *_years("chien-si-thi-dua | -", f"Tô Không Rõ Cấp | {TOWN}", 2022, status="revoked"),
    *_years(BASE, f"Tô Không Rõ Năm | {TOWN}", 2021, 2022, 2023),
    f"{BASE} | - | revoked | Tô Không Rõ Năm | {TOWN}",
    *(f"{BASE} | 2023 | awarded | Nguyễn Đông Người | Trường THPT số {number} tỉnh Bắc Giang" for number in range(11)),
    *_years(BASE, f"Vũ Trùng Tên | {TOWN}", 2021, 2022),
    *_years(BASE, f"Vũ Trùng Tên | {VILLAGE}", 2023),
    *_years(BASE, f"Đỗ Đã Có | {TOWN}", 2021, 2022, 2023),
    *_years(PROVINCE, f"Đỗ Đã Có | {TOWN}", 2023),
    *_years(BASE, f"Hồ Đề Nghị | {TOWN}", 2021, 2022),
    *_years(BASE, f"Hồ Đề Nghị | {TOWN}", 2023, status="proposed"),
    *_years(BASE, f"Ngô Xưa Cũ | {TOWN}", 2010, 2011, 2012),
    *_years(BASE, "Mai Không Đơn Vị | -", 2021, 2022, 2023),
    *_years("chien-si-thi-dua | -", f"Cao Không Cấp | {TOWN}", 2021, 2022, 2023),
    *_years(PROVINCE, f"Đinh Hai Lần | {TOWN}", 2022, 2023),
    *_years("bang-khen | tinh", f"Lý Bằng Khen | {TOWN}", 2018),
    *_years(BASE, f"Lý Bằng Khen | {TOWN}", 2017, 2019, 2021, 2023),
    *_years("bang-khen | tinh", f"Lưu Mới Có | {TOWN}", 2022),
    *_years("bang-khen | nha_nuoc", f"Tạ Huân Chương | {TOWN}", 2016),
    *_years(BASE, f"Tạ Huân Chương | {TOWN}", 2018, 2020, 2022),
    *_years("lao-dong-tien-tien | -", f"Bùi Tiên Tiến | {TOWN}", 2024),
    *_years("nha-giao-uu-tu | nha_nuoc", "Hà Nhà Giáo | Trường THPT A tỉnh Bắc Giang", 2014),
    *_years("thay-thuoc-uu-tu | nha_nuoc", f"La Thầy Thuốc | {TOWN}", 2015),
    *_years("tap-the-lao-dong-xuat-sac | -", f"- | {TOWN}", 2021, 2023),
    *_years("tap-the-lao-dong-xuat-sac | -", f"- | {VILLAGE}", 2023),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(Home(tmp_path_factory.mktemp("honours") / "home"), *HONOURS)


def _told(path: Path, on: str = "2024-06-01", **asked: Any) -> list[dict[str, Any]]:
    columns, rows = eligible_rows(path, on=date.fromisoformat(on), **asked)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _one(path: Path, on: str = "2024-06-01", **asked: Any) -> dict[str, Any]:
    (told,) = _told(path, on, **asked)
    return told


# The rules, met


@pytest.mark.parametrize(
    ("asked", "on", "article", "years"),
    [
        ({"person": "Trần Đủ Ba", "title": "CSTĐ cấp tỉnh"}, "2024-06-01", "Điều 22", [[2021, 2022, 2023]]),
        ({"person": "Đinh Hai Lần", "title": "CSTĐTQ"}, "2024-06-01", "Điều 21", [[2022, 2023]]),
        ({"person": "Bùi Tiên Tiến", "title": "CSTĐCS"}, "2024-12-01", "Điều 23", [[2024]]),
        (
            {"person": "Trần Đủ Ba", "title": "Bằng khen cấp tỉnh"},
            "2024-06-01",
            "Điều 74 khoản 1 điểm d",
            [[2022, 2023]],
        ),
        (
            {"person": "Lý Bằng Khen", "title": "BKTTg"},
            "2024-06-01",
            "Điều 73 khoản 1 điểm b",
            [[2018], [2019, 2021, 2023]],
        ),
        (
            {"person": "Tạ Huân Chương", "title": "HCLĐ hạng Ba"},
            "2024-06-01",
            "Điều 44 khoản 1 điểm e",
            [[2016], [2018, 2020, 2022]],
        ),
        ({"person": "Hà Nhà Giáo", "title": "NGND"}, "2024-06-01", "Điều 64 khoản 2", [[2014]]),
        (
            {"person": "La Thầy Thuốc", "title": "TTND"},
            "2024-06-01",
            "theo Luật 06/2022/QH15, Điều 65 khoản 2",
            [[2015]],
        ),
    ],
)
def test_a_rule_that_is_met_shows_its_years_article_and_sentences(
    path: Path, asked: dict[str, str], on: str, article: str, years: list[list[int]]
) -> None:
    told = _told(path, on, **asked)
    assert [(row["verdict"], row["article"]) for row in told] == [("found", article)] * len(years)
    assert [row["years"] for row in told] == years
    assert all(str(year) in " ".join(row["quotes"]) for row in told for year in row["years"])
    assert all(row["urls"] for row in told)


def test_every_rule_of_the_data_file_is_asked_for_in_some_test_or_doubted() -> None:
    tested = {
        "chien-si-thi-dua",
        "bang-khen",
        "huan-chuong-lao-dong",
        "nha-giao-nhan-dan",
        "thay-thuoc-nhan-dan",
    }
    assert {rule.title for rule in law().rule if rule.support != "doubtful"} == tested


def test_the_level_may_be_given_apart_from_the_title(path: Path) -> None:
    told = _one(path, person="Trần Đủ Ba", title="Chiến sĩ thi đua", level=Level.TINH)
    assert (told["title_name"], told["verdict"]) == ("Chiến sĩ thi đua (tỉnh, thành phố)", "found")


# What is not found


def test_a_gap_year_is_no_evidence_found_and_not_said_to_be_not_awarded(path: Path) -> None:
    told = _one(path, person="Lê Hụt Năm", title="CSTĐ cấp tỉnh")
    assert (told["verdict"], told["found"], told["missing"]) == ("not_found", "2/3", [2022])
    assert told["verdict_name"] == "chưa tìm thấy bằng chứng"
    assert "chưa tìm thấy bằng chứng cho năm 2022" in told["reasons"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_answer_says_that_something_was_not_awarded(path: Path, language: str) -> None:
    people = {line.split(" | ")[3] for line in HONOURS} - {"-"}
    said = " ".join(str(_told(path, person=person, title="CSTĐ cấp tỉnh", language=language)) for person in people)
    assert not [words for words in ("không được tặng", "not awarded", "chưa đạt", "không đạt") if words in said]


def test_a_name_that_nobody_in_the_file_bears_is_no_evidence_found(path: Path) -> None:
    told = _one(path, person="Không Ai Biết", title="CSTĐ cấp tỉnh")
    assert (told["person"], told["verdict"], told["quotes"]) == ("Không Ai Biết", "not_found", [])
    assert "không có dữ kiện nào về tên này trong tệp đã công bố" in told["reasons"]


def test_what_was_only_proposed_does_not_count_and_is_told(path: Path) -> None:
    told = _one(path, person="Hồ Đề Nghị", title="CSTĐ cấp tỉnh")
    assert (told["verdict"], told["missing"]) == ("not_found", [2023])
    assert "năm 2023: mới thấy đề nghị hoặc đăng ký" in told["reasons"]


def test_a_unit_with_one_of_two_years_is_told_how_many_lack(path: Path) -> None:
    told = _one(path, unit=VILLAGE, title="Bằng khen cấp tỉnh")
    assert (told["verdict"], told["found"]) == ("not_found", "1/2")
    assert "chưa tìm thấy bằng chứng cho 1 lần nữa" in told["reasons"]


def test_an_award_of_too_late_is_told_as_too_recent(path: Path) -> None:
    first, _ = _told(path, person="Lưu Mới Có", title="BKTTg")
    assert (first["finding"], first["found"]) == ("not_found", "0/1")
    assert "có năm 2022 nhưng chưa đủ 5 năm trước ngày xét" in first["reasons"]


def test_what_came_before_the_first_condition_does_not_count_for_the_second(path: Path) -> None:
    _, second = _told(path, person="Lý Bằng Khen", title="BKTTg")
    assert 2017 not in second["years"]
    assert "năm 2017 không tính, vì không sau điều kiện thứ nhất" in second["reasons"]


def test_another_way_that_news_do_not_tell_is_named_when_the_first_is_not_found(path: Path) -> None:
    told = _one(path, person="Bùi Tiên Tiến", title="Bằng khen cấp tỉnh")
    assert any("02 sáng kiến" in reason for reason in told["reasons"])


# What was revoked


def test_a_year_revoked_in_between_breaks_the_run_and_shows_the_sentence(path: Path) -> None:
    told = _one(path, person="Phạm Bị Rút", title="CSTĐ cấp tỉnh")
    assert (told["verdict"], told["years"], told["missing"]) == ("revoked", [2021, 2023], [2022])
    assert "năm 2022: có tin đã bị thu hồi" in told["reasons"]
    assert any("revoked" in quote for quote in told["quotes"])


def test_a_revocation_that_does_not_tell_the_level_is_never_overlooked(path: Path) -> None:
    told = _one(path, person="Tô Không Rõ Cấp", title="CSTĐ cấp tỉnh")
    assert (told["verdict"], told["years"]) == ("revoked", [2021, 2023])
    assert not [reason for reason in told["reasons"] if "đã có danh hiệu này" in reason]


def test_a_revocation_that_does_not_tell_the_year_needs_someone_to_look(path: Path) -> None:
    told = _one(path, person="Tô Không Rõ Năm", title="CSTĐ cấp tỉnh")
    assert (told["verdict"], told["found"]) == ("unsure", "3/3")
    assert "có tin một lần tặng đã bị thu hồi, không rõ năm nào" in told["reasons"]


# Who is meant


def test_a_person_of_the_same_name_elsewhere_is_another_person(path: Path) -> None:
    told = _told(path, person="Vũ Trùng Tên", title="CSTĐ cấp tỉnh")
    assert [(row["unit"], row["verdict"], row["found"]) for row in told] == [
        (TOWN, "not_found", "2/3"),
        (VILLAGE, "not_found", "1/3"),
    ]
    assert f"người cùng tên ở nơi khác có 1 dữ kiện, chưa tính: {VILLAGE}" in told[0]["reasons"]


def test_the_unit_says_which_of_two_namesakes_is_meant(path: Path) -> None:
    told = _one(path, person="vu trung ten", unit="so y te nam dinh", title="CSTĐ cấp tỉnh")
    assert (told["unit"], told["found"]) == (VILLAGE, "1/3")
    assert any("người cùng tên ở nơi khác có 2 dữ kiện" in reason for reason in told["reasons"])


def test_facts_of_a_namesake_in_another_unit_than_asked_for_are_told_and_not_counted(path: Path) -> None:
    told = _one(path, person="Trần Đủ Ba", unit="Trường THPT B", title="CSTĐ cấp tỉnh")
    assert (told["verdict"], told["years"]) == ("not_found", [])
    assert f"người cùng tên ở nơi khác có 3 dữ kiện, chưa tính: {TOWN}" in told["reasons"]


def test_a_person_without_a_unit_needs_someone_to_look(path: Path) -> None:
    told = _one(path, person="Mai Không Đơn Vị", title="CSTĐ cấp tỉnh")
    assert (told["finding"], told["verdict"]) == ("found", "unsure")
    assert "tin bài không nêu đơn vị của người này: có thể là người cùng tên" in told["reasons"]


@pytest.fixture
def with_ids(path: Path, tmp_path: Path) -> Path:
    """A file that tells persons and units apart by ids, and which unit became which."""
    other = tmp_path / "ids.duckdb"
    shutil.copy(path, other)
    other.chmod(0o600)
    with duckdb.connect(str(other)) as con:
        con.execute(IDS)
    return other


IDS = f"""
    ALTER TABLE award ADD COLUMN IF NOT EXISTS person_id VARCHAR;
    ALTER TABLE award ADD COLUMN IF NOT EXISTS unit_id VARCHAR;
    UPDATE award SET person_id = 'p1' WHERE person = 'Vũ Trùng Tên';
    UPDATE award SET unit_id = 'u1' WHERE person IS NULL;
    UPDATE award SET unit_id = 'u2' WHERE person = 'Trần Đủ Ba';
    CREATE OR REPLACE TABLE unit AS SELECT 'u2' AS unit_id, '{TOWN}' AS name UNION SELECT 'u3', 'Sở Y tế tỉnh Bắc Ninh';
    CREATE OR REPLACE TABLE unit_succession AS SELECT 'u2' AS unit_id, 'u3' AS successor_id"""


def test_where_the_file_has_ids_of_units_and_persons_they_tell_who_is_one(with_ids: Path) -> None:
    assert _one(with_ids, person="Vũ Trùng Tên", title="CSTĐ cấp tỉnh")["found"] == "3/3"
    assert _one(with_ids, unit=VILLAGE, title="Bằng khen cấp tỉnh")["years"] == [2021, 2023]


def test_the_unit_after_a_reorganisation_is_named_and_not_counted(with_ids: Path) -> None:
    told = _one(with_ids, person="Trần Đủ Ba", title="CSTĐ cấp tỉnh")
    assert any("Sở Y tế tỉnh Bắc Ninh; dữ kiện ở đó chưa tính" in reason for reason in told["reasons"])
    elsewhere = _one(with_ids, person="Lê Hụt Năm", title="CSTĐ cấp tỉnh")
    assert "sắp xếp" not in " ".join(elsewhere["reasons"])


def test_who_is_asked_for_is_a_person_when_somebody_bears_exactly_that_name(path: Path) -> None:
    assert [is_person(path, who) for who in ("tran du ba", "Trần Đủ", TOWN)] == [True, False, False]


# What needs someone to look


def test_a_title_held_already_may_have_used_up_the_years(path: Path) -> None:
    told = _one(path, person="Đỗ Đã Có", title="CSTĐ cấp tỉnh")
    assert (told["finding"], told["verdict"]) == ("found", "unsure")
    assert any(
        "đã có danh hiệu này hoặc cùng danh hiệu ở cấp tương đương (năm 2023)" in reason for reason in told["reasons"]
    )
    assert any("Điều 5 khoản 2" in note for note in told["notes"])


def test_a_run_that_ended_long_ago_needs_someone_to_look(path: Path) -> None:
    told = _one(path, person="Ngô Xưa Cũ", title="CSTĐ cấp tỉnh")
    assert (told["verdict"], told["years"]) == ("unsure", [2010, 2011, 2012])


def test_a_rule_that_was_not_checked_against_the_law_never_says_enough(path: Path) -> None:
    told = _one(path, unit=TOWN, title="Bằng khen cấp tỉnh")
    assert (told["finding"], told["years"], told["support"], told["verdict"]) == (
        "found",
        [2021, 2023],
        "doubtful",
        "unsure",
    )
    assert any("hai năm có phải liên tục hay không" in reason for reason in told["reasons"])


def test_awards_without_a_level_are_a_doubt_and_not_counted(path: Path) -> None:
    told = _one(path, person="Cao Không Cấp", title="CSTĐ cấp tỉnh")
    assert (told["verdict"], told["found"]) == ("unsure", "0/3")
    assert "có 3 lần không rõ cấp, chưa tính" in told["reasons"]


# The law of the day


@pytest.mark.parametrize(
    ("on", "law_told", "decree"),
    [
        ("2023-12-31", "Luật 15/2003/QH11", "91/2017"),
        ("2024-01-01", "Luật 06/2022/QH15", "98/2023"),
        ("2025-06-30", "Luật 06/2022/QH15", "98/2023"),
        ("2025-07-01", "Luật 06/2022/QH15", "152/2025"),
    ],
)
def test_the_law_of_the_day_is_the_one_that_is_told(path: Path, on: str, law_told: str, decree: str) -> None:
    told = _one(path, on, person="Trần Đủ Ba", title="CSTĐ cấp tỉnh")
    assert told["law"] == law_told
    assert f"Nghị định {decree}/NĐ-CP" in told["regime"]


def test_the_prime_ministers_diploma_asks_for_five_titles_before_2024_and_for_three_since(path: Path) -> None:
    before = _told(path, "2023-12-31", person="Lý Bằng Khen", title="BKTTg")
    since = _told(path, "2024-01-01", person="Lý Bằng Khen", title="BKTTg")
    assert [row["found"] for row in before] == ["1/1", "3/5"]
    assert [row["found"] for row in since] == ["1/1", "3/3"]
    assert (before[0]["article"], before[0]["support"]) == (None, "doubtful")


def test_what_came_after_the_day_is_not_counted(path: Path) -> None:
    told = _one(path, "2022-12-31", person="Trần Đủ Ba", title="CSTĐ cấp tỉnh")
    assert (told["verdict"], told["found"], told["years"]) == ("not_found", "2/3", [2021, 2022])


def test_what_was_told_later_in_the_year_is_not_known_on_the_day(tmp_path: Path) -> None:
    lines = _years(BASE, f"Trần Đủ Ba | {TOWN}", 2021, 2022, 2023)
    path = published(Home(tmp_path / "home"), *lines, told_on=date(2023, 12, 20))
    asked = {"person": "Trần Đủ Ba", "title": "CSTĐ cấp tỉnh"}
    assert _one(path, "2023-12-19", **asked)["found"] == "2/3"
    assert _one(path, "2023-12-20", **asked)["found"] == "3/3"


def test_a_gap_between_forms_is_information_since_decree_152(path: Path) -> None:
    def notes(on: str) -> str:
        return " ".join(_told(path, on, person="Lưu Mới Có", title="BKTTg")[0]["notes"])

    assert "152/2025" in notes("2025-07-01")
    assert "152/2025" not in notes("2025-06-30")


@pytest.mark.parametrize(
    ("title", "on"), [("Bằng khen cấp tỉnh", "2020-01-01"), ("Giấy khen", "2024-06-01"), ("CSTĐTQ", "1999-01-01")]
)
def test_a_title_without_a_rule_on_that_day_is_said_to_have_none_written_down(path: Path, title: str, on: str) -> None:
    told = _one(path, on, person="Trần Đủ Ba", title=title)
    assert (told["verdict"], told["law"]) == ("no_rule", None)
    assert "không có nghĩa là luật không đòi hỏi gì" in " ".join(told["reasons"])


def test_no_two_rules_for_one_title_hold_on_one_day() -> None:
    days = {row.valid_from for row in law().rule} | {date(2026, 1, 1)}
    for day in days:
        keys = [(rule.title, level, rule.rank, rule.recipient) for rule in rules(day) for level in rule.levels]
        assert len(keys) == len(set(keys)), day


def test_there_is_one_law_for_every_day_since_july_2004() -> None:
    regimes = sorted(law().regime, key=lambda row: row.valid_from)
    gaps = [(later.valid_from - earlier.valid_until).days for earlier, later in pairwise(regimes)]
    assert gaps == [1, 1, 1]
    assert regime(date(2004, 6, 30)) is None
    assert regime(date(2026, 1, 1)) == regimes[-1]


def test_a_rule_says_how_far_the_law_was_seen_and_has_an_article_when_it_was_read() -> None:
    assert [rule for rule in law().rule if rule.support == "read" and not rule.article] == []
    assert [rule for rule in law().rule if rule.support == "doubtful" and not (rule.doubt_vi and rule.doubt_en)] == []


# What comes next


def test_without_a_title_the_nearest_ones_are_suggested_first(path: Path) -> None:
    told = _told(path, person="Trần Đủ Ba")
    assert [(row["title"], row["levels"], row["verdict"]) for row in told[:2]] == [
        ("chien-si-thi-dua", ["tinh", "bo_nganh"], "found"),
        ("bang-khen", ["tinh", "bo_nganh"], "found"),
    ]
    assert {row["verdict"] for row in told[2:]} == {"not_found"}


def test_what_is_found_is_suggested_before_what_is_not(path: Path) -> None:
    told = _told(path, person="Lý Bằng Khen")
    assert [(row["levels"], row["verdict"]) for row in told[:2]] == [(["nha_nuoc"], "found")] * 2
    assert {row["verdict"] for row in told[2:]} == {"not_found"}


def test_nothing_is_suggested_to_whom_nothing_leads_further(path: Path) -> None:
    assert _told(path, person="Không Ai Biết") == []


# The command


def test_the_command_prints_verdict_article_and_sentence(path: Path) -> None:
    home = path.parent.parent
    result = bangvang(
        "eligible", "--person", "tran du ba", "--title", "CSTĐ tỉnh", "--on", "2024-06-01", "--home", home
    )
    assert result.exit_code == 0, result.stderr
    for shown in ("Trần Đủ Ba", "đã tìm thấy đủ bằng chứng", "Điều 22", "https://example.vn/a0", "98/2023"):
        assert shown in result.stdout


def test_the_command_speaks_english_and_json_too(path: Path) -> None:
    home = path.parent.parent
    asked = ("eligible", "--person", "Lê Hụt Năm", "--title", "CSTĐ tỉnh", "--on", "2024-06-01", "--home", home)
    (told,) = json.loads(bangvang(*asked, "--lang", "en", "--format", "json").stdout)
    assert (told["verdict_name"], told["missing"]) == ("no evidence found", [2022])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ([], "whose eligibility?"),
        (["--person", "?!"], "whose eligibility?"),
        (["--person", "Trần Đủ Ba", "--unit", "?!"], "whose eligibility?"),
        (["--person", "An", "--title", "Huân chương Mây"], "no title is called"),
        (["--person", "Nguyễn Đông Người"], "11 recipients are called so"),
    ],
)
def test_a_question_that_cannot_be_asked_ends_with_2_and_one_line(path: Path, asked: list[str], said: str) -> None:
    result = bangvang("eligible", *asked, "--home", path.parent.parent)
    assert result.exit_code == 2
    assert one_line(result.stderr)
    assert said in result.stderr
