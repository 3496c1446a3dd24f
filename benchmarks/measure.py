"""One round of all measurements, in a process of its own: nothing is left in a cache by the round before."""

import resource
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from extractors import extract, may_hold_award
from scrapers.files import read_article
from scrapers.text.plain import article_from_text

_SAMPLE = 10  # award texts that underthesea's tagger reads too: it takes a second or so for each


@dataclass(frozen=True, slots=True)
class Round:
    """CPU seconds and counts of one round."""

    award_docs: int
    award: float
    sample: int
    sample_ours: float
    sample_ner: float
    news_docs: int
    news_floor: float  # reading, decoding, NFC, lower case
    news_gate: float  # reading, decoding, and the gate
    news: float  # all of extraction
    passed: int
    records: int
    peak_mb: float


def measure(award: list[Path], news: list[Path]) -> Round:
    """Warm up on one text, then read each text once."""
    _warm_up(award[0])
    articles = [read_article(path) for path in award]
    award_times = [_seconds(lambda article=article: extract(article)) for article in articles]  # type: ignore[misc]
    floor = _seconds(lambda: [_floor(path) for path in news])
    gate = _seconds(lambda: [may_hold_award(path.read_text(encoding="utf-8")) for path in news])
    found: list[int] = []
    news_time = _seconds(lambda: found.extend(_records(path) for path in news))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    step = max(1, len(articles) // _SAMPLE)
    texts = [article.text for article in articles[::step]]
    ours = sum(award_times[::step])
    ner = _seconds(lambda: [_tagged(text) for text in texts])
    passed = [n for n in found if n >= 0]
    told = (len(passed), sum(passed))
    return Round(
        len(award), sum(award_times), len(texts), ours, ner, len(news), floor, gate, news_time, *told, peak
    )  # fmt: skip


def _warm_up(path: Path) -> None:
    from extractors.ner import is_person  # noqa: PLC0415 (loads underthesea's model)

    extract(read_article(path))
    is_person("Sáng nay, Hà Văn Tấn được tặng Bằng khen.", "Hà Văn Tấn")
    may_hold_award("")


def _floor(path: Path) -> str:
    return unicodedata.normalize("NFC", path.read_bytes().decode()).lower()


def _records(path: Path) -> int:
    """How many records a text gives; -1 for one that the gate turns away."""
    raw = path.read_bytes().decode()
    if not may_hold_award(raw):
        return -1
    return len(extract(article_from_text(raw, url=path.as_uri(), doc=path.stem)).records)


def _tagged(text: str) -> object:
    from underthesea import ner  # noqa: PLC0415

    return ner(text)


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
