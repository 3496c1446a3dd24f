"""Scrapy on the same site, doing the same work: robots.txt, listings, articles, bodies packed to disk, texts made."""

import gzip
import hashlib
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess

from benchmarks.crawl import source_of
from schemas import Exchange
from scrapers.read import article_of


class News(scrapy.Spider):
    """Follows listings and keeps every page."""

    name = "news"

    def __init__(self, port: int, hosts: int, folder: str, read: bool) -> None:
        super().__init__()
        self.start_urls = [f"http://127.0.0.{host}:{port}/tin" for host in range(1, hosts + 1)]
        self.folder, self.read, self.articles = Path(folder), read, 0
        self.source = source_of(1, port)

    def parse(self, response: Any) -> Iterator[Any]:  # noqa: ANN401 - Scrapy has no types
        """A listing."""
        self.keep(response.body)
        yield from response.follow_all(css="a[href^='/bai-']", callback=self.parse_article)
        yield from response.follow_all(css="a[href*='page=']", callback=self.parse)

    def parse_article(self, response: Any) -> None:  # noqa: ANN401
        """An article."""
        self.keep(response.body)
        self.articles += 1
        if self.read:
            now = datetime.now(UTC)
            exchange = Exchange(url=response.url, final_url=response.url, status=200, fetched_at=now)
            article_of(exchange, response.body, self.source)

    def keep(self, body: bytes) -> None:
        """By its hash, as our archive does; Scrapy's files are not forced to disk."""
        (self.folder / f"{hashlib.sha256(body).hexdigest()}.gz").write_bytes(gzip.compress(body, mtime=0))


def main() -> None:
    """PORT HOSTS AT_ONCE FOLDER READ: crawl, and print articles and seconds."""
    port, hosts, at_once, folder, read = sys.argv[1:]
    settings = {
        "ROBOTSTXT_OBEY": True, "LOG_LEVEL": "ERROR", "DOWNLOAD_DELAY": 0, "TELNETCONSOLE_ENABLED": False,
        "CONCURRENT_REQUESTS": int(hosts) * int(at_once), "CONCURRENT_REQUESTS_PER_DOMAIN": int(at_once),
    }  # fmt: skip
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(News)
    process.crawl(crawler, port=int(port), hosts=int(hosts), folder=folder, read=read == "True")
    began = time.monotonic()
    process.start()
    spider: Any = crawler.spider
    print(spider.articles, time.monotonic() - began)  # noqa: T201 - a script


if __name__ == "__main__":
    main()
