"""`python -m benchmarks`: the figures as a table of ratios, medians of a few rounds."""

import argparse
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.measure import Round, measure
from benchmarks.texts import award_texts, news_texts


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--gold", type=Path, help="a folder of further award texts (*.txt)")
    parser.add_argument("--news", type=Path, help="general news: gzipped JSON lines with a key `text`")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    award = award_texts(given.gold)
    with TemporaryDirectory() as name:
        news = news_texts(given.news, Path(name))
        # A process for each round, as a cron job is one.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool:
            rounds = [pool.submit(measure, award, news).result() for _ in range(given.rounds)]
    print(table(rounds, own_only=given.news is None))  # noqa: T201 - a script


def table(rounds: list[Round], *, own_only: bool) -> str:
    """A Markdown table; every figure is the median of the rounds' own figures."""
    one = rounds[0]
    news_bound = 0 if own_only else 3
    news = "the award texts again, for no news was given" if own_only else "general news"
    figures = [
        ("award texts a second, one core", median(r.award_docs / r.award for r in rounds), 100, "at least"),
        ("underthesea.ner / ours, sample", median(r.sample_ner / r.sample_ours for r in rounds), 100, "at least"),
        ("news: all of extraction / floor", median(r.news / r.news_floor for r in rounds), news_bound, "at most"),
        ("news: read + decode + gate / floor", median(r.news_gate / r.news_floor for r in rounds), 0, ""),
        ("news: share that passes the gate, %", median(100 * r.passed / r.news_docs for r in rounds), 0, ""),
        ("peak memory, MB", median(r.peak_mb for r in rounds), 700, "at most"),
    ]  # fmt: skip
    rows = [f"| {what} | {value:.1f} | {f'{bound} {aim}' if bound else ''} |" for what, value, aim, bound in figures]
    notes = [
        f"{one.award_docs} award texts; underthesea.ner reads a sample of {one.sample} of them, whole texts.",
        f"{one.news_docs} texts of news ({news}), {one.passed} pass, {one.records} records.",
        f"Floor: read + decode + NFC + lower case, {median(r.news_floor for r in rounds):.2f} s. CPU time,"
        f" medians of {len(rounds)} rounds, each in a fresh process, each text once.",
    ]
    return "\n".join(["| what | measured | target |", "|---|---|---|", *rows, "", *notes])


if __name__ == "__main__":
    main()
