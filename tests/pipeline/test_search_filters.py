import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import bangvang, one_line
from typer.testing import CliRunner
from workbench import make_article, run

from pipeline.cli import app
from pipeline.publish import publish
from pipeline.search.facts import ORDERS
from pipeline.settings import Home
from pipeline.store.database import open_work

OLD = """3 Bằng khen năm 2019 cho đơn vị Sở Y tế tỉnh Bắc Ninh.
1 Cờ thi đua hạng 2 năm 2020 cho đơn vị Sở Y tế tỉnh Bắc Giang.
7 Giấy khen năm 2024 cho cá nhân Sở Xây dựng tỉnh Bắc Ninh.
6 Giấy khen năm 2023 cho cá nhân Trường Mầm non Hoa Mai, huyện Yên Phong, tỉnh Bắc Ninh.
5 Giấy khen năm 2025 cho cá nhân Sở Nội vụ tỉnh Bắc Giang"""
NEW = """9 Giấy khen năm 2026 cho cá nhân Sở Y tế tỉnh Bắc Ninh.
2 Bằng khen năm 2025 cho cá nhân Phường Kinh Bắc, tỉnh Bắc Ninh.
4 Bằng khen năm 2025 cho cá nhân Phường Tiền Phong, tỉnh Bắc Giang"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was told before and after the merger of July 2025, of the two provinces that are Bắc Ninh since."""
    home = Home(tmp_path_factory.mktemp("filters") / "home")
    run(home, make_article(OLD, "old", published=date(2025, 3, 1), source="bao-cu"))
    run(home, make_article(NEW, "new", published=date(2026, 2, 1), source="bao-moi"))
    with open_work(home.work) as con:
        con.execute("UPDATE award SET level = 'tinh' WHERE count = 1")
        con.execute("UPDATE award SET confidence = count / 10")
        con.execute("UPDATE award SET flags = ['improbable-count'] WHERE count = 7")
        publish(con, home.published)
    return home.root


def _counts(home: Path, *options: str) -> list[int]:
    result = bangvang("search", *options, "--home", home, "--format", "json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return [fact["count"] for fact in found]


@pytest.mark.parametrize(
    ("options", "counts"),
    [
        (["--level", "tinh"], {1}),
        (["--rank", "2"], {1}),
        (["--kind", "tap_the"], {3, 1}),
        (["--source", "bao-moi"], {9, 2, 4}),
        (["--from-date", "2026-02-01"], {9, 2, 4}),
        (["--to-date", "31/12/2025"], {3, 1, 7, 5, 6}),
        (["--flag", "improbable-count"], {7}),
        (["--not-reviewed", "--year", "2019"], {3}),
        (["--reviewed"], set()),
        (["--min-confidence", "0.7"], {7, 9}),
    ],
)
def test_each_option_leaves_what_fits(home: Path, options: list[str], counts: set[int]) -> None:
    assert set(_counts(home, *options)) == counts


@pytest.mark.parametrize(
    ("options", "counts"),
    [
        (["--province", "Bắc Giang"], {1, 5, 4}),
        (["--province", "bac-ninh"], {3, 7, 9, 2, 4, 6}),
        (["--province", "tỉnh Bắc Ninh", "--to", "2024"], {3, 7, 6}),
        (["--province", "Bắc Ninh", "--today"], {3, 1, 7, 5, 9, 2, 4, 6}),
        (["--province", "Hà Nam"], set()),
    ],
)
def test_a_province_is_what_was_called_so_at_the_time(home: Path, options: list[str], counts: set[int]) -> None:
    """The new Bắc Ninh is its two parts, for facts since the merger only; in 2025 the article's day tells."""
    assert set(_counts(home, *options)) == counts


def test_a_unit_is_found_by_its_name_in_full_too(home: Path) -> None:
    assert set(_counts(home, "--unit", "ubnd phường Kinh Bắc")) == set()
    assert set(_counts(home, "--unit", "phuong kinh bac bac ninh")) == {2}


def test_what_came_before_and_after_a_unit_is_found_when_it_is_asked_for(tmp_path: Path) -> None:
    home = Home(tmp_path)
    text = """3 Bằng khen năm 2024 cho đơn vị Cục Thi hành án dân sự tỉnh Hà Nam.
8 Bằng khen năm 2026 cho đơn vị Thi hành án dân sự tỉnh Ninh Bình.
5 Bằng khen năm 2024 cho đơn vị Cục Thi hành án dân sự tỉnh Nam Định."""
    run(home, make_article(text, published=date(2026, 3, 1)))
    assert set(_counts(tmp_path, "--unit", "Cục THADS Hà Nam")) == {3}
    assert set(_counts(tmp_path, "--unit", "Cục THADS Hà Nam", "--successors")) == {3, 8}


@pytest.mark.parametrize(
    ("options", "counts"),
    [
        (["--district", "yen phong"], {6}),
        (["--district", "Yên Phong", "--province", "Bắc Ninh"], {6}),
        (["--commune", "Kinh Bắc"], {2}),
        (["--commune", "kinh bac", "--today"], {2}),
        (["--district", "Lục Nam"], set()),
    ],
)
def test_facts_are_found_by_district_and_commune(home: Path, options: list[str], counts: set[int]) -> None:
    assert set(_counts(home, *options)) == counts


@pytest.mark.parametrize(
    ("order", "first"),
    [("latest", 9), ("oldest", 3), ("published", 9), ("unit", 2), ("title", 2), ("count", 9), ("least-sure", 1)],
)
def test_facts_are_sorted(home: Path, order: str, first: int) -> None:
    assert _counts(home, "--sort", order)[0] == first


def test_every_order_is_an_option(home: Path) -> None:
    assert [order for order in ORDERS if bangvang("search", "--sort", order, "--home", home).exit_code != 0] == []


@pytest.mark.parametrize(
    "options",
    [
        ["--today"],
        ["--successors"],
        ["--province", "Bắc Giang", "--today"],
        ["--province", "Bac Nin"],
        ["--flag", "no-such-flag"],
        ["--format", "xlsx"],
        ["--out", "facts.docx"],
        ["--out", "facts", "--format", "table"],
    ],
)
def test_what_cannot_be_is_one_line_and_2(home: Path, options: list[str]) -> None:
    result = bangvang("search", *options, "--home", home)
    assert result.exit_code == 2
    assert one_line(result.stderr)


@pytest.mark.parametrize(("limit", "rows"), [([], 8), (["--limit", "2"], 2)])
def test_a_file_holds_all_facts_or_as_many_as_are_asked_for(
    home: Path, tmp_path: Path, limit: list[str], rows: int
) -> None:
    file = tmp_path / "facts.jsonl"
    result = bangvang("search", "--sort", "count", *limit, "--out", file, "--home", home)
    assert result.stdout == f"{rows} rows: {file}\n"
    told = [json.loads(line)["count"] for line in file.read_text(encoding="utf-8").splitlines()]
    assert told == sorted(told, reverse=True)


def _completed(typed: str, home: Path) -> Iterator[str]:
    env = {"_BANGVANG_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    done = CliRunner().invoke(app, [], env={**env, "BANGVANG_HOME": str(home)}, prog_name="bangvang")
    return (line for line in done.stdout.splitlines() if line)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("bangvang search --province bac-n", ["bac-ninh"]),
        ("bangvang search --title huan-chuong-sao", ["huan-chuong-sao-vang"]),
        ("bangvang search --unit so-n", ["so-noi-vu-tinh-bac-giang"]),
        ("bangvang search --flag improb", ["improbable-count"]),
        ("bangvang ask str", ["streaks"]),
    ],
)
def test_a_shell_is_offered_what_needs_no_quotes(home: Path, typed: str, offered: list[str]) -> None:
    assert list(_completed(typed, home)) == offered


def test_what_is_offered_is_found(home: Path) -> None:
    assert _counts(home, "--unit", "so-noi-vu-tinh-bac-giang") == [5]


def test_without_a_published_file_nothing_is_offered_and_nothing_is_said(tmp_path: Path) -> None:
    assert list(_completed("bangvang search --unit so", tmp_path)) == []
