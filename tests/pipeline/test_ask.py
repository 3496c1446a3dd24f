import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from commands import bangvang, one_line
from workbench import make_article, rows, run

from pipeline.ask import questions
from pipeline.ask.catalogue import FILTERS, NAMED, sql_of
from pipeline.publish import publish
from pipeline.settings import Home
from pipeline.store.database import open_work

UNIT = "Sở Y tế tỉnh Hà Nam"
STREAK = "\n".join(f"1 Cờ thi đua năm {year} cho đơn vị {UNIT}." for year in (2017, 2018, 2019, 2021))
TEXT = f"""{STREAK}
40 Giấy khen năm 2021 cho cá nhân {UNIT}.
50 Giấy khen năm 2022 cho cá nhân {UNIT}.
đăng ký 10 Bằng khen năm 2022 cho cá nhân {UNIT}.
9 Bằng khen năm 2022 cho cá nhân {UNIT}.
đề nghị 1 Bằng khen năm 2023 cho ông Trần Văn An, {UNIT}.
thu hồi 1 Giấy khen năm 2020 cho đơn vị {UNIT}."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one article tells of a unit; the proposal is for an award of the State."""
    home = Home(tmp_path_factory.mktemp("ask") / "home")
    run(home, make_article(TEXT, title="Tổng kết năm", published=date(2024, 4, 26)))
    with open_work(home.work) as con:
        con.execute("UPDATE award SET level = 'nha_nuoc' WHERE status = 'proposed'")
        publish(con, home.published)
    return home.root


def _answer(home: Path, *words: str) -> list[dict[str, Any]]:
    result = bangvang("ask", *words, "--home", home, "--format", "json")
    assert result.exit_code == 0, result.output
    answer: list[dict[str, Any]] = json.loads(result.stdout)
    return answer


EXAMPLES = {
    "roll": ["so y te ha nam"],
    "has": ["sở y tế hà nam", "Giấy khen"],
    "claim": ["sở y tế", "Cờ thi đua", "3"],
    "streaks": [],
    "totals": [],
    "cross": ["title", "year"],
    "registered": [],
    "proposed": [],
    "comment": ["2024-05-01"],
    "revoked": [],
    "conflicts": [],
    "single-source": [],
}


def test_every_question_is_tried_here() -> None:
    assert set(EXAMPLES) == set(questions())


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name != "conflicts"])
def test_every_row_of_every_answer_has_its_sentence_source_and_day(home: Path, name: str) -> None:
    answer = _answer(home, name, *EXAMPLES[name])
    assert answer
    assert [row for row in answer if not (row["quote"] and row["url"] and row["published"])] == []


def test_the_list_tells_how_each_question_is_asked() -> None:
    shown = bangvang("ask").stdout
    assert "ask claim WHO TITLE YEARS" in shown
    assert "ask streaks [LEAST]" in shown
    assert [name for name in questions() if f"ask {name}" not in shown] == []


def test_a_roll_of_honour_is_by_year_and_keeps_what_was_taken_away(home: Path) -> None:
    roll = [(row["years"], row["title_name"], row["status_name"]) for row in _answer(home, "roll", "sở y tế")]
    assert roll[0] == ("2022", "Bằng khen", "đã tặng")
    assert roll[-4:][0] == ("2020", "Giấy khen", "thu hồi")
    assert [year for year, *_ in roll] == sorted((year for year, *_ in roll), reverse=True)


@pytest.mark.parametrize(("least", "found"), [("3", [("2017–2019", 3)]), ("4", [])])
def test_a_streak_is_years_without_a_gap(home: Path, least: str, found: list[tuple[str, int]]) -> None:
    assert [(row["years"], row["in_a_row"]) for row in _answer(home, "streaks", least)] == found


@pytest.mark.parametrize(
    ("years", "finding"),
    [("3", "đủ bằng chứng cho 3/3 năm liền"), ("5", "mới tìm thấy bằng chứng cho 3/5 năm liền")],
)
def test_a_claim_is_set_against_each_year_that_is_found(home: Path, years: str, finding: str) -> None:
    answer = _answer(home, "claim", "sở y tế hà nam", "co-thi-dua", years)
    assert [(row["years"], row["in_a_row"]) for row in answer] == [("2017", 3), ("2018", 3), ("2019", 3), ("2021", 1)]
    assert {row["finding"] for row in answer} == {finding}


def test_totals_are_compared_with_the_year_before_though_only_one_year_is_asked_for(home: Path) -> None:
    (row,) = _answer(home, "totals", "--title", "Giấy khen", "--year", "2022")
    assert (row["total"], row["total_before"], row["change"], row["province"]) == (50, 40, 10, "Hà Nam")


def test_what_is_registered_stands_beside_what_was_reached(home: Path) -> None:
    (row,) = _answer(home, "registered")
    assert (row["registered"], row["reached"], row["percent"], row["finding"]) == (10, 9, 90.0, "đã đạt")
    assert "9 Bằng khen" in row["reached_quote"]


def test_a_proposal_without_an_award_is_a_lack_of_evidence(home: Path) -> None:
    (row,) = _answer(home, "proposed")
    assert (row["title_name"], row["finding"]) == ("Bằng khen", "chưa tìm thấy bằng chứng đã tặng")


@pytest.mark.parametrize(("day", "finding"), [("2024-05-14", "đang lấy ý kiến"), ("15/05/2024", "đã hết hạn")])
def test_a_state_award_is_open_to_comment_for_ten_working_days(home: Path, day: str, finding: str) -> None:
    """From Friday 26 April 2024: neither weekends count nor 30 April and 1 May."""
    (row,) = _answer(home, "comment", day)
    assert (row["comment_until"], row["finding"]) == ("2024-05-14", finding)
    assert row["law"] == "Nghị định 98/2023/NĐ-CP, Điều 46"


def test_who_may_be_a_person_of_a_unit(home: Path) -> None:
    (row,) = _answer(home, "has", "an y tế hà nam", "Bằng khen")
    assert (row["person"], row["status_name"]) == ("Trần Văn An", "đề nghị")


def test_an_option_may_stand_for_an_argument(home: Path) -> None:
    assert len(_answer(home, "claim", "--unit", "sở y tế", "--title", "Cờ thi đua", "3")) == 4
    assert len(_answer(home, "roll", "sở y tế", "--person", "An")) == 0


def test_nothing_found_is_a_lack_of_evidence_not_a_no(home: Path) -> None:
    result = bangvang("ask", "has", "Trường Không Tên", "Cờ thi đua", "--home", home)
    assert (result.exit_code, result.stderr) == (0, "0 rows\n")
    assert "Chưa tìm thấy bằng chứng" in result.stdout


def test_more_rows_than_are_shown_are_counted(home: Path) -> None:
    result = bangvang("ask", "single-source", "--limit", "2", "--home", home)
    assert result.stderr == "2 of 10 rows; all of them with --limit 10\n"


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "parquet", "jsonl"])
def test_an_answer_goes_to_a_file(home: Path, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"a.{suffix}"
    result = bangvang("ask", "roll", "sở y tế", "--limit", "3", "--out", file, "--home", home)
    assert result.stdout == f"3 rows: {file}\n"
    assert file.stat().st_size > 0


@pytest.mark.parametrize(
    "words",
    [
        ["rol"],
        ["roll"],
        ["roll", "a", "b"],
        ["claim", "a", "Cờ thi đua", "many"],
        ["claim", "a", "Cờ thi đua", "0"],
        ["cross", "title", "colour"],
        ["comment", "tomorrow"],
        ["has", "a", "Cờ thi đua", "--title", "Bằng khen"],
        ["has", "a", "no such title"],
    ],
)
def test_a_question_that_cannot_be_understood_is_one_line_and_2(home: Path, words: list[str]) -> None:
    result = bangvang("ask", *words, "--home", home)
    assert result.exit_code == 2
    assert one_line(result.stderr)


def test_what_is_missing_is_named_with_an_example(home: Path) -> None:
    told = bangvang("ask", "claim", "Sở Y tế", "--home", home).stderr
    assert "TITLE is missing" in told
    assert "bangvang ask claim WHO TITLE YEARS" in told


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_sql_of_a_question_is_one_statement_that_reads_the_facts_asked_for(name: str) -> None:
    assert "FROM fact" in sql_of(name)
    assert len(duckdb.extract_statements(sql_of(name))) == 1
    assert set(NAMED.findall(sql_of(name))) == set(questions()[name].arguments) - set(FILTERS)


def test_working_days_leave_out_weekends_and_fixed_holidays(home: Path) -> None:
    day = "SELECT working_days_after(DATE '{}', {})"
    published = Home(home).published
    assert rows(published, day.format("2024-01-05", 10)) == [(date(2024, 1, 19),)]
    assert rows(published, day.format("2024-12-31", 1)) == [(date(2025, 1, 2),)]
    assert rows(published, day.format("2024-04-26", 3)) == [(date(2024, 5, 3),)]
