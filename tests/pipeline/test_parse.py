import json
import shutil
from pathlib import Path

import pytest
from commands import bangvang, one_line, process
from fake_extractor import extract

from pipeline import parsing
from schemas import Article, Extraction
from schemas.award import FACT_FIELDS
from scrapers.files import read_article

TEXT = """Sở Y tế tổng kết phong trào thi đua yêu nước

Năm qua có 3 Bằng khen năm 2020 cho đơn vị Sở Y tế.
Và 5 Giấy khen năm 2021 cho cá nhân Sở Y tế.
"""


@pytest.fixture
def _fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "extract", extract)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "bao-cao.2020.txt"
    path.write_text(TEXT)
    return path


@pytest.mark.usefixtures("_fake")
def test_a_record_is_one_line_with_every_key_of_the_contract(file: Path) -> None:
    result = bangvang("parse", file)
    first, second = map(json.loads, result.stdout.splitlines())
    assert set(first) >= {"doc", *FACT_FIELDS, "quote", "evidence"}
    assert (first["doc"], first["title"], first["count"], second["title"]) == (
        "bao-cao.2020",
        "bang-khen",
        3,
        "giay-khen",
    )
    assert isinstance(first["quote"], str)
    assert "Bằng khen" in result.stdout, "letters are printed as they are, not as escapes"
    assert result.exit_code == 0


@pytest.mark.usefixtures("_fake")
def test_evidence_of_every_field_is_its_slice_of_the_canonical_text(file: Path) -> None:
    text = read_article(file).text
    for record in map(json.loads, bangvang("parse", file).stdout.splitlines()):
        assert {"title", "count", "year_from", "year_to", "unit", "status"} <= set(record["evidence"])
        assert "year" not in record["evidence"]
        for span in record["evidence"].values():
            assert text[span["start"] : span["end"]] == span["quote"]
        assert text[record["quote_start"] : record["quote_end"]] == record["quote"]


@pytest.mark.usefixtures("_fake")
def test_unreadable_files_are_named_the_rest_go_on_and_the_exit_code_is_1(file: Path, tmp_path: Path) -> None:
    result = bangvang("parse", tmp_path / "missing.txt", file)
    assert result.exit_code == 1
    assert one_line(result.stderr)
    assert "missing.txt" in result.stderr
    assert len(result.stdout.splitlines()) == 2


@pytest.mark.usefixtures("_fake")
def test_a_file_without_a_record_prints_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Hôm nay trời đẹp, không có ai được khen thưởng gì cả.\n")
    result = bangvang("parse", path)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_the_given_date_of_publication_reaches_the_extractor(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def watched(article: Article) -> Extraction:
        seen.append(article.published)
        return extract(article)

    monkeypatch.setattr(parsing, "extract", watched)
    bangvang("parse", file, "--published", "2023-12-20")
    assert str(seen[0]) == "2023-12-20"


def test_a_date_that_is_none_is_wrong_usage(file: Path) -> None:
    assert bangvang("parse", file, "--published", "20/12/2023").exit_code == 2


def test_no_database_and_no_folder_is_made(file: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    assert process("parse", file, cwd=work).returncode == 0
    assert list(work.iterdir()) == []


def test_the_order_of_records_is_that_of_the_files(tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "extract", extract)
    other = tmp_path / "0.txt"
    shutil.copy(file, other)
    docs = [json.loads(line)["doc"] for line in bangvang("parse", file, other).stdout.splitlines()]
    assert docs == ["bao-cao.2020", "bao-cao.2020", "0", "0"]


@pytest.mark.usefixtures("_fake")
def test_a_flag_is_printed_with_its_code_and_its_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("3 Cờ thi đua năm 2020 cho cá nhân Sở Y tế.\n5 Giấy khen năm 2021 cho cá nhân Sở Y tế.\n")
    odd, sound = map(json.loads, bangvang("parse", path).stdout.splitlines())
    (code,) = odd["flags"]
    assert (code, list(odd["flag_messages"])) == ("recipient-does-not-fit-title", [code])
    assert "chỉ dành cho tập thể" in odd["flag_messages"][code]
    assert (sound["flags"], sound["flag_messages"]) == ([], {})
