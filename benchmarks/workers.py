"""`python -m benchmarks.workers --gold DIR`: how much faster several processes read award texts than one.

Beside it the most that the machine could give: processes that share nothing, each reading half of the texts.
"""

import argparse
import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from benchmarks.texts import award_texts
from extractors import extract
from pipeline.crew import crew
from pipeline.extraction import told_by
from pipeline.steps.batches import batches
from schemas import Article
from scrapers.files import read_article

WARM = 200  # documents of which a process has read about so many before time is taken


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workers", description=__doc__)
    parser.add_argument("--gold", type=Path, help="a folder of further award texts (*.txt)")
    parser.add_argument("--documents", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    texts = [read_article(path) for path in award_texts(given.gold)]
    alone(list(documents(texts, len(texts))))  # what is loaded once is loaded
    some = list(documents(texts, given.documents))
    rounds = [(alone(some), together(some, 2), apart(some, 2)) for _ in range(given.rounds)]
    for line in (
        f"{given.documents} documents, {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}",
        f"one process: {median(given.documents / one for one, _, _ in rounds):.0f} documents a second",
        f"two processes: {median(one / two for one, two, _ in rounds):.2f} times as fast",
        f"two that share nothing: {median(one / two for one, _, two in rounds):.2f} times as fast",
    ):
        print(line)  # noqa: T201 - a script


def documents(texts: list[Article], number: int) -> Iterator[Article]:
    """So many articles, each with an id of its own."""
    for at in count():
        for text in texts:
            if number <= 0:
                return
            number -= 1
            yield text.model_copy(update={"article_id": f"{text.article_id}-{at}"})


def alone(articles: list[Article]) -> float:
    """Seconds that this process takes."""
    began = time.perf_counter()
    for article in articles:
        told_by(extract, article)
    return time.perf_counter() - began


def together(articles: list[Article], workers: int) -> float:
    """Seconds that so many take, counted from when each has read something as the one process has."""
    with crew(extract, workers) as processes:
        list(processes.read([article] for article in articles[: WARM * workers]))
        began = time.perf_counter()
        for _ in processes.read(batches(articles, 50)):
            pass
        return time.perf_counter() - began


def apart(articles: list[Article], workers: int) -> float:
    """Seconds that so many take, each with its own part of the articles and nothing to hand back."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        parts = [articles[number::workers] for number in range(workers)]
        return max(pool.map(_warm_and_alone, parts))


def _warm_and_alone(articles: list[Article]) -> float:
    alone(articles[:WARM])
    return alone(articles)


if __name__ == "__main__":
    main()
