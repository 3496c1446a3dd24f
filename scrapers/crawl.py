"""Read a source: its listings, then the articles on them that are not stored yet."""

from collections import deque
from collections.abc import Container, Iterator

from schemas import Article, Issue, Source
from scrapers.archive.store import Archive
from scrapers.discover.identity import canonical_url, doc_of
from scrapers.discover.links import Link, article_links, links_of, next_pages, reports
from scrapers.documents.pdf import PDF_MAGIC, article_from_pdf
from scrapers.errors import FetchError, NotVietnamese, UnreadableInput
from scrapers.issues import issue, issue_of
from scrapers.net.exchange import Fetched
from scrapers.net.fetch import Fetcher
from scrapers.pages.article import article_from_html
from scrapers.text.encoding import decode_html, looks_vietnamese


def crawl(source: Source, fetcher: Fetcher, archive: Archive, known: Container[str]) -> Iterator[Article | Issue]:
    """New articles of `source`, in the order of its listings, and an Issue for whatever failed on the way.

    `known` holds the canonical addresses that are stored already. Each response is archived before it is read.
    Raises OSError when the archive cannot be written.
    """
    return _Crawl(source, fetcher, archive, known).run()


class _Crawl:
    def __init__(self, source: Source, fetcher: Fetcher, archive: Archive, known: Container[str]) -> None:
        self._source = source
        self._fetcher = fetcher
        self._archive = archive
        self._known = known
        self._queue: deque[str] = deque()
        self._seen: set[str] = set()

    def run(self) -> Iterator[Article | Issue]:
        for listing in self._source.listings:
            yield from self._read_listing(canonical_url(listing))
        for _ in range(self._source.max_articles):
            if not self._queue:
                return
            yield self._read_article(self._queue.popleft())
        if self._queue:
            left = f"{len(self._queue)} new articles are left for the next run"
            yield issue("crawl-limit", f"{left} (max_articles = {self._source.max_articles})", self._source.name)

    def _read_listing(self, listing: str) -> Iterator[Issue]:
        """Queue the articles on the pages of one listing."""
        pages, read, found, failed = deque([listing]), {listing}, 0, False
        for _ in range(self._source.max_pages):
            if not pages:
                break
            page = pages.popleft()
            try:
                links, base = self._links_on(page)
            except (FetchError, UnreadableInput) as error:
                failed = True
                yield issue_of(error, page)
                continue
            found += self._queue_new(list(article_links(links, self._source, base)))
            further = [url for url in next_pages(links, listing, self._source) if url not in read]
            read.update(further)
            pages.extend(dict.fromkeys(further))
        if not found and not failed:
            yield issue(
                "listing-empty", "the listing gives no article link: its layout or address has changed", listing
            )

    def _links_on(self, page: str) -> tuple[list[Link], str]:
        fetched = self._fetch(page)
        html = decode_html(fetched.body, fetched.exchange.content_type)
        return links_of(html, fetched.exchange.final_url), fetched.exchange.final_url

    def _queue_new(self, urls: list[str]) -> int:
        """Queue what is neither stored nor queued; the number of addresses, new or not."""
        for url in urls:
            if url not in self._seen and url not in self._known:
                self._queue.append(url)
            self._seen.add(url)
        return len(urls)

    def _read_article(self, url: str) -> Article | Issue:
        try:
            article = self._article(url, self._fetch(url))
            if not looks_vietnamese(article.text):
                raise NotVietnamese(url, "does not look like Vietnamese text")
        except (FetchError, UnreadableInput) as error:
            return issue_of(error, url)
        return article

    def _article(self, url: str, fetched: Fetched) -> Article:
        doc, name = doc_of(url), self._source.name
        if fetched.body.startswith(PDF_MAGIC):
            return article_from_pdf(fetched.body, url=url, doc=doc, source=name)
        if b"\0" in fetched.body[:1000] and not fetched.body.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise UnreadableInput(url, f"neither a page nor a PDF ({fetched.exchange.content_type or 'no type given'})")
        html = decode_html(fetched.body, fetched.exchange.content_type)
        self._queue_new(reports(html, fetched.exchange.final_url))
        return article_from_html(html, url=url, doc=doc, source=self._source, base=fetched.exchange.final_url)

    def _fetch(self, url: str) -> Fetched:
        fetched = self._fetcher.fetch(url, self._source)
        self._archive.keep(fetched.exchange, fetched.body)
        return fetched
