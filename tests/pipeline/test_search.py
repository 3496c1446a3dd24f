import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from commands import bangvang, one_line
from workbench import make_article, rows, run

from pipeline.errors import UsageError
from pipeline.publish import publish
from pipeline.search.titles import TitleWanted, resolve
from pipeline.search.words import fold, terms
from pipeline.settings import Home
from pipeline.store.database import open_work
from schemas import Level

TEXT = """3 Bằng khen năm 2019 cho đơn vị Cục THADS tỉnh Bắc Giang.
1 Cờ thi đua năm 2020 cho đơn vị Chi cục Thi hành án dân sự huyện Yên Thế.
7 Giấy khen năm 2021 cho cá nhân Hội Chữ thập đỏ xã Hoà Mỹ"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("search") / "home")
    run(home, make_article(TEXT, title="Tổng kết năm"))
    return home.root


def _found(published: Path, *options: str) -> list[dict[str, Any]]:
    result = bangvang("search", "--home", published, "--format", "json", *options)
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        (["--unit", "cuc thads tinh bac giang"], ["bang-khen"]),
        (["--unit", "Cục Thi hành án dân sự tỉnh Bắc Giang"], ["bang-khen"]),
        (["--unit", "THADS huyện Yên Thế"], ["co-thi-dua"]),
        (["--unit", "thads bac giang"], ["bang-khen"]),
        (["--unit", "yên thế thi hành án dân sự"], ["co-thi-dua"]),
        (["--unit", "giang bac thads"], ["bang-khen"]),
        (["--unit", "thads an giang"], []),
        (["--unit", "thads hue"], []),
        (["--unit", "xa hòa mĩ"], ["giay-khen"]),
        (["--unit", "do"], ["giay-khen"]),
        (["--unit", "bac gia"], []),
        (["--title", "Cờ thi đua"], ["co-thi-dua"]),
        (["--title", "giay-khen"], ["giay-khen"]),
        (["--year", "2020"], ["co-thi-dua"]),
        (["--from", "2020"], ["giay-khen", "co-thi-dua"]),
        (["--to", "2019"], ["bang-khen"]),
        (["--status", "proposed"], []),
        (["--text", "co thi dua nam"], ["co-thi-dua"]),
        (["--text", "nam 2020 thi dua co"], ["co-thi-dua"]),
        (["--text", "ket nam tong giay khen"], ["giay-khen"]),
        (["--text", "tong ket"], ["giay-khen", "co-thi-dua", "bang-khen"]),
        (["--unit", "thads", "--year", "2019"], ["bang-khen"]),
        (["--limit", "1"], ["giay-khen"]),
    ],
)
def test_facts_are_found_without_tone_marks_and_by_every_option(
    published: Path, options: list[str], titles: list[str]
) -> None:
    assert [fact["title"] for fact in _found(published, *options)] == titles


def test_every_row_shows_what_year_count_status_quote_and_source(published: Path) -> None:
    result = bangvang("search", "--home", published, "--year", "2019")
    for shown in ("Bằng khen", "Cục THADS tỉnh Bắc Giang", "2019", "3", "đã tặng", "https://example.vn/a"):
        assert shown in result.stdout
    assert result.stderr == "1 fact\n"


def test_when_there_are_more_facts_than_shown_the_way_to_all_is_told(published: Path) -> None:
    result = bangvang("search", "--home", published, "--limit", "2")
    assert result.stderr == "2 of 3 facts; all of them with --limit 3\n"


def test_csv_has_a_header_and_whole_quotes(published: Path) -> None:
    result = bangvang("search", "--home", published, "--year", "2020", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert row["quote"] == "1 Cờ thi đua năm 2020 cho đơn vị Chi cục Thi hành án dân sự huyện Yên Thế"


def test_nothing_found_is_said_and_is_no_error(published: Path) -> None:
    result = bangvang("search", "--home", published, "--person", "Không Ai")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no fact found\n")


@pytest.mark.parametrize(
    "options",
    [
        ["--year", "2023", "--from", "2019"],
        ["--year", "2023", "--to", "2024"],
        ["--from", "2023", "--to", "2019"],
        ["--unit", ""],
        ["--person", " – "],
    ],
)
def test_options_that_contradict_or_say_nothing_are_one_line_and_2(published: Path, options: list[str]) -> None:
    result = bangvang("search", "--home", published, *options)
    assert result.exit_code == 2
    assert one_line(result.stderr)


def test_words_of_persons_and_issuers_come_in_any_order(tmp_path: Path) -> None:
    home = Home(tmp_path)
    run(home, make_article(TEXT))
    with open_work(home.work) as con:
        con.execute("UPDATE award SET person = 'Nguyễn Thị Thái', issuer = 'Giám đốc Sở GD&ĐT'")
        publish(con, home.published)
    assert len(_found(tmp_path, "--person", "thai nguyen")) == 3
    assert len(_found(tmp_path, "--person", "thai nguyen an")) == 0
    assert len(_found(tmp_path, "--issuer", "sở giáo dục và đào tạo giám đốc")) == 3


def test_a_title_that_nobody_knows_is_answered_with_near_names(published: Path) -> None:
    result = bangvang("search", "--home", published, "--title", "chien si thi dau")
    assert result.exit_code == 2
    assert one_line(result.stderr)
    assert "Chiến sĩ thi đua" in result.stderr


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("CSTĐCS", TitleWanted("chien-si-thi-dua", Level.CO_SO)),
        ("Chiến sỹ thi đua cấp tỉnh", TitleWanted("chien-si-thi-dua", Level.TINH)),
        ("chien si thi dua toan quoc", TitleWanted("chien-si-thi-dua", Level.NHA_NUOC)),
        ("LĐTT", TitleWanted("lao-dong-tien-tien")),
        ("bang-khen", TitleWanted("bang-khen")),
        ("Huân chương Lao động hạng Nhì", TitleWanted("huan-chuong-lao-dong", rank=2)),
    ],
)
def test_titles_are_known_by_code_name_abbreviation_level_and_rank(typed: str, wanted: TitleWanted) -> None:
    assert resolve(typed) == [wanted]


def test_an_unknown_title_raises_a_usage_error() -> None:
    with pytest.raises(UsageError):
        resolve("xyz")


@pytest.mark.parametrize("text", ["Chiến sĩ – sỹ", "HOÀ, hóa; Đặng Thuỷ", "Quý Mỹ Lý", "Uỷ ban GD&ĐT", "  a  b "])
def test_folding_in_python_and_in_sql_is_the_same(published: Path, text: str) -> None:
    path = Home(published).published
    quoted = text.replace("'", "''")
    assert rows(path, f"SELECT fold('{quoted}')") == [(fold(text),)]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Cục THADS", [{"cuc"}, {"thads", "thi hanh an dan su"}]),
        ("Thi hành án dân sự, cục", [{"thads", "thi hanh an dan su"}, {"cuc"}]),
        ("Sở GD&ĐT An Giang", [{"so"}, {"gd dt", "gddt", "giao duc va dao tao"}, {"an giang"}]),
        ("đắk lắk", [{"dak lak", "dac lac", "daklak"}]),
        ("tp hcm", [{"tp hcm", "tphcm", "tp ho chi minh", "thanh pho hcm", "thanh pho ho chi minh"}]),
        ("bình hoà bình", [{"binh"}, {"hoa binh"}]),
    ],
)
def test_what_is_typed_is_cut_into_terms_with_their_spellings(typed: str, wanted: list[set[str]]) -> None:
    assert [set(term) for term in terms(typed)] == wanted


def test_a_flag_is_found_with_its_sentence_and_shown_in_the_table(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    run(home, make_article("3 Cờ thi đua năm 2020 cho cá nhân Sở Y tế.\n2 Giấy khen năm 2020 cho cá nhân Sở Y tế."))
    odd, sound = (_found(home.root, "--title", title)[0] for title in ("Cờ thi đua", "Giấy khen"))
    assert odd["flags"] == ["recipient-does-not-fit-title"]
    assert ["chỉ dành cho tập thể" in message for message in odd["flag_messages"]] == [True]
    assert (sound["flags"], sound["flag_messages"]) == ([], None)
    assert rows(home.published, "SELECT message FROM issue") == [(odd["flag_messages"][0],)]
    assert "chỉ dành cho" in " ".join(bangvang("search", "--home", home.root).stdout.split())


def test_facts_below_a_confidence_are_left_out_and_the_least_sure_come_first_when_wanted(tmp_path: Path) -> None:
    home = Home(tmp_path)
    run(home, make_article(TEXT))
    with open_work(home.work) as con:
        for title, score in (("bang-khen", 0.9), ("co-thi-dua", 0.4)):
            con.execute("UPDATE award SET confidence = ?, clues = ['unit: stated'] WHERE title = ?", [score, title])
        publish(con, home.published)
    assert [fact["title"] for fact in _found(tmp_path, "--least-sure")] == ["giay-khen", "co-thi-dua", "bang-khen"]
    (sure,) = _found(tmp_path, "--min-confidence", "0.9")
    assert (sure["title"], sure["confidence"], sure["clues"]) == ("bang-khen", 0.9, ["unit: stated"])
    assert bangvang("search", "--home", tmp_path, "--min-confidence", "1.5").exit_code == 2
