import json
from pathlib import Path

import pytest
from commands import bangvang, one_line
from honours import published

from pipeline.settings import Home

UNIT = "Sở Y tế tỉnh Bắc Giang"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("ask-eligible") / "home")
    years = [f"chien-si-thi-dua | co_so | {year} | awarded | Trần Đủ Ba | {UNIT}" for year in (2021, 2022, 2023)]
    published(home, *years, f"tap-the-lao-dong-xuat-sac | - | 2023 | awarded | - | {UNIT}")
    return home.root


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["tran du ba", "CSTĐ tỉnh", "2024-06-01"], ("Trần Đủ Ba", "found")),
        (["tran du ba", "CSTĐ tỉnh", "01/6/2022"], ("Trần Đủ Ba", "not_found")),
        (["CSTĐ tỉnh", "2024-06-01", "--person", "tran du ba"], ("Trần Đủ Ba", "found")),
        (["so y te bac giang", "bằng khen cấp tỉnh", "2024-06-01"], (None, "not_found")),
    ],
)
def test_it_is_asked_of_a_person_or_a_unit_on_a_day(root: Path, words: list[str], answer: tuple[str, str]) -> None:
    (row,) = json.loads(bangvang("ask", "eligible", *words, "--home", root, "--format", "json").stdout)
    assert (row["person"], row["verdict"]) == answer


def test_the_list_of_questions_has_it() -> None:
    assert "ask eligible WHO [TITLE] [DAY]" in bangvang("ask").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "WHO is missing"),
        (["tran du ba", "CSTĐ tỉnh", "mai"], "is no day"),
        (["tran du ba", "CSTĐ tỉnh", "2024-06-01", "x"], "one argument too many"),
        (["tran du ba", "--year", "2020"], "no other options"),
        (["tran du ba", "--out", "x.xlsx"], "writes no file"),
    ],
)
def test_asked_in_another_way_it_ends_with_2_and_one_line(root: Path, words: list[str], said: str) -> None:
    result = bangvang("ask", "eligible", *words, "--home", root)
    assert result.exit_code == 2
    assert one_line(result.stderr)
    assert said in result.stderr
