import duckdb
import pytest
from workbench import make_article, published_files, rows, run

from pipeline.publish import build, publish
from pipeline.settings import Home
from pipeline.store.database import open_published, open_work

pytestmark = pytest.mark.whole_publication

FACTS = """2 Bằng khen năm 2019 cho đơn vị Sở Y tế.
1 Cờ thi đua năm 2019 cho đơn vị Sở Y tế.
1 Cờ thi đua năm 2020 cho đơn vị Sở Y tế.
1 Cờ thi đua năm 2021 cho đơn vị Sở Y tế.
1 Cờ thi đua năm 2023 cho đơn vị Sở Y tế."""


def test_the_published_file_opens_while_the_working_one_is_held(home: Home) -> None:
    run(home, make_article(FACTS))
    held = open_work(home.work)
    try:
        assert rows(home.published, "SELECT count(*) FROM v_award") == [(5,)]
    finally:
        held.close()


def test_a_reader_keeps_the_old_file_while_a_new_one_is_swapped_in(home: Home) -> None:
    run(home, make_article(FACTS))
    reader = open_published(home.published)
    run(home, make_article("9 Giấy khen năm 2020 cho đơn vị Sở Tài chính.", "b"))
    assert reader.execute("SELECT count(*) FROM v_award").fetchall() == [(5,)]
    reader.close()
    assert rows(home.published, "SELECT count(*) FROM v_award") == [(6,)]


def test_a_publication_that_fails_leaves_the_old_file_and_no_draft(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    run(home, make_article(FACTS))
    before, beside = home.published.read_bytes(), published_files(home)
    monkeypatch.setattr(build, "comment_statements", lambda: ["COMMENT ON TABLE nothing IS 'x'"])
    with pytest.raises(duckdb.Error):
        run(home, make_article("9 Giấy khen năm 2020 cho đơn vị X.", "b"))
    assert home.published.read_bytes() == before
    assert published_files(home) == beside
    assert rows(home.work, "SELECT state FROM run ORDER BY started_at") == [("ok",), ("failed",)]


def test_the_draft_of_a_dead_run_is_swept_away(home: Home) -> None:
    run(home, make_article(FACTS))
    left = home.published.with_name(f".{home.published.name}.4242.draft")
    left.write_bytes(b"half")
    run(home)
    assert not left.exists()


def test_the_file_has_the_storage_version_that_older_readers_open(home: Home) -> None:
    run(home, make_article(FACTS))
    tags = rows(home.published, "SELECT tags FROM duckdb_databases() WHERE NOT internal")
    assert "v1.5.0" in str(tags)


def test_every_table_view_and_column_is_explained(home: Home) -> None:
    run(home, make_article(FACTS))
    silent = """
        SELECT table_name FROM duckdb_tables() WHERE NOT internal AND comment IS NULL
        UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL
        UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns()
        WHERE NOT internal AND comment IS NULL"""
    assert rows(home.published, silent) == []


def test_views_answer_for_people(home: Home) -> None:
    run(home, make_article(FACTS))
    assert rows(home.published, "SELECT title_name, years, count_name, status_name FROM v_award LIMIT 1") == [
        ("Cờ thi đua", "2023", "1", "đã tặng")
    ]
    assert rows(home.published, "SELECT title, year_from, facts, total FROM v_total WHERE year_from = 2019") == [
        ("bang-khen", 2019, 1, 2),
        ("co-thi-dua", 2019, 1, 1),
    ]
    assert rows(home.published, "SELECT unit, facts, titles FROM v_unit_year WHERE year_from = 2019") == [
        ("Sở Y tế", 2, ["Bằng khen", "Cờ thi đua"])
    ]


def test_a_streak_ends_where_a_year_is_missing(home: Home) -> None:
    run(home, make_article(FACTS))
    assert rows(home.published, "SELECT unit, title, year_from, year_to, years FROM v_streak") == [
        ("Sở Y tế", "co-thi-dua", 2019, 2021, 3)
    ]


def test_a_proposal_without_a_later_award_is_listed(home: Home) -> None:
    run(home, make_article(FACTS))
    with open_work(home.work) as con:
        con.execute("UPDATE award SET status = 'proposed' WHERE year_from = 2023 OR title = 'bang-khen'")
        con.execute("UPDATE award SET status = 'proposed' WHERE year_from = 2020")
        publish(con, home.published)
    assert rows(home.published, "SELECT title, year_from FROM v_proposed_not_awarded ORDER BY ALL") == [
        ("bang-khen", 2019),
        ("co-thi-dua", 2023),
    ]


def test_withdrawn_facts_stay_in_the_table_and_leave_the_views(home: Home) -> None:
    run(home, make_article(FACTS))
    run(home, make_article("Không còn gì."))
    assert rows(home.published, "SELECT count(*), count(withdrawn_at) FROM award") == [(5, 5)]
    assert rows(home.published, "SELECT count(*) FROM v_award") == [(0,)]
