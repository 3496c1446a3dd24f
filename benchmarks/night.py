"""`python -m benchmarks.night`: a night of 40 sources with 2,000 new articles, from the first request to publication.

Each host is asked once a second, as a polite crawl asks; scraping, extraction and storing go on meanwhile.
"""

import argparse
import resource
import time
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.crawl import source_of
from benchmarks.loopback_site import loopback_site
from pipeline.progress import Lines
from pipeline.session import session
from pipeline.settings import Home
from pipeline.steps.extract import extract_pending
from pipeline.steps.scrape import Plan, scrape
from scrapers.net.fetch import Fetcher, Record


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.night", description=__doc__)
    parser.add_argument("--sources", type=int, default=40)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--delay", type=float, default=1.0, help="seconds between two requests to one host")
    parser.add_argument("--home", type=Path, help="keep the night's files there; given again, it is the second night")
    given = parser.parse_args()
    place = nullcontext(str(given.home)) if given.home else TemporaryDirectory()
    with place as folder, loopback_site(given.sources, given.articles // given.sources) as port:
        print(night(Home(Path(folder)), port, given.sources, given.delay))  # noqa: T201 - a script


def night(home: Home, port: int, sources: int, delay: float) -> str:
    """One run over the site, in a sentence."""
    polite = {"delay_seconds": delay}
    plan = Plan([source_of(host, port, 1).model_copy(update=polite) for host in range(1, sources + 1)], _fetcher)
    began = time.monotonic()
    with session(home, "run") as opened:
        scrape(opened, plan, Lines(), print)
        scraped = time.monotonic() - began
        extract_pending(opened, Lines())
        counts = opened.counts
    took = time.monotonic() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{sources} sources, {counts.articles_new} new articles, {counts.records_new} facts: {scraped:.0f} s to "
        f"scrape, extract and store, {took:.0f} s with publication; "
        f"{opened.fetched} answers, peak memory {memory:.0f} MB"
    )


def _fetcher(record: Record) -> Fetcher:
    return Fetcher(record=record)


if __name__ == "__main__":
    main()
