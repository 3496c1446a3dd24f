"""One round of the ratios on very little: each is told, and those with targets by the names that the targets have."""

import sys
from functools import cache, lru_cache
from types import ModuleType

import pytest

from benchmarks import measure, ratios
from benchmarks.ratios import TARGETS, Texts
from benchmarks.texts import award_texts
from scrapers.files import read_article


def test_a_round_tells_each_ratio(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ratios, "tagged", lambda texts: float(len(texts)))  # seconds, and a model to load
    monkeypatch.setattr(ratios, "tokenised", lambda texts: float(len(texts)))
    monkeypatch.setattr(ratios, "PYVI", True)
    texts = award_texts(None)[:2]
    articles = [read_article(path) for path in texts]
    found = ratios.one_round(Texts(articles, articles[:1], texts))
    assert TARGETS.keys() <= found.keys()
    assert all(value > 0 for value in found.values())
    assert found[ratios.PASSED] == 100
    assert [one.what for one in ratios.ratios([found])] == list(found)


def test_medians_are_held_against_their_targets() -> None:
    told = ratios.ratios([{ratios.NEWS: value} for value in (1.2, 9.0, 1.6)])
    assert [(one.measured, one.target, one.missed) for one in told] == [(1.6, 1.5, True)]


def test_what_was_remembered_of_a_text_is_forgotten_and_what_is_loaded_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("extractors.made_up")
    of_a_text, loaded, table = lru_cache(maxsize=4)(str.upper), lru_cache(maxsize=1)(lambda: 1), cache(str.lower)
    vars(module).update(of_a_text=of_a_text, loaded=loaded, table=table)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    of_a_text("a")
    loaded()
    table("A")
    measure.forget()
    assert [one.cache_info().currsize for one in (of_a_text, loaded, table)] == [0, 1, 1]
