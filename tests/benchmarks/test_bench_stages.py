"""The table of stages: what wrappers charge, and that they are gone afterwards."""

import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import count
from pathlib import Path

import pytest

from benchmarks import stages
from benchmarks.memory import Memory, peak
from benchmarks.stages import REST, STAGES, Clock, shares, watched
from benchmarks.texts import award_texts, news_texts, quiet_texts
from extractors import extract, may_hold_award
from pipeline.parsing import parse_file
from schemas import Article
from scrapers.files import read_article


@pytest.fixture(scope="module")
def article() -> Article:
    return read_article(award_texts(None)[0])


def _ours() -> Iterator[tuple[str, str, int]]:
    """What our modules hold by name, as identities."""
    for key, module in list(sys.modules.items()):
        if key.split(".")[0] in ("scrapers", "extractors", "pipeline", "benchmarks"):
            yield from ((key, name, id(value)) for name, value in vars(module).items() if callable(value))


def test_a_stage_is_charged_without_the_stages_that_it_calls() -> None:
    clock = Clock(now=count().__next__)  # a second more at each look
    clock.enter(REST)
    outer = clock.enter("linking")
    inner = clock.enter("NLP")
    clock.enter(inner)
    clock.enter(outer)
    assert clock.spent == {REST: 1, "linking": 2, "NLP": 1}


def test_shares_add_up_to_all_of_the_time(article: Article) -> None:
    clock = Clock()
    with watched(clock):
        extract(article)
    found = shares(clock.spent)
    assert sum(found.values()) == pytest.approx(100)
    assert list(found) == [*STAGES, REST]


def test_a_real_reading_passes_through_its_stages() -> None:
    clock = Clock()
    with watched(clock):
        parse_file(award_texts(None)[0])
    assert {stage for stage, spent in clock.spent.items() if spent} == {
        "read", "plain text to lines", "gate", "NLP", "linking", "validation", REST,
    }  # fmt: skip


def test_what_is_watched_says_the_same(article: Article) -> None:
    plain = extract(article)
    with watched(Clock()):
        assert import_module("extractors").extract(article) == plain


def test_the_wrappers_are_gone_afterwards(article: Article) -> None:
    extract(article)  # what is imported late is there
    before = set(_ours())
    with watched(Clock()):
        assert set(_ours()) != before
    assert set(_ours()) == before


def test_the_wrappers_are_gone_after_an_error() -> None:
    before = extract
    with pytest.raises(ZeroDivisionError), watched(Clock()):
        raise ZeroDivisionError
    assert import_module("extractors").extract is before


def test_an_error_in_a_stage_leaves_the_time_to_its_caller() -> None:
    clock = Clock()
    with watched(clock), pytest.raises(AttributeError):
        import_module("extractors").extract(None)
    assert clock.enter(REST) == REST


def test_a_function_that_moved_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(stages.STAGES, "gate", ("extractors.gate:gone",))
    with pytest.raises(AttributeError, match="gone"), watched(Clock()):
        pass


def test_memory_is_that_of_each_stage() -> None:
    memory = Memory()
    memory.enter("gate")
    held = bytearray(64 << 20)
    held[::4096] = b"1" * len(held[::4096])
    memory.enter("NLP")
    assert memory.peaks["gate"] > memory.peaks[REST] + 32
    assert peak() >= 64


def test_quiet_texts_are_turned_away_by_the_gate(tmp_path: Path) -> None:
    assert not any(may_hold_award(text) for text in quiet_texts())
    assert all(path.is_relative_to(tmp_path) for path in news_texts(None, tmp_path))
