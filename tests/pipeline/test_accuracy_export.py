"""What auditors ruled becomes gold that `bangvang evaluate` reads."""

import json
from pathlib import Path

import pytest
from accuracy_bench import Auditor, articles, made, rows_of, told
from commands import bangvang
from workbench import run

from pipeline.evaluate import read_records
from pipeline.parsing import parse_file
from pipeline.settings import Home


@pytest.fixture
def ruled(home: Home) -> Auditor:
    """Three articles: one with each kind of ruling, one with a fact that nobody ruled on, one without facts."""
    auditor = Auditor(made(home, 3))
    first, second, third, *rest = _records(home, "id-a0")
    auditor.correct(first, count=99)
    auditor.reject(second)
    auditor.undo(auditor.reject(third))
    for record_id in [third, *rest]:
        auditor.confirm(record_id)
    auditor.add("id-a0", "Tin thi đua", told(home, first), unit="Sở Y tế", count=7)
    for article in ("id-a0", "id-a1", "id-a2"):
        auditor.check(article)
    return auditor


def _records(home: Home, article: str) -> list[str]:
    sql = "SELECT record_id FROM award WHERE article_id = ? ORDER BY quote_start"
    return [row["record_id"] for row in rows_of(home)(sql, [article])]


def _lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]


def test_gold_has_the_facts_as_they_were_ruled(home: Home, ruled: Auditor, tmp_path: Path) -> None:
    done = bangvang("reviews", "export", "--out", tmp_path / "gold", "--home", home.root)
    assert ruled.store.last_number() == 11
    assert "2 articles, 5 facts (3 confirmed, 1 corrected, 1 added, 1 rejected), 1 articles left out" in done.stdout
    assert (done.exit_code, done.stderr) == (1, "bangvang: id-a1: not every fact of it is ruled on\n")
    lines = _lines(tmp_path / "gold")
    assert [line.get("count") for line in lines] == [7, 99, 3, 4, 5, None]
    assert lines[-1] == {"doc": "a2-id-a2", "title": None}
    ours = Path("data/gold/sample.jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert list(lines[0]) == list(json.loads(ours))


def test_texts_are_canonical_so_that_quotes_stand_in_them(home: Home, ruled: Auditor, tmp_path: Path) -> None:
    assert ruled
    bangvang("reviews", "export", "--out", tmp_path / "gold", "--home", home.root)
    for line in _lines(tmp_path / "gold"):
        path = tmp_path / "gold" / "texts" / f"{line['doc']}.txt"
        assert str(line.get("quote", "")) in path.read_text(encoding="utf-8")
        sql = "SELECT text FROM article WHERE article_id = ?"
        (row,) = rows_of(home)(sql, [str(line["doc"])[3:]])
        assert parse_file(path).article.text == row["text"]


def test_evaluate_runs_on_what_was_exported(home: Home, ruled: Auditor, tmp_path: Path) -> None:
    assert ruled
    bangvang("reviews", "export", "--out", tmp_path / "gold", "--home", home.root)
    done = bangvang("evaluate", tmp_path / "gold" / "gold.jsonl", "--json")
    assert done.exit_code == 0, done.stderr
    told_of_it = json.loads(done.stdout)
    assert told_of_it["records"]["gold"] == 5
    assert told_of_it["documents"] == {"gold": 2, "with_records": 1, "all_right": told_of_it["documents"]["all_right"]}
    perfect = bangvang(
        "evaluate", tmp_path / "gold" / "gold.jsonl", "--predicted", tmp_path / "gold" / "gold.jsonl", "--json"
    )
    assert json.loads(perfect.stdout)["strict"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_articles_that_nobody_marked_are_exported_when_asked_for(home: Home, tmp_path: Path) -> None:
    auditor = Auditor(made(home, 3))
    for record_id in _records(home, "id-a0"):
        auditor.confirm(record_id)
    without = bangvang("reviews", "export", "--out", tmp_path / "without", "--home", home.root)
    assert (without.exit_code, (tmp_path / "without" / "gold.jsonl").read_text()) == (0, "")
    bangvang("reviews", "export", "--all", "--out", tmp_path / "with", "--home", home.root)
    assert len(read_records([tmp_path / "with" / "gold.jsonl"])["a0-id-a0"]) == 5


def test_an_article_whose_text_changed_is_left_out(home: Home, ruled: Auditor, tmp_path: Path) -> None:
    assert ruled
    first = articles(3)[0]
    run(home, first.model_copy(update={"text": first.text + " Thêm một câu."}))
    done = bangvang("reviews", "export", "--out", tmp_path / "gold", "--home", home.root)
    assert "id-a0: its text has changed since it was checked" in done.stderr
    assert [line["doc"] for line in _lines(tmp_path / "gold")] == ["a2-id-a2"]


def test_nothing_is_overwritten_and_nothing_half_written(home: Home, ruled: Auditor, tmp_path: Path) -> None:
    assert ruled
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "mine").write_text("kept")
    done = bangvang("reviews", "export", "--out", tmp_path / "gold", "--home", home.root)
    assert (done.exit_code, "nothing is overwritten" in done.stderr) == (2, True)
    assert sorted(path.name for path in tmp_path.rglob("*") if "home" not in str(path)) == ["gold", "mine"]


def test_a_disk_that_fails_leaves_no_gold(
    home: Home, ruled: Auditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ruled

    def fail(paths: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.accuracy.gold.sync", fail)
    done = bangvang("reviews", "export", "--out", tmp_path / "gold", "--home", home.root)
    assert done.exit_code == 4
    assert [path for path in tmp_path.rglob("*gold*") if "home" not in str(path)] == []


def test_the_log_tells_who_did_what(home: Home, ruled: Auditor) -> None:
    assert ruled
    done = bangvang("reviews", "log", "--format", "json", "--home", home.root)
    told_of_it = json.loads(done.stdout)
    assert [row["number"] for row in told_of_it] == list(range(1, 12))
    assert [row["act"] for row in told_of_it[:4]] == ["corrected", "rejected", "rejected", "undone"]
    assert (told_of_it[0]["fields"], told_of_it[1]["reason"], told_of_it[3]["undoes"]) == (["count"], "not-an-award", 3)


def test_the_log_begins_where_it_is_asked_to(home: Home, ruled: Auditor) -> None:
    assert ruled
    assert bangvang("reviews", "log", "--since", "2026-11-22", "--home", home.root).stdout.count("bình") == 11
    later = bangvang("reviews", "log", "--since", "2026-11-23", "--home", home.root)
    assert (later.exit_code, later.stdout, later.stderr) == (0, "", "no review found\n")
