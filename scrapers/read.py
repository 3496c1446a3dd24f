"""An answer of a server to an Article: the one reader behind the crawl, the replay and WARC files. No network."""

from typing import NamedTuple
from urllib.parse import urlsplit

from schemas import Article, Exchange, Source
from scrapers.discover.identity import article_id, canonical_url, doc_of
from scrapers.documents.read import document_article, is_document
from scrapers.errors import NotVietnamese, UnreadableInput
from scrapers.pages.article import article_from_html
from scrapers.text.encoding import UndecodableError, decode_text, decoded, is_binary, looks_vietnamese
from scrapers.text.plain import article_from_text

__all__ = ["Reading", "article_of", "is_document", "reading_of"]


class Reading(NamedTuple):
    """An Article, and whether its characters are in doubt: no encoding fitted well."""

    article: Article
    doubtful: bool = False


def article_of(exchange: Exchange, body: bytes, source: Source | None, attached_to: str | None = None) -> Article:
    """As `reading_of`, the Article alone."""
    return reading_of(exchange, body, source, attached_to).article


def reading_of(exchange: Exchange, body: bytes, source: Source | None, attached_to: str | None = None) -> Reading:
    """The Article in an answer, under the address that was asked for, whatever of page, document or text it is.

    `attached_to` is the address of the page that the file was found on. Without a source the general reader reads it.
    Raises UnreadableInput when there is no article in it, and NotVietnamese when it is in another language.
    """
    url = canonical_url(exchange.url)
    if _leads_elsewhere(url, canonical_url(exchange.final_url), source):
        raise UnreadableInput(url, f"leads to {exchange.final_url}, a page that lists articles: it is gone")
    read = _read(url, exchange, body, source)
    if not looks_vietnamese(read.article.text):
        raise NotVietnamese(url, "does not look like Vietnamese text")
    name = source.name if source else exchange.source
    own = {"article_id": article_id(url, source), "source": name, "attached_to": attached_to}
    return read._replace(article=read.article.model_copy(update=own))


def _leads_elsewhere(url: str, final_url: str, source: Source | None) -> bool:
    """Many sites send those who ask for a page that is gone to their home page or to a listing."""
    if final_url == url:
        return False
    home = urlsplit(final_url).path in ("", "/") and not urlsplit(final_url).query
    return home or (source is not None and final_url in map(canonical_url, source.listings))


def _read(url: str, exchange: Exchange, body: bytes, source: Source | None) -> Reading:
    doc, kind = doc_of(url), exchange.content_type.lower()
    if not body.strip():
        raise UnreadableInput(url, "an empty answer")
    if is_document(body):
        return Reading(document_article(body, url=url, doc=doc, content_type=kind, source=source))
    if "json" in kind or is_binary(body):
        raise UnreadableInput(url, f"neither a page nor a document ({exchange.content_type or 'no type given'})")
    if kind.startswith("text/plain"):
        return Reading(article_from_text(_text(url, body), url=url, doc=doc))
    html = decoded(body, exchange.content_type)
    article = article_from_html(html.text, url=url, doc=doc, source=source, base=exchange.final_url)
    return Reading(article, html.doubtful)


def _text(url: str, body: bytes) -> str:
    try:
        return decode_text(body)
    except UndecodableError as error:
        raise UnreadableInput(url, f"text in no encoding that we know: {error}") from error
