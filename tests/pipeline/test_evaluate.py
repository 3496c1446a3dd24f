import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from commands import bangvang

from pipeline.errors import UsageError
from pipeline.evaluate import as_lines, error_lines, read_records, score
from pipeline.evaluate.names import same_name

SHARED = Path(__file__).parents[3] / "shared"
SCORER = SHARED / "domain" / "score.py"
GOLD = SHARED / "gold"

BASE: dict[str, Any] = {
    "doc": "a.txt",
    "title": "bang-khen",
    "rank": None,
    "level": "tinh",
    "issuer": "Chủ tịch UBND tỉnh",
    "recipient_kind": "tap_the",
    "unit": "Sở Y tế",
    "person": None,
    "count": 3,
    "count_qualifier": "exact",
    "year_from": 2020,
    "year_to": 2020,
    "status": "awarded",
    "quote": "3 Bằng khen",
}


def _records(tmp_path: Path, name: str, *changes: dict[str, Any]) -> Path:
    path = tmp_path / f"{name}.jsonl"
    path.write_text("".join(json.dumps(BASE | change, ensure_ascii=False) + "\n" for change in changes))
    return path


def _scored(tmp_path: Path, gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> list[str]:
    gold_file, predicted_file = _records(tmp_path, "gold", *gold), _records(tmp_path, "predicted", *predicted)
    return as_lines(score(read_records([gold_file]), read_records([predicted_file])))


def test_perfect_predictions_score_one(tmp_path: Path) -> None:
    lines = _scored(tmp_path, [{}, {"count": 4}], [{"count": 4}, {}])
    assert lines[:3] == [f"{name:7} P 1.000  R 1.000  F1 1.000" for name in ("title", "core", "strict")]


def test_a_wrong_issuer_costs_strict_but_not_core(tmp_path: Path) -> None:
    lines = _scored(tmp_path, [{}], [{"issuer": "Thủ tướng Chính phủ"}])
    assert lines[1:3] == ["core    P 1.000  R 1.000  F1 1.000", "strict  P 0.000  R 0.000  F1 0.000"]


def test_records_pair_with_the_closest_of_the_same_title(tmp_path: Path) -> None:
    lines = _scored(tmp_path, [{"count": 1}, {"count": 2}], [{"count": 2}, {"count": 9}])
    assert lines[1] == "core    P 0.500  R 0.500  F1 0.500"


def test_a_document_without_records_costs_precision_for_each_prediction(tmp_path: Path) -> None:
    lines = _scored(tmp_path, [{"title": None}], [{}, {"count": 5}])
    assert lines[0] == "title   P 0.000  R 1.000  F1 0.000"
    assert lines[-2:] == ["records gold 0  predicted 2", "documents 1  with records 0  all right 0"]


def test_predictions_for_documents_outside_gold_do_not_count(tmp_path: Path) -> None:
    assert _scored(tmp_path, [{}], [{}, {"doc": "other"}])[0] == "title   P 1.000  R 1.000  F1 1.000"


def test_an_indefinite_count_agrees_with_any_qualifier_when_no_number_is_given(tmp_path: Path) -> None:
    gold = {"count": None, "count_qualifier": "indefinite"}
    assert "count 1.000" in _scored(tmp_path, [gold], [{"count": None, "count_qualifier": "exact"}])[3]


def test_disagreements_name_document_kind_fields_and_quote(tmp_path: Path) -> None:
    gold = read_records([_records(tmp_path, "gold", {}, {"title": "giay-khen"})])
    predicted = read_records([_records(tmp_path, "predicted", {"count": 9}, {"title": "co-thi-dua"})])
    lines = error_lines(score(gold, predicted), 10)
    assert [line.split("\t")[:2] for line in lines] == [["a", "differs"], ["a", "missed"], ["a", "spurious"]]
    assert lines[0].split("\t")[2:] == ['{"count": [3, 9]}', "3 Bằng khen"]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Cục THADS tỉnh Bắc Giang", "Cục Thi hành án dân sự tỉnh Bắc Giang", True),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo", True),
        ("Sở Y tế", "Sở Y tế tỉnh Nam Định", True),
        ("Cục THADS tỉnh Bắc Giang", "Cục THADS tỉnh Bắc Ninh", False),
        ("Sở Y tế", None, False),
        (None, None, True),
    ],
)
def test_names_agree_as_the_guideline_says(first: str | None, second: str | None, same: bool) -> None:
    assert same_name(first, second) is same


def test_a_line_that_is_no_record_is_named_with_file_and_number(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc": "a", "title": null}\nnonsense\n')
    with pytest.raises(UsageError, match=r"gold\.jsonl:2: not JSON"):
        read_records([path])


def test_a_gold_document_without_its_text_is_named_and_exits_with_1(tmp_path: Path) -> None:
    result = bangvang("evaluate", _records(tmp_path, "gold", {}))
    assert result.exit_code == 1
    assert "a: no such text" in result.stderr
    assert "records gold 1  predicted 0" in result.stdout


def test_figures_come_as_json_too(tmp_path: Path) -> None:
    gold = _records(tmp_path, "gold", {})
    figures = json.loads(bangvang("evaluate", gold, "--predicted", gold, "--json").stdout)
    assert figures["strict"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert figures["records"] == {"gold": 1, "predicted": 1}


def _disturbed(lines: list[str]) -> list[str]:
    """Gold with errors of every kind, the same each time."""
    chance = random.Random(7)
    predicted = []
    for record in map(json.loads, lines):
        if not record["title"] or chance.random() < 0.1:
            continue
        if chance.random() < 0.3:
            record["unit"] = (record["unit"] or "Sở Y tế").replace("Thi hành án dân sự", "THADS").upper()
        if chance.random() < 0.2:
            record["person"] = None
        if chance.random() < 0.2:
            record["count"] = (record["count"] or 0) + 1
        predicted += [record, record | {"title": "huan-chuong-lao-dong"}][: 1 + (chance.random() < 0.1)]
    return [json.dumps(record, ensure_ascii=False) for record in predicted]


@pytest.mark.skipif(not SCORER.exists(), reason="the reference scorer lies in ../shared, which is not here")
@pytest.mark.parametrize("name", ["dev", "portal-a", "portal-b"])
def test_the_figures_are_those_of_the_reference_scorer(tmp_path: Path, name: str) -> None:
    gold = GOLD / f"{name}.jsonl"
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("\n".join(_disturbed(gold.read_text().splitlines())))
    reference = subprocess.run(
        [sys.executable, SCORER, gold, predicted, "--errors", "9999"], capture_output=True, text=True, check=True
    )
    ours = bangvang("evaluate", gold, "--predicted", predicted, "--errors", "9999")
    told = reference.stdout.splitlines()
    assert ours.stdout.splitlines()[: len(told)] == told
    assert ours.stderr == reference.stderr
