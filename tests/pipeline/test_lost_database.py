"""A working database that got lost is not replaced by an empty one, and nothing empty is published."""

from pathlib import Path

import pytest
from commands import bangvang
from workbench import make_article, rows, run

from pipeline.errors import StorageError
from pipeline.settings import Home

FACT = "3 Bằng khen năm 2020 cho đơn vị Sở Y tế."


@pytest.fixture
def lost(home: Home) -> Home:
    run(home, make_article(FACT))
    home.work.unlink()
    return home


def test_a_run_refuses_to_begin_anew_and_what_is_published_stays(lost: Home) -> None:
    before = lost.published.read_bytes()
    with pytest.raises(StorageError, match=r"missing, though there is .*restore"):
        run(lost, make_article(FACT))
    assert lost.published.read_bytes() == before
    assert not lost.work.exists()


@pytest.mark.parametrize("words", [["publish"], ["run", "--no-scrape"]])
def test_the_commands_end_with_4_and_status_too(lost: Home, words: list[str]) -> None:
    assert bangvang(*words, "--home", lost.root).exit_code == 4
    told = bangvang("status", "--home", lost.root)
    assert (told.exit_code, "work.duckdb: missing" in told.stderr) == (4, True)


def test_with_what_was_published_moved_away_it_begins_anew(lost: Home, tmp_path: Path) -> None:
    lost.published.parent.rename(tmp_path / "old")
    run(lost, make_article(FACT))
    assert rows(lost.published, "SELECT count(*) FROM v_award") == [(1,)]


def test_status_tells_when_the_publication_is_older_than_the_last_run(home: Home) -> None:
    run(home, make_article(FACT))
    old = home.published.read_bytes()
    assert "older than the last run" not in bangvang("status", "--home", home.root).stderr
    run(home, make_article(FACT, "b"))
    home.published.unlink()
    home.published.write_bytes(old)
    assert "older than the last run" in bangvang("status", "--home", home.root).stderr
