"""Each run logs what it changed and why; nothing that was stored is lost."""

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
from fake_extractor import extract
from workbench import make_article, rows, run

from pipeline.progress import Lines
from pipeline.session import Extractor, session
from pipeline.settings import Home
from pipeline.steps.extract import extract_pending
from pipeline.store.migrate import migrate, migrations
from schemas import Article, Extraction

ONE = "3 Bằng khen năm 2020 cho đơn vị Sở Y tế."
TWO = f"{ONE}\n5 Giấy khen năm 2021 cho cá nhân Sở Y tế."
CHANGES = "SELECT kind, cause, title FROM change JOIN award USING (record_id) ORDER BY changed_at, title"


def _changes(home: Home) -> list[tuple[Any, ...]]:
    return rows(home.published, CHANGES)


def test_a_new_fact_is_logged_with_its_run(home: Home) -> None:
    opened = run(home, make_article(TWO))
    assert _changes(home) == [("new", "article", "bang-khen"), ("new", "article", "giay-khen")]
    assert rows(home.work, "SELECT DISTINCT run_id, changed_at FROM change") == [
        (opened.run.run_id, opened.run.started_at)
    ]


def test_a_run_that_finds_nothing_new_logs_nothing(home: Home) -> None:
    run(home, make_article(TWO))
    run(home, make_article(TWO))
    assert len(_changes(home)) == 2


def test_a_fact_that_is_no_longer_stated_is_logged_as_withdrawn_and_comes_back_as_restored(home: Home) -> None:
    run(home, make_article(TWO))
    run(home, make_article(ONE))
    assert _changes(home)[2:] == [("withdrawn", "article", "giay-khen")]
    assert rows(home.published, "SELECT withdrawn_because FROM award WHERE withdrawn_at IS NOT NULL") == [("article",)]
    run(home, make_article(TWO))
    assert _changes(home)[3:] == [("restored", "article", "giay-khen")]
    assert rows(home.published, "SELECT count(*) FROM award WHERE withdrawn_because IS NOT NULL") == [(0,)]


def test_a_number_that_the_article_corrects_is_one_change_with_both_values(home: Home) -> None:
    run(home, make_article(ONE))
    changed = run(home, make_article(ONE.replace("3 ", "4 ")))
    ((kind, before, after, same),) = rows(
        home.published, "SELECT kind, before, after, replaces <> record_id FROM change WHERE before IS NOT NULL"
    )
    assert (kind, json.loads(before)["count"], json.loads(after)["count"], same) == ("changed", 3, 4, True)
    assert len(_changes(home)) == 2, "neither a new nor a withdrawn fact beside it"
    counts = changed.counts
    assert (counts.records_new, counts.records_updated, counts.records_withdrawn) == (0, 1, 0)
    assert rows(home.published, "SELECT count FROM v_award") == [(4,)]
    assert rows(home.published, "SELECT count, withdrawn_because FROM award WHERE withdrawn_at IS NOT NULL") == [
        (3, "article")
    ]


def test_another_title_is_no_change_of_the_first(home: Home) -> None:
    run(home, make_article(ONE))
    run(home, make_article(ONE.replace("Bằng khen", "Giấy khen")))
    assert [kind for kind, _, _ in _changes(home)[1:]] == ["withdrawn", "new"]


def test_a_text_that_shifts_changes_no_fact(home: Home) -> None:
    run(home, make_article(ONE))
    run(home, make_article("Hôm qua: " + ONE))
    assert len(_changes(home)) == 1


def test_a_better_extractor_is_the_cause_of_what_it_reads_otherwise(home: Home) -> None:
    run(home, make_article(TWO))

    def better(article: Article) -> Extraction:
        made = extract(article, "fake-2")
        kept = tuple(r.model_copy(update={"flags": ("odd",)}) for r in made.records if r.title == "bang-khen")
        return made.model_copy(update={"records": kept})

    with session(home, "run --no-scrape", Extractor(better, "fake-2")) as opened:
        extract_pending(opened, Lines())
    assert _changes(home)[2:] == [("changed", "extractor", "bang-khen"), ("withdrawn", "extractor", "giay-khen")]
    assert rows(home.work, "SELECT before, after FROM change WHERE kind = 'changed'") == [
        ('{"flags": []}', '{"flags": ["odd"]}')
    ]


def test_the_facts_of_an_article_that_turns_out_to_be_a_copy_say_so(home: Home) -> None:
    run(home, make_article(ONE, "a"), make_article(TWO, "b"))
    run(home, make_article(ONE, "b"))
    assert {cause for kind, cause, _ in _changes(home) if kind == "withdrawn"} == {"copy"}


def test_the_text_that_a_withdrawn_fact_stood_in_is_kept(home: Home) -> None:
    run(home, make_article("Tin đầu. " + TWO, title="Tin A"))
    run(home, make_article("Đổi hẳn rồi: không còn ai được gì cả.", title="Tin B"))
    run(home, make_article("Đổi hẳn rồi: không còn ai được gì cả.", title="Tin B"))
    kept = """
        SELECT substr(text, quote_start + 1, quote_end - quote_start) = quote, version.title, replaced_at = withdrawn_at
        FROM award JOIN article_version AS version USING (article_id)"""
    assert rows(home.published, kept) == [(True, "Tin A", True)] * 2
    assert rows(home.published, "SELECT count(*) FROM article_version") == [(1,)]


def test_the_versions_of_a_fact_follow_each_other(home: Home) -> None:
    for count in (3, 4, 5):
        run(home, make_article(ONE.replace("3 ", f"{count} ")))
    versions = rows(home.published, "SELECT line, version, after->>'count', valid_to IS NULL FROM v_version ORDER BY 2")
    assert [row[1:] for row in versions] == [(1, None, False), (2, "4", False), (3, "5", True)]
    assert len({line for line, *_ in versions}) == 1


def test_facts_that_were_stored_before_there_was_a_log_are_in_it(tmp_path: Path) -> None:
    for step in migrations()[:6]:
        shutil.copy(step.path, tmp_path)
    con = duckdb.connect(":memory:")
    migrate(con, tmp_path)
    con.execute("""
        INSERT INTO award BY NAME SELECT 'r' || n AS record_id, 'a' AS article_id, 'bang-khen' AS title,
            'exact' AS count_qualifier, 'awarded' AS status, 'x' AS quote, 0 AS quote_start, 1 AS quote_end,
            []::VARCHAR[] AS flags, '1' AS extractor_version, '2020-01-01'::TIMESTAMP AS first_seen,
            '2020-01-01'::TIMESTAMP AS last_seen, CASE n WHEN 2 THEN '2021-01-01'::TIMESTAMP END AS withdrawn_at
        FROM range(1, 3) AS t(n)""")
    migrate(con)
    assert con.execute("SELECT kind, record_id, cause, year(changed_at) FROM change ORDER BY 1, 2").fetchall() == [
        ("new", "r1", "article", 2020),
        ("new", "r2", "article", 2020),
        ("withdrawn", "r2", "unknown", 2021),
    ]


def test_a_fact_that_comes_back_with_another_value_keeps_the_old_one(home: Home) -> None:
    text = "1 Cờ thi đua năm 2020 theo {} cho đơn vị Sở Y tế."
    run(home, make_article(text.format("5/QĐ")))
    run(home, make_article("Không còn ai được gì cả ở đây nữa."))
    run(home, make_article(text.format("9/QĐ")))
    ((before, after),) = rows(home.published, "SELECT before, after FROM change WHERE kind = 'restored'")
    assert (json.loads(before)["decision_no"], json.loads(after)["decision_no"]) == ("5/QĐ", "9/QĐ")
