"""What `benchmarks.instructions` runs under callgrind: each hot path, counted from first to last instruction.

The counting is switched on only round a path, so what is imported, loaded or compiled once does not count.
"""

import gc
import os
import subprocess
from collections.abc import Callable, Iterator

from benchmarks.measure import forget
from benchmarks.texts import award_pages, award_texts, quiet_texts
from extractors import extract, may_hold_award
from extractors.fold import fold
from pipeline.checks import examine
from schemas import AwardRecord
from scrapers.files import read_article
from scrapers.pages.article import article_from_html

LOOP, NOTHING = "calibration loop", "nothing"
_FEW = 6  # texts; each costs a second or more there
_PAGES = 3
_TIMES = 4
_COUNTED = 3


def paths() -> Iterator[tuple[str, Callable[[], object]]]:
    """Each hot path by name; first one that does nothing, whose count is that of switching on and off."""
    every = [read_article(path) for path in award_texts(None)]
    texts = every[::10][:_FEW]
    quiet, pages = list(quiet_texts()), [path.read_bytes() for path in award_pages()[::18]][:_PAGES]
    told = [(article, extract(article)) for article in texts]
    records = [record.model_dump() for _, extraction in told for record in extraction.records] * _TIMES
    yield NOTHING, lambda: None
    yield LOOP, _loop
    yield "gate, texts without titles", lambda: [may_hold_award(text) for text in quiet]
    yield "extraction, award texts", lambda: [extract(article) for article in texts]
    yield "HTML to text", lambda: [article_from_html(page, url="http://site.example/a-1", doc="a") for page in pages]
    yield "folding, award texts", lambda: [fold(article.text) for article in every]
    yield "validation: models", lambda: [AwardRecord.model_validate(values) for values in records]
    yield "validation: checks", lambda: [examine(article, extraction) for article, extraction in told]


def main() -> None:
    """Run each path once to warm up, then counted, a few times: where things come to lie in memory makes 0.2%."""
    for name, work in paths():
        work()
        for _ in range(_COUNTED):
            _count(name, work)


def _count(name: str, work: Callable[[], object]) -> None:
    forget()
    gc.collect()
    gc.freeze()
    _tell("instrumentation", "on")
    _tell("zero")
    work()
    _tell("dump", name)
    _tell("instrumentation", "off")


def _loop() -> str:
    """Plain Python of the kinds that the hot paths are made of: arithmetic, dicts, strings."""
    seen: dict[str, int] = {}
    for number in range(20_000):
        key = f"Bằng khen {number % 97}".lower()
        seen[key] = seen.get(key, 0) + number
    return " ".join(sorted(seen))


def _tell(*command: str) -> None:
    """Ask the valgrind that this process runs in; with a pipe or a limit of time Python would wait in a loop."""
    tell = ["vgdb", f"--pid={os.getpid()}", *command]
    nowhere = subprocess.DEVNULL
    subprocess.run(tell, check=True, stdout=nowhere, stderr=nowhere)  # noqa: S603 - fixed words


if __name__ == "__main__":
    main()
