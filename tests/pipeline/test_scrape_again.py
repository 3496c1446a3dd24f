"""Runs after one another: an issue stays open until a night has looked again."""

from datetime import date
from pathlib import Path

import pytest
from fake_extractor import fake
from workbench import rows

from pipeline.progress import Lines
from pipeline.session import session
from pipeline.settings import Home
from pipeline.steps.scrape import Plan, scrape
from schemas import Source
from scrapers.discover.backfill import Backfill
from scrapers.net.fetch import Fetcher

OPEN = "SELECT code FROM issue WHERE closed_at IS NULL"
NOBODY = Source(
    name="bao-im", title="Báo im", listings=("http://127.0.0.1:1/tin",), article_pattern="x", allow_private=True
)


def run(home: Home, *sources: Source, backfill: Backfill | None = None, whole: bool = True) -> None:
    plan = Plan(sources, lambda record: Fetcher(record=record, attempts=1), backfill, whole=whole)
    with session(home, "run", fake()) as opened:
        scrape(opened, plan, Lines(), lambda line: None)


@pytest.mark.parametrize("partial", [{"whole": False}, {"backfill": Backfill(since=date(2020, 1, 1))}])
def test_only_a_night_of_all_sources_closes_what_it_does_not_meet(tmp_path: Path, partial: dict[str, object]) -> None:
    home = Home(tmp_path)
    run(home, NOBODY)
    opened = rows(home.work, OPEN)
    assert opened
    run(home, **partial)  # type: ignore[arg-type]
    assert rows(home.work, OPEN) == opened
    run(home)
    assert rows(home.work, OPEN) == []
