"""Over all texts of ../shared: no gold quote lies in boilerplate. Skips where shared/ is not."""

import json
from functools import lru_cache
from pathlib import Path

import pytest

from schemas import Article, BlockKind
from scrapers.files import read_article
from scrapers.text.canonical import normalise

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="shared/ is not here")


@pytest.mark.parametrize("name", ["dev", "portal-a", "portal-b"])
def test_no_gold_quote_lies_in_boilerplate(name: str) -> None:
    lines = (json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    quoted = [(row["doc"], normalise(row["quote"])) for row in lines if row.get("quote")]
    assert len(quoted) > 50
    assert [(doc, quote) for doc, quote in quoted if _hidden(doc, quote)] == []


def _hidden(doc: str, quote: str) -> bool:
    article = _read(doc)
    places = [i for i in range(len(article.text)) if article.text.startswith(quote, i)]
    cut = [(b.start, b.end) for b in article.blocks if b.kind is BlockKind.BOILERPLATE]
    return all(any(start < place + len(quote) and place < end for start, end in cut) for place in places)


SEEDS = {"seed-000": "2022-07-05", "seed-001": "None", "seed-002": "2020-07-27", "seed-003": "None", "seed-004": "None"}


@pytest.mark.parametrize(("doc", "day"), SEEDS.items())
def test_dates_of_the_seeds(doc: str, day: str) -> None:
    assert str(_read(doc).published) == day


@lru_cache(maxsize=200)
def _read(doc: str) -> Article:
    return read_article(GOLD / "dev" / f"{doc}.txt")
