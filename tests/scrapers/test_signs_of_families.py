"""The signs of the great portal systems tell their saved pages from those of every other site."""

from pathlib import Path

import pytest

from data import ROOT
from scrapers.families import families
from scrapers.fixtures import Fixture, fixtures_of
from scrapers.pages.soup import soup_of
from scrapers.sources import load_sources
from scrapers.text.encoding import decode_html

FOLDER = Path(__file__).resolve().parents[1] / "fixtures"
FIXTURES = [fixture for source in load_sources(ROOT / "sources") for fixture in fixtures_of(source, FOLDER)]
PORTALS = ("liferay", "sharepoint", "webcenter")


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: f"{fixture.source.name}-{fixture.html.stem}")
def test_a_page_bears_the_signs_of_its_own_portal_only(fixture: Fixture) -> None:
    soup = soup_of(decode_html(fixture.html.read_bytes()), str(fixture.html))
    told = [name for name in PORTALS if any(map(soup.select_one, families()[name].signs))]
    assert told == [name for name in PORTALS if name == fixture.source.family]
