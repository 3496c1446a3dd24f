import re
from pathlib import Path

import pytest
from commands import messages, process
from workbench import rows, tables

from pipeline.settings import Home


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sample")


def test_the_sample_run_fills_a_home_of_its_own_and_says_what_to_try(folder: Path) -> None:
    done = process("run", "--sample", cwd=folder)
    assert done.returncode == 0, done.stderr
    home = Home(folder / "var" / "sample")
    assert "Bài viết" in done.stdout
    assert str(home.published.relative_to(folder)) in done.stdout
    assert done.stdout.count("--home var/sample") == 3
    ((articles,),) = rows(home.published, "SELECT count(*) FROM article")
    assert articles >= 16
    told = [line for line in messages(done.stderr)[1:-1] if not line.startswith("scrape: ")]  # how far it is, if slow
    assert told == ["sample-site: 1 page closed by robots.txt: skipped"]
    assert rows(home.published, "SELECT code FROM issue WHERE closed_at IS NULL ORDER BY code") == [
        ("headline-differs",), ("robots-disallowed",)]  # fmt: skip
    assert rows(home.published, "SELECT count(*) FROM article WHERE url NOT LIKE 'http://127.0.0.1:8765/%'") == [(0,)]


def test_the_sample_page_whose_headline_says_more_than_its_body_is_flagged_and_no_other(folder: Path) -> None:
    """The headline of …-421873 says "nhận", its body only "đề nghị": a trap of data/gold/README.md."""
    published = Home(folder / "var" / "sample").published
    flagged = rows(published, "SELECT status, flags, url FROM v_award WHERE len(flags) > 0")
    assert [(status, flags, url[-11:]) for status, flags, url in flagged] == [
        ("proposed", ["headline-differs"], "421873.html")]  # fmt: skip


def test_every_span_of_the_sample_run_is_its_slice_of_the_stored_text(folder: Path) -> None:
    wrong = """
        SELECT count(*) FROM (
            SELECT text, span_start, span_end, evidence.quote
              FROM evidence JOIN award USING (record_id) JOIN article USING (article_id)
            UNION ALL SELECT text, quote_start, quote_end, quote FROM award JOIN article USING (article_id)
            UNION ALL SELECT text, span_start, span_end, quote FROM quarantine JOIN article USING (article_id))
        WHERE substr(text, span_start + 1, span_end - span_start) <> quote"""
    published = Home(folder / "var" / "sample").published
    assert rows(published, "SELECT count(*) > 0 FROM evidence") == [(True,)]
    assert rows(published, wrong) == [(0,)]


def test_a_second_sample_run_finds_nothing_new_and_says_so(folder: Path) -> None:
    home = Home(folder / "var" / "sample")
    before = tables(home.published)
    done = process("run", "--sample", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "nothing new" in done.stdout
    assert tables(home.published) == before


def test_the_commands_to_try_work(folder: Path) -> None:
    for command in (["search", "--limit", "3"], ["query", "FROM v_total LIMIT 3"], ["status"]):
        done = process(*command, cwd=folder)
        assert done.returncode == 0, done.stderr
        assert re.search("this is the sample", done.stderr)
