"""`python -m benchmarks.crawl`: pages per second against Scrapy on one generated site, side by side, and memory.

Needs the extra `bench` (Scrapy). Rounds alternate; a ratio is that of one round, the table shows the median.
"""

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.loopback_site import loopback_site
from schemas import Article, Expectations, Source

HOSTS = 10


def source_of(host: int, port: int, at_once: int = 2) -> Source:
    """One host of the generated site."""
    return Source(
        name=f"host-{host}",
        title=f"Báo số {host}",
        listings=(f"http://127.0.0.{host}:{port}/tin",),
        article_pattern=r"/bai-\d+\.html$",
        delay_seconds=0,
        concurrency=at_once,
        max_articles=100_000,
        max_pages=100_000,
        expect=Expectations(cadence_days=36500),
        allow_private=True,
    )


def ours(port: int, hosts: int, at_once: int, folder: str, *, read: bool) -> tuple[int, float]:
    """Articles and seconds of our crawl. Without `read`, bodies are kept and no text is made."""
    import scrapers.crawl  # noqa: PLC0415 - measured after the import, as Scrapy is
    from scrapers.archive.store import Archive  # noqa: PLC0415
    from scrapers.net.fetch import Fetcher  # noqa: PLC0415
    from scrapers.night import Desk, night  # noqa: PLC0415
    from scrapers.read import Reading  # noqa: PLC0415
    from scrapers.responses import Responses  # noqa: PLC0415

    if not read:
        empty = Article(article_id="x", doc="x", url="x", text="x", text_version=1, blocks=())
        vars(scrapers.crawl)["reading_of"] = lambda *given: Reading(empty)
    archive = Archive(Path(folder))
    sources = [source_of(host, port, at_once) for host in range(1, hosts + 1)]
    began = time.monotonic()
    desk = Desk(lambda: Fetcher(record=archive.keep), lambda made: Responses(made, archive), lambda ids: set())
    articles = sum(isinstance(found.item, Article) for found in night(sources, desk))
    return articles, time.monotonic() - began


def main() -> None:
    """Measure and print, or be one of the measured processes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawl", description=__doc__)
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--at-once", type=int, default=2, help="requests at the same time to each of ten hosts")
    parser.add_argument("--child", nargs=5, metavar=("PORT", "HOSTS", "AT_ONCE", "FOLDER", "READ"))
    given = parser.parse_args()
    if given.child:
        port, hosts, at_once, folder, read = given.child
        done = ours(int(port), int(hosts), int(at_once), folder, read=read == "True")
        print(*done, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)  # noqa: T201 - a script
        return
    print(table(given.articles, given.rounds, given.at_once))  # noqa: T201


def table(articles: int, rounds: int, at_once: int) -> str:
    """The measurements as a Markdown table."""
    rows = ["| what | ours, pages/s | Scrapy, pages/s | ratio |", "|---|---|---|---|"]
    with loopback_site(HOSTS, articles // HOSTS) as port:
        for read in (False, True):
            pairs = [
                (_run("crawl", port, at_once, read), _run("scrapy_peer", port, at_once, read)) for _ in range(rounds)
            ]
            mine, theirs = (median(articles / pair[side][1] for pair in pairs) for side in (0, 1))
            ratio = median(pair[1][1] / pair[0][1] for pair in pairs)
            what = "fetched, kept and read" if read else "fetched and kept"
            rows.append(f"| {what} | {mine:.0f} | {theirs:.0f} | {ratio:.2f} |")
            memory = pairs[-1][0][2]
    with loopback_site(HOSTS, articles // HOSTS // 3) as port:
        small = _run("crawl", port, at_once, True)[2]
    rows += ["", f"Peak memory of ours: {small:.0f} MB for {articles // 3} articles, {memory:.0f} MB for {articles}."]
    return "\n".join(rows)


def _run(module: str, port: int, at_once: int, read: bool) -> list[float]:
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", f"benchmarks.{module}", *(["--child"] if module == "crawl" else [])]
        command += [str(port), str(HOSTS), str(at_once), folder, str(read)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ourselves
    return [float(part) for part in done.stdout.split()]


if __name__ == "__main__":
    main()
