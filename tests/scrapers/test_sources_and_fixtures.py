"""Every source has saved pages, reviewed by a person, that are read exactly as expected."""

from pathlib import Path

import pytest

from data import ROOT
from schemas import Source
from scrapers.families import families
from scrapers.fixtures import LISTING, Fixture, faults, fixtures_of
from scrapers.sources import load_sources

FOLDER = Path(__file__).resolve().parents[1] / "fixtures"
SOURCES = load_sources(ROOT / "sources")
FIXTURES = [fixture for source in SOURCES for fixture in fixtures_of(source, FOLDER)]
PAGES = [fixture for fixture in FIXTURES if not fixture.html.stem.endswith(LISTING)]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_source_has_a_saved_article(source: Source) -> None:
    assert [fixture for fixture in PAGES if fixture.source == source]


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: f"{fixture.source.name}-{fixture.html.stem}")
def test_a_saved_page_is_read_exactly_as_a_person_has_confirmed(fixture: Fixture) -> None:
    assert faults(fixture) == []


@pytest.mark.parametrize("name", families())
def test_every_family_has_two_saved_articles_and_one_of_each_layout(name: str) -> None:
    pages = [fixture for fixture in PAGES if fixture.source.family == name]
    said = [fixture.expectation.read_text(encoding="utf-8") for fixture in pages]
    assert len(pages) >= 2
    for layout in families()[name].layouts:
        assert any(f'layout = "{name}/{layout.name}"' in text for text in said), layout.name


def test_no_saved_page_belongs_to_no_source() -> None:
    assert {path.name for path in FOLDER.iterdir()} <= {source.name for source in SOURCES}
