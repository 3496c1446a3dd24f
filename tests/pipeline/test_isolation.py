"""A fault of ours costs the source or the article that it strikes, and nothing else."""

from collections.abc import Iterator
from typing import Any

import pytest
from commands import bangvang, messages
from fake_extractor import extract
from small_site import Site, serving
from test_scrape_again import OLD, listing
from test_scrape_again import article as page_of
from workbench import rows

from pipeline.session import Extractor
from pipeline.settings import Home
from schemas import Article, Extraction
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
    run, base = Survey.run, site.base

    def broken(self: Any) -> Any:
        if self._source.name == "bao-thu":
            raise AttributeError("a fault of ours")
        return run(self)

    monkeypatch.setattr(Survey, "run", broken)
    result = night(home)
    assert result.exit_code == 1
    assert rows(home.published, OPEN) == [("source-failed", "bao-thu")]
    assert rows(home.published, "SELECT url FROM article") == [(base + "/bai-2.html",)]
    assert rows(home.published, "SELECT state, failed FROM run") == [("warnings", 1)]
    assert any("source-failed: bao-thu: AttributeError: a fault of ours" in line for line in messages(result.stderr))
    assert "a fault of ours" in home.log.read_text(encoding="utf-8")


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
