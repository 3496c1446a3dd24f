"""The ratios that issue 8 asks for: news against the least that reading takes, award texts against other tools."""

import gc
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import mean, median
from typing import Literal, NamedTuple, TypeVar

from benchmarks.measure import forget, seconds, steady
from benchmarks.memory import peak
from benchmarks.peers import PYVI, floor, tagged, tokenised
from benchmarks.release import Ratio
from benchmarks.stages import Clock, watched
from extractors import extract, may_hold_award
from pipeline.parsing import parse_file
from schemas import Article
from scrapers.errors import UnreadableInput
from scrapers.text.plain import article_from_text

T = TypeVar("T")

RATE = "award texts a second, one core"
NER = "award texts, sample: underthesea.ner / ours"
NLP = "award texts, sample: underthesea.ner / our NLP alone"
VI = 'award texts: our texts a second / those of spaCy blank("vi") tokenisation alone'
NEWS = "news: all of extraction / floor"
GATE = "news: read + gate / floor"
PARSE = "news: all that `bangvang parse` does / floor"
PARSE_READ = "news: of that, reading the file and judging its encoding and language, %"
PASSED = "news: share that passes the gate, %"
PEAK = "peak memory, the peers' included, MB"
TARGETS: dict[str, tuple[Literal["at least", "at most"], float]] = {
    RATE: ("at least", 200),
    NER: ("at least", 100),
    VI: ("at least", 0.33),
    NEWS: ("at most", 1.5),
}


class Texts(NamedTuple):
    """What is read: award texts, of which underthesea's tagger reads a sample, and news."""

    award: Sequence[Article]
    sample: Sequence[Article]
    news: Sequence[Path]


def one_round(texts: Texts) -> dict[str, float]:
    """All ratios once."""
    return {**_award(texts.award), **_sample(texts.sample), **_news(texts.news), PEAK: peak()}


def ratios(rounds: Sequence[dict[str, float]]) -> tuple[Ratio, ...]:
    """Medians of the rounds' own ratios, with what they have to be."""
    return tuple(_ratio(what, median(one[what] for one in rounds)) for what in rounds[0])


def _ratio(what: str, measured: float) -> Ratio:
    aim, target = TARGETS.get(what, (None, None))
    return Ratio(what=what, measured=measured, target=target, aim=aim)


def _award(articles: Sequence[Article]) -> dict[str, float]:
    ours = _anew(lambda: [extract(article) for article in articles])
    found = {RATE: len(articles) / ours}
    return {**found, VI: tokenised([article.text for article in articles]) / ours} if PYVI else found


def _sample(articles: Sequence[Article]) -> dict[str, float]:
    spent = _by_stage(lambda: _each(articles, extract))
    theirs = tagged([article.text for article in articles])
    return {NER: theirs / sum(spent.values()), NLP: theirs / spent["NLP"]}


def _news(paths: Sequence[Path]) -> dict[str, float]:
    """The floor is measured before and after."""
    before = steady(lambda: _each(paths, _floor))
    passed: list[bool] = []
    gate = _anew(lambda: passed.extend(may_hold_award(path.read_bytes()) for path in paths))
    ours = _anew(lambda: _each(paths, _extracted))
    spent = _by_stage(lambda: _each(paths, _parsed))
    least = mean((before, steady(lambda: _each(paths, _floor))))
    parse = sum(spent.values())
    shares = {PARSE_READ: 100 * spent["read"] / parse, PASSED: 100 * sum(passed) / len(paths)}
    return {NEWS: ours / least, GATE: gate / least, PARSE: parse / least, **shares}


def _floor(path: Path) -> None:
    floor(path.read_bytes())


def _extracted(path: Path) -> None:
    """As text of shards is read: what the gate lets go is not even decoded."""
    raw = path.read_bytes()
    if may_hold_award(raw):
        extract(article_from_text(raw.decode(), url=path.as_uri(), doc=path.stem))


def _parsed(path: Path) -> None:
    with suppress(UnreadableInput):  # a text without enough Vietnamese in it
        parse_file(path)


def _each(items: Sequence[T], work: Callable[[T], object]) -> None:
    """Nothing is kept of what is made of a text."""
    for item in items:
        work(item)


def _by_stage(work: Callable[[], object]) -> dict[str, float]:
    clock = Clock()
    forget()
    gc.collect()
    with watched(clock):
        work()
    return clock.spent


def _anew(work: Callable[[], object]) -> float:
    forget()
    return seconds(work)
