"""A fault of ours costs the source or the article that it strikes, and nothing else."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from commands import bangvang, messages
from fake_extractor import extract, fake
from small_site import Site, serving
from test_scrape_again import OLD, listing
from test_scrape_again import article as page_of
from workbench import make_article, rows, run

from pipeline.errors import StorageError
from pipeline.progress import Lines
from pipeline.session import Extractor, session
from pipeline.settings import Home
from pipeline.steps.extract import extract_pending
from pipeline.store import load
from pipeline.store.facts import store_facts
from pipeline.store.rows import article_row
from schemas import Article, Extraction
from scrapers.expect import judged
from scrapers.survey import Survey

OPEN = "SELECT code, source FROM issue WHERE closed_at IS NULL"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Two sources that are on, with an article each."""
    with serving() as served:
        served.put("/tin", listing(1))
        served.put("/khac", listing(2))
        for number in (1, 2):
            served.put(f"/bai-{number}.html", page_of(number))
        sources = [
            served.source(expect=OLD),
            served.source(name="bao-khac", listings=[served.base + "/khac"], expect=OLD),
        ]
        monkeypatch.setattr("scrapers.sources.readable_sources", lambda _: (sources, []))
        monkeypatch.setattr("pipeline.session.default_extractor", lambda: Extractor(extract, "fake-1"))
        yield served


def night(home: Home) -> Any:
    return bangvang("run", "--home", home.root, "--contact", "a@example.vn")


def test_a_source_whose_reader_has_a_bug_costs_itself_only(
    site: Site, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey, base = Survey.run, site.base

    def broken(self: Any) -> Any:
        if self._source.name == "bao-thu":
            raise AttributeError("a fault of ours")
        return survey(self)

    monkeypatch.setattr(Survey, "run", broken)
    result = night(home)
    assert result.exit_code == 1
    assert rows(home.published, OPEN) == [("source-failed", "bao-thu")]
    assert rows(home.published, "SELECT url FROM article") == [(base + "/bai-2.html",)]
    assert rows(home.published, "SELECT state, failed FROM run") == [("warnings", 1)]
    assert any("source-failed: bao-thu: AttributeError: a fault of ours" in line for line in messages(result.stderr))
    assert "a fault of ours" in home.log.read_text(encoding="utf-8")


def test_a_visit_that_cannot_be_judged_costs_its_source_only(
    site: Site, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(visit: Any, source: Any, *given: Any) -> Any:
        if source.name == "bao-thu":
            raise ZeroDivisionError("a fault of ours")
        return judged(visit, source, *given)

    monkeypatch.setattr("pipeline.steps.shelf.judged", broken)
    assert night(home).exit_code == 1
    assert rows(home.published, OPEN) == [("source-failed", "bao-thu")]
    assert rows(home.published, "SELECT count(*) FROM article") == [(2,)]
    assert rows(home.published, "SELECT count(*) FROM visit") == [(2,)]


def test_an_article_that_the_extractor_has_a_bug_with_costs_itself_only(
    site: Site, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(article: Article) -> Extraction:
        if article.url.endswith("bai-1.html"):
            raise RecursionError("a fault of ours")
        return extract(article)

    monkeypatch.setattr("pipeline.session.default_extractor", lambda: Extractor(broken, "fake-1"))
    assert night(home).exit_code == 1
    assert [code for code, _ in rows(home.published, OPEN)] == ["extractor-failed"]
    assert rows(home.published, "SELECT count(*) FROM article") == [(2,)]
    assert rows(home.published, "SELECT state, failed FROM run") == [("warnings", 1)]
    monkeypatch.setattr("pipeline.session.default_extractor", lambda: Extractor(extract, "fake-1"))
    assert night(home).exit_code == 0, "the next run reads it again"
    assert rows(home.published, OPEN) == []


def test_an_article_that_cannot_be_stored_costs_itself_only_and_is_asked_for_again(
    site: Site, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(article: Article, *given: Any) -> Any:
        if article.url.endswith("bai-1.html"):
            raise ValueError("a fault of ours")
        return article_row(article, *given)

    with monkeypatch.context() as patch:
        patch.setattr(load, "article_row", broken)
        assert night(home).exit_code == 1
    assert rows(home.published, OPEN) == [("page-failed", "bao-thu")]
    assert rows(home.published, "SELECT url FROM article") == [(site.base + "/bai-2.html",)]
    assert rows(home.published, "SELECT state, failed FROM run") == [("warnings", 1)]
    site.asked.clear()
    assert night(home).exit_code == 0
    assert "/bai-2.html" not in site.asked
    assert rows(home.published, "SELECT count(*) FROM article") == [(2,)]
    assert rows(home.published, OPEN) == []


def test_an_article_whose_facts_cannot_be_stored_costs_itself_only(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {name: f"{number} Giấy khen năm 2020 cho đơn vị Sở {name}." for number, name in enumerate("ABC", 1)}

    def broken(job: Any, examined: Any, counts: Any) -> None:
        if any(one.article_id == "id-B" for several in examined.values() for one in several):
            raise duckdb.ConstraintException("a fault of ours")
        store_facts(job, examined, counts)

    run(home, *(make_article(text, name) for name, text in texts.items()), extractor=fake("fake-0"))
    monkeypatch.setattr(load, "store_facts", broken)
    with session(home, "extract", fake("fake-1")) as opened:
        extract_pending(opened, Lines())
    assert (opened.failed, opened.counts.articles_extracted) == (1, 2)
    assert [code for code, _ in rows(home.published, OPEN)] == ["extractor-failed"]
    versions = "SELECT article_id, extractor_version FROM article ORDER BY article_id"
    assert rows(home.published, versions) == [("id-A", "fake-1"), ("id-B", "fake-0"), ("id-C", "fake-1")]


@pytest.mark.parametrize("error", [OSError(28, "No space left"), duckdb.IOException("disk"), StorageError("disk")])
def test_what_concerns_every_article_ends_the_run(
    home: Home, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken(*given: Any) -> Any:
        raise error

    monkeypatch.setattr(load, "article_row", broken)
    with pytest.raises(type(error)), session(home, "test", fake()) as opened:
        opened.load([make_article("x", "a"), make_article("y", "b")])
    assert rows(home.work, "SELECT state, failed FROM run") == [("failed", 0)]
