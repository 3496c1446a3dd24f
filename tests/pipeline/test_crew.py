"""Several processes read and one stores: what is stored is the same, and a process that dies loses no document."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import fake_extractor
import pytest
from fake_extractor import fake
from workbench import make_article, rows, run

from pipeline.crew import AHEAD, crew
from pipeline.extraction import Trouble
from pipeline.progress import Lines
from pipeline.session import Extractor, Session, session
from pipeline.settings import Home
from pipeline.steps.extract import extract_pending
from schemas import Article, Extraction

FACTS = "SELECT article_id, unit, count, quote_start, clues, flags, extractor_version FROM award ORDER BY record_id"
NUMBER = 230


def reading(article: Article) -> Extraction:
    """In another process: TỬ VONG kills it, LỖI is an error."""
    if "TỬ VONG" in article.text:
        os._exit(9)
    return fake_extractor.extract(article, "crew")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return filled(tmp_path / "home")


def filled(root: Path, *others: Article) -> Home:
    home = Home(root)
    texts = [make_article(f"{n} Bằng khen năm 2020 cho đơn vị Sở {n}.", f"a{n}") for n in range(1, NUMBER)]
    run(home, *texts, *others)
    return home


def extracted(home: Home, workers: int) -> Session:
    with session(home, "extract", Extractor(reading, "crew")) as opened:
        extract_pending(opened, Lines(), workers=workers)
    return opened


def test_several_processes_store_what_one_does(home: Home, tmp_path: Path) -> None:
    alone = filled(tmp_path / "alone")
    for where, workers in ((home, 2), (alone, 1)):
        assert extracted(where, workers).counts.articles_extracted == NUMBER - 1
    assert rows(home.work, FACTS) == rows(alone.work, FACTS)
    assert len(rows(home.work, FACTS)) == NUMBER - 1


def test_an_error_in_another_process_costs_its_article_alone_and_is_told(tmp_path: Path) -> None:
    home = filled(tmp_path / "home", make_article("LỖI 1 Bằng khen năm 2020 cho đơn vị Sở X.", "bad"))
    opened = extracted(home, 2)
    assert (opened.failed, opened.counts.articles_extracted) == (1, NUMBER - 1)
    told = rows(home.work, "SELECT article_id, message FROM issue WHERE code = 'extractor-failed'")
    assert told == [("id-bad", "https://example.vn/bad: ValueError: the text says LỖI")]


def test_a_process_that_dies_loses_no_other_document(tmp_path: Path) -> None:
    home = filled(tmp_path / "home", make_article("TỬ VONG. 1 Bằng khen năm 2020 cho đơn vị Sở X.", "deadly"))
    opened = extracted(home, 2)
    assert (opened.failed, opened.counts.articles_extracted) == (1, NUMBER - 1)
    ((article, message),) = rows(home.work, "SELECT article_id, message FROM issue WHERE code = 'extractor-failed'")
    assert (article, "died" in message) == ("id-deadly", True)


def test_no_more_is_read_ahead_than_is_soon_stored() -> None:
    taken: list[int] = []

    def batches() -> Iterator[list[Article]]:
        for n in range(20):
            taken.append(n)
            yield [make_article(f"{n + 1} Bằng khen năm 2020 cho đơn vị Sở {n}.", f"a{n}")]

    with crew(reading, 1) as processes:
        for seen, (_, told) in enumerate(processes.read(batches())):
            assert not isinstance(told[0], Trouble)
            assert len(taken) <= seen + AHEAD + 1


def test_an_extractor_that_has_no_name_is_refused(home: Home) -> None:
    with pytest.raises(Exception, match="pickle"), session(home, "extract", fake("other")) as opened:
        extract_pending(opened, Lines(), workers=2)


def test_the_processes_end_without_a_word(home: Home, tmp_path: Path) -> None:
    program = tmp_path / "bangvang"  # as it is installed: the processes import it again
    program.write_text("from pipeline.cli import main\nif __name__ == '__main__':\n    main()\n")
    command = [sys.executable, str(program), "extract", "--all", "--workers", "2", "--home", str(home.root)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, "interrupted" in done.stderr) == (0, False), done.stderr
