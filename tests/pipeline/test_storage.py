from contextlib import closing

import duckdb
import pytest
from fake_extractor import extract, fake
from workbench import make_article, rows, run, tables

from pipeline.checks import Examined, examine
from pipeline.progress import Lines
from pipeline.session import Extractor, session
from pipeline.settings import Home
from pipeline.steps.extract import extract_pending
from pipeline.store.database import open_work
from pipeline.store.merge import arrow_table, registered
from pipeline.store.transaction import transaction
from schemas import Article, Extraction

ONE = "3 Bằng khen năm 2020 cho đơn vị Sở Y tế."
TWO = ONE + "\n5 Giấy khen năm 2021 cho cá nhân Sở Y tế."
ODD = "2 Cờ thi đua năm 2020 cho cá nhân Sở Nội vụ. Có nghi ngờ gì đó. 9 Không có năm 2020 cho đơn vị X."


def test_articles_are_stored_with_facts_evidence_rejects_and_flags(home: Home) -> None:
    run(home, make_article(TWO), make_article(ODD, "b"))
    counts = "SELECT (SELECT count(*) FROM award), (SELECT count(*) FROM evidence), (SELECT count(*) FROM quarantine)"
    assert rows(home.work, counts) == [(3, 18, 2)]
    assert rows(home.work, "SELECT code, article_id FROM issue") == [("recipient-does-not-fit-title", "id-b")]


def test_the_rule_of_a_fact_is_stored_and_published(home: Home) -> None:
    run(home, make_article(TWO))
    for path, table in ((home.work, "award"), (home.published, "award"), (home.published, "v_award")):
        assert rows(path, f"SELECT DISTINCT rule FROM {table}") == [("subject of passive",)]


def test_every_stored_span_is_exactly_its_slice_of_the_stored_text(home: Home) -> None:
    astral = "😀 Ngày 𝄞: " + TWO
    run(home, make_article(astral), make_article(ODD, "b"))
    wrong = """
        SELECT count(*), sum((substr(text, span_start + 1, span_end - span_start) <> quote)::INT) FROM (
            SELECT text, span_start, span_end, evidence.quote
              FROM evidence JOIN award USING (record_id) JOIN article USING (article_id)
            UNION ALL SELECT text, quote_start, quote_end, quote FROM award JOIN article USING (article_id)
            UNION ALL SELECT text, span_start, span_end, quote FROM quarantine JOIN article USING (article_id))"""
    for path in (home.work, home.published):
        assert rows(path, wrong) == [(18 + 3 + 2, 0)]


def test_a_second_run_changes_nothing(home: Home) -> None:
    run(home, make_article(TWO), make_article(ODD, "b"))
    before = tables(home.work)
    again = run(home, make_article(TWO), make_article(ODD, "b"))
    assert tables(home.work) == before
    assert (again.counts.articles_seen, again.counts.articles_new, again.counts.records_new) == (2, 0, 0)
    assert again.counts.articles_extracted == 0


def test_a_fact_that_the_article_no_longer_states_is_withdrawn_not_deleted(home: Home) -> None:
    run(home, make_article(TWO))
    changed = run(home, make_article(ONE))
    assert rows(home.work, "SELECT title, withdrawn_at IS NULL FROM award ORDER BY title") == [
        ("bang-khen", True),
        ("giay-khen", False),
    ]
    assert (changed.counts.articles_changed, changed.counts.records_withdrawn) == (1, 1)


def test_a_fact_that_comes_back_is_the_same_row_again(home: Home) -> None:
    run(home, make_article(TWO))
    first = rows(home.work, "SELECT record_id, first_seen FROM award WHERE title = 'giay-khen'")
    run(home, make_article(ONE))
    back = run(home, make_article(TWO))
    assert rows(home.work, "SELECT count(*) FROM award WHERE withdrawn_at IS NOT NULL") == [(0,)]
    assert rows(home.work, "SELECT record_id, first_seen FROM award WHERE title = 'giay-khen'") == first
    assert (back.counts.records_new, back.counts.records_updated) == (0, 1 + 0)


def test_rejects_and_flags_that_are_gone_are_closed(home: Home) -> None:
    run(home, make_article(ODD))
    run(home, make_article(ONE))
    assert rows(home.work, "SELECT count(*) FROM quarantine WHERE withdrawn_at IS NULL") == [(0,)]
    assert rows(home.work, "SELECT count(*) FROM issue WHERE closed_at IS NULL") == [(0,)]


def test_evidence_follows_the_fact_when_the_text_shifts(home: Home) -> None:
    run(home, make_article(ONE))
    moved = run(home, make_article("Hôm qua: " + ONE))
    assert rows(home.work, "SELECT quote_start FROM award") == [(9,)]
    assert rows(home.work, "SELECT count(*), min(span_start) FROM evidence") == [(6, 9)]
    assert (moved.counts.records_new, moved.counts.records_updated) == (0, 1)


def test_the_same_text_at_another_address_is_kept_but_not_counted_twice(home: Home) -> None:
    run(home, make_article(ONE, "a"), make_article(ONE, "b"))
    assert rows(home.work, "SELECT article_id, same_as FROM article ORDER BY number") == [
        ("id-a", None),
        ("id-b", "id-a"),
    ]
    assert rows(home.work, "SELECT article_id FROM award") == [("id-a",)]


def test_a_copy_counts_when_its_original_changes(home: Home) -> None:
    run(home, make_article(ONE, "a"), make_article(ONE, "b"))
    with session(home, "test", fake()) as opened:
        opened.load([make_article(TWO, "a")])
        assert extract_pending(opened, Lines()) == 1
    assert rows(home.work, "SELECT count(*) FROM article WHERE same_as IS NOT NULL") == [(0,)]
    assert rows(home.work, "SELECT article_id, count(*) FROM award GROUP BY 1 ORDER BY 1") == [("id-a", 2), ("id-b", 1)]


def test_an_article_that_becomes_a_copy_loses_its_facts(home: Home) -> None:
    run(home, make_article(ONE, "a"), make_article(TWO, "b"))
    run(home, make_article(ONE, "b"))
    assert rows(home.work, "SELECT article_id FROM award WHERE withdrawn_at IS NULL") == [("id-a",)]


def test_a_new_extractor_version_reads_what_is_stored_again(home: Home) -> None:
    run(home, make_article(ONE))
    with session(home, "run --no-scrape", fake("fake-2")) as opened:
        assert extract_pending(opened, Lines()) == 1
        assert extract_pending(opened, Lines()) == 0
    assert rows(home.work, "SELECT extractor_version, count(*) FROM award GROUP BY 1") == [("fake-2", 1)]


def test_an_article_that_the_extractor_fails_on_costs_only_itself_and_is_tried_again(home: Home) -> None:
    opened = run(home, make_article("LỖI " + ONE, "bad"), make_article(TWO, "good"))
    assert opened.failed == 1
    assert rows(home.work, "SELECT code, article_id FROM issue") == [("extractor-failed", "id-bad")]
    assert rows(home.published, "SELECT count(*) FROM v_award") == [(2,)]
    with session(home, "run --no-scrape", fake()) as later:
        assert extract_pending(later, Lines()) == 1


def test_the_run_log_tells_what_a_run_did_and_that_an_earlier_one_died(home: Home) -> None:
    run(home, make_article(ONE))
    with duckdb.connect(str(home.work)) as con:
        con.execute("UPDATE run SET state = 'running', ended_at = NULL")
    run(home, make_article(TWO, "b"), make_article("LỖI", "c"))
    logged = "SELECT state, articles_new, records_new, failed FROM run ORDER BY started_at"
    for path in (home.work, home.published):
        assert rows(path, logged) == [("interrupted", 1, 1, 0), ("warnings", 2, 2, 1)]


def _sure(score: float, version: str) -> Extractor:
    """The fake extractor, with a score for every record."""

    def read(article: Article) -> Extraction:
        made = extract(article, version)
        scored = {"confidence": score, "clues": ("unit: stated",)}
        return made.model_copy(update={"records": tuple(r.model_copy(update=scored) for r in made.records)})

    return Extractor(read, version)


def test_a_score_is_stored_with_its_clues_and_a_new_score_makes_no_new_fact(home: Home) -> None:
    run(home, make_article(ONE), extractor=_sure(0.5, "fake-1"))
    assert rows(home.published, "SELECT confidence, clues FROM v_award") == [(0.5, ["unit: stated"])]
    again = run(home, make_article(ONE), extractor=_sure(0.9, "fake-2"))
    assert rows(home.published, "SELECT confidence FROM award") == [(0.9,)]
    assert (again.counts.records_new, again.counts.records_updated, again.counts.records_withdrawn) == (0, 0, 0)


def test_two_findings_of_one_kind_about_one_fact_are_one_issue_and_no_failure(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def twice(article: Article, extraction: Extraction) -> Examined:
        made = examine(article, extraction)
        return made._replace(flagged=made.flagged * 2, records=made.records * 2)

    monkeypatch.setattr("pipeline.extraction.examine", twice)
    run(home, make_article(ODD))
    assert rows(home.work, "SELECT count(*) FROM issue") == [(1,)]
    assert rows(home.work, "SELECT count(*), (SELECT count(*) FROM evidence) FROM award") == [(1, 6)]


def test_an_error_of_the_database_is_told_as_it_was(home: Home) -> None:
    home.prepare()
    with closing(open_work(home.work)) as con:
        row = arrow_table(con, "run", [{"run_id": "x"}])
        with pytest.raises(duckdb.ConversionException), transaction(con), registered(con, "incoming", row):
            con.execute("SELECT run_id::INTEGER FROM incoming").fetchall()
