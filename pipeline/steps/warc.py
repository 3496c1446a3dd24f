"""The pages of a WARC file that are worth reading, as articles."""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from data import ROOT
from pipeline.numbers import plural
from schemas import Article, Issue, Source
from scrapers.archive.warc_reader import read_warc
from scrapers.belonging import Belonging, is_article_address
from scrapers.discover.identity import article_id, canonical_url
from scrapers.discover.links import absolute
from scrapers.errors import NotVietnamese, UnreadableInput
from scrapers.issues import issue_of
from scrapers.net.exchange import Fetched
from scrapers.read import article_of, is_document
from scrapers.sources import load_sources
from scrapers.text.encoding import decode_html
from scrapers.text.foreign import may_be_vietnamese

# Types that an article can have; servers send documents under the last ones.
TYPES = ("text/html", "application/xhtml", "text/plain", "application/pdf", "application/vnd.", "application/msword")
VAGUE = ("", "application/octet-stream", "application/download", "binary/octet-stream")
LEAST_LETTERS = 20  # of those that only Vietnamese has, on a page in Vietnamese
_ONLY_VIETNAMESE = re.compile("[\u1ea0-\u1ef9]")
_TAG = re.compile(r"<[^<>]*>")


class Page(NamedTuple):
    """A page that is worth reading, not parsed yet; reading gives None for one that is not, after all.

    What is `crude` is the text of a whole page with its menus (WET); it does not replace what is stored.
    """

    url: str
    read: Callable[[], Article | Issue | None]
    crude: bool = False


class WarcPages:
    """Reads one file and counts what it passes over; `is_stored` tells whether an article with this id is known."""

    def __init__(
        self, path: Path, is_stored: Callable[[str], bool] = lambda key: False, sources: list[Source] | None = None
    ) -> None:
        self._path = path
        self._is_known = is_stored
        self._belonging = Belonging(load_sources(ROOT / "sources") if sources is None else sources)
        self._counts: Counter[str] = Counter()
        self.damage: list[str] = []

    def read(self) -> Iterator[Article | Issue]:
        """Articles under their own addresses, and an issue for each page that should be one and cannot be read.

        Of a source's site its articles are read; of other sites, Vietnamese pages that name an award. Lists in plain
        text (WET) do not replace what is stored: they are whole pages with their menus.
        """
        for page in self.pages():
            item = page if isinstance(page, Issue) else page.read()
            if isinstance(item, Issue):
                self._counts[item.code] += 1
                self.damage += [item.message] if item.code == "unreadable-file" else []
            else:
                self._counts["article" if item else "passed over"] += 1
            if item is not None:
                yield item

    def pages(self) -> Iterator[Page | Issue]:
        """The pages of the file that are worth reading, and an issue for each record that cannot be read."""
        for found in read_warc(self._path):
            page = found if isinstance(found, Issue) else self._page(found)
            if page is None:
                self._counts["passed over"] += 1
            else:
                yield page

    def told(self) -> str:
        """One line: how many articles, and what became of the other records."""
        rest = [f"{count} {what}" for what, count in sorted(self._counts.items()) if what != "article"]
        return "; ".join([plural(self._counts["article"], "article"), *rest])

    def _page(self, fetched: Fetched) -> Page | None:
        url = fetched.exchange.url
        if absolute(url, url) is None:
            return None
        source = self._belonging.source(url, fetched.exchange.source)
        if not self._is_wanted(fetched, source):
            return None
        return Page(url, partial(_article, fetched, source), _kind(fetched) == "text/plain")

    def _is_wanted(self, fetched: Fetched, source: Source | None) -> bool:
        exchange, kind = fetched.exchange, _kind(fetched)
        if exchange.status != 200 or not (kind.startswith(TYPES) or kind in VAGUE):
            return False
        if kind == "text/plain" and self._is_stored(exchange.url, source):
            return False
        if source:
            return is_article_address(exchange.url, source)
        return is_document(fetched.body) or _is_page_of_ours(fetched)

    def _is_stored(self, url: str, source: Source | None) -> bool:
        return self._is_known(article_id(url, source))


def _kind(fetched: Fetched) -> str:
    return fetched.exchange.content_type.partition(";")[0].strip().lower()


def _article(fetched: Fetched, source: Source | None) -> Article | Issue | None:
    try:
        article = article_of(fetched.exchange, fetched.body, source)
    except NotVietnamese:
        return None
    except UnreadableInput as error:
        return issue_of(error, canonical_url(fetched.exchange.url))
    return article if source or may_name_award(article.text) else None


def may_name_award(text: str) -> bool:
    """False for a text in which the extractor can find nothing."""
    from extractors import may_hold_award  # noqa: PLC0415 - heavy

    return may_hold_award(text)


def _is_page_of_ours(fetched: Fetched) -> bool:
    """A Vietnamese page that names an award, told without parsing it; never the front page of a site."""
    if urlsplit(fetched.exchange.url).path in ("", "/") or not may_be_vietnamese(fetched.body, LEAST_LETTERS):
        return False
    text = unicodedata.normalize("NFC", html.unescape(decode_html(fetched.body, fetched.exchange.content_type)))
    return len(_ONLY_VIETNAMESE.findall(text)) >= LEAST_LETTERS and markup_may_name_award(text)


def markup_may_name_award(text: str) -> bool:
    """False for a page, told without parsing it, in which the extractor can find nothing."""
    return may_name_award(" ".join(_TAG.sub(" ", html.unescape(text)).split()))
