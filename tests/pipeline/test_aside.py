"""Gold kept aside: fixed names, reported apart, its errors out of sight; and errors counted by kind."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from commands import bangvang

from data import ROOT, read_lines
from pipeline.evaluate.kinds import by_kind, by_title
from pipeline.evaluate.scoring import score

ASIDE, SEEN = "portal-07", "portal-06"


def _record(doc: str, **changes: Any) -> dict[str, Any]:
    return {"doc": doc, "title": "bang-khen", "unit": "Sở Y tế", "year_from": 2020, "year_to": 2020, **changes}


def _file(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))
    return path


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    gold = _file(tmp_path / "gold.jsonl", _record(ASIDE), _record(SEEN), _record(SEEN, title="giay-khen"))
    wrong = {"unit": "Sở Nội vụ"}
    return gold, _file(tmp_path / "predicted.jsonl", _record(ASIDE, **wrong), _record(SEEN, **wrong))


def test_the_names_kept_aside_were_chosen_by_their_hash_alone() -> None:
    names = read_lines("gold/aside.txt")
    assert len(names) == len(set(names)) >= 17
    assert {sha256(name.encode()).hexdigest()[0] for name in names} <= set("0123")


@pytest.mark.parametrize("file", ["portal-a.jsonl", "portal-b.jsonl"])
def test_every_document_whose_hash_says_so_is_kept_aside(file: str) -> None:
    lines = (ROOT / "gold" / file).read_text(encoding="utf-8").splitlines()
    docs = {json.loads(line)["doc"].rpartition("/")[2].removesuffix(".txt") for line in lines}
    chosen = {doc for doc in docs if sha256(doc.encode()).hexdigest()[0] in "0123"}
    assert chosen
    assert chosen == docs & set(read_lines("gold/aside.txt"))


def test_both_parts_and_the_gap_between_them_are_told(files: tuple[Path, Path]) -> None:
    gold, predicted = files
    lines = bangvang("evaluate", gold, "--predicted", predicted, "--split").stdout.splitlines()
    aside, rest = lines.index("kept aside:"), lines.index("rest:")
    assert lines[aside + 1] == "title   P 1.000  R 1.000  F1 1.000"
    assert lines[rest + 1] == "title   P 1.000  R 0.500  F1 0.667"
    assert lines[-1] == "gap     title -0.333  core -0.333  strict +0.000  (rest minus kept aside)"


def test_no_error_of_what_is_kept_aside_is_listed(files: tuple[Path, Path]) -> None:
    gold, predicted = files
    result = bangvang("evaluate", gold, "--predicted", predicted, "--split", "--errors", "99")
    assert {line.split("\t")[0] for line in result.stderr.splitlines()} == {SEEN}
    assert result.stdout.count("wrong unit") == 1


def test_both_parts_come_as_json_too(files: tuple[Path, Path]) -> None:
    gold, predicted = files
    figures = json.loads(bangvang("evaluate", gold, "--predicted", predicted, "--split", "--json").stdout)
    assert figures["kept aside"]["records"] == {"gold": 1, "predicted": 1}
    assert figures["rest"]["errors"] == {
        "missed": {"records": 1, "alone": 1},
        "wrong unit": {"records": 1, "alone": 1},
    }


def test_errors_are_counted_by_kind_and_by_title() -> None:
    gold = [_record("a"), _record("a", title="giay-khen"), _record("a", title="thu-khen")]
    worse = _record("a", title="giay-khen", unit=None, year_from=1999, year_to=1999)
    predicted = [_record("a", unit="Sở Nội vụ"), worse, _record("a", title="huy-hieu")]
    found = score({"a": gold}, {"a": predicted}).disagreements
    assert by_kind(found) == [("wrong unit", 2, 1), ("wrong year", 1, 0), ("missed", 1, 1), ("spurious", 1, 1)]
    assert {title: dict(counts) for title, counts in by_title(found)} == {
        "bang-khen": {"differs": 1}, "giay-khen": {"differs": 1}, "huy-hieu": {"spurious": 1}, "thu-khen": {"missed": 1}
    }  # fmt: skip


def test_errors_asked_for_come_with_their_counts(files: tuple[Path, Path]) -> None:
    gold, predicted = files
    lines = bangvang("evaluate", gold, "--predicted", predicted, "--errors", "1").stdout.splitlines()
    assert [line.split() for line in lines if line.startswith(("wrong unit", "missed"))] == [
        ["wrong", "unit", "2", "2"], ["missed", "1", "1"]]  # fmt: skip
    assert "errors" not in bangvang("evaluate", gold, "--predicted", predicted).stdout
