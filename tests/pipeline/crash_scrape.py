"""Scrapes the hosts of a generated site with a fake extractor, so that a test can kill it in the middle."""

import sys
from pathlib import Path

from fake_extractor import extract

from benchmarks.crawl import source_of
from pipeline.progress import Lines
from pipeline.session import Extractor, session
from pipeline.settings import Home
from pipeline.steps.scrape import Plan, scrape
from schemas import Article, Extraction
from scrapers.net.fetch import Fetcher


def loudly(article: Article) -> Extraction:
    """As the fake extractor; each article is announced."""
    print(article.url, flush=True)  # noqa: T201 - the test listens
    return extract(article)


def main() -> None:
    """crash_scrape.py HOME PORT HOSTS."""
    port, hosts = int(sys.argv[2]), int(sys.argv[3])
    plan = Plan([source_of(host, port) for host in range(1, hosts + 1)], lambda record: Fetcher(record=record))
    with session(Home(Path(sys.argv[1])), "run", Extractor(loudly, "fake-1")) as opened:
        scrape(opened, plan, Lines(), lambda line: print(line, file=sys.stderr))  # noqa: T201


if __name__ == "__main__":
    main()
