"""An answer of a server to an Article: the one reader behind the crawl, the replay and WARC files. No network."""

from schemas import Article, Exchange, Source
from scrapers.discover.identity import article_id, canonical_url, doc_of
from scrapers.documents.pdf import PDF_MAGIC, article_from_pdf
from scrapers.errors import NotVietnamese, UnreadableInput
from scrapers.pages.article import article_from_html
from scrapers.text.encoding import MARKS, UndecodableError, decode_html, decode_text, looks_vietnamese
from scrapers.text.plain import article_from_text


def article_of(exchange: Exchange, body: bytes, source: Source | None, attached_to: str | None = None) -> Article:
    """The Article in an answer, under the address that was asked for, whatever of page, PDF or plain text it is.

    `attached_to` is the address of the page that the file was found on. Without a source the general reader reads it.
    Raises UnreadableInput when there is no article in it, and NotVietnamese when it is in another language.
    """
    url = canonical_url(exchange.url)
    article = _article(url, exchange, body, source)
    if not looks_vietnamese(article.text):
        raise NotVietnamese(url, "does not look like Vietnamese text")
    name = source.name if source else exchange.source
    own = {"article_id": article_id(url, source), "source": name, "attached_to": attached_to}
    return article.model_copy(update=own)


def is_document(body: bytes) -> bool:
    """True for a file that is not a page, told by its first bytes."""
    return body.startswith(PDF_MAGIC)


def _article(url: str, exchange: Exchange, body: bytes, source: Source | None) -> Article:
    doc, kind = doc_of(url), exchange.content_type.lower()
    if not body.strip():
        raise UnreadableInput(url, "an empty answer")
    if is_document(body):
        return article_from_pdf(body, url=url, doc=doc, source=source.name if source else None)
    if "json" in kind or (b"\0" in body[:1000] and not body.startswith(tuple(mark for mark, _ in MARKS))):
        raise UnreadableInput(url, f"neither a page nor a document ({exchange.content_type or 'no type given'})")
    if kind.startswith("text/plain"):
        return article_from_text(_text(url, body), url=url, doc=doc)
    html = decode_html(body, exchange.content_type)
    return article_from_html(html, url=url, doc=doc, source=source, base=exchange.final_url)


def _text(url: str, body: bytes) -> str:
    try:
        return decode_text(body)
    except UndecodableError as error:
        raise UnreadableInput(url, f"text in no encoding that we know: {error}") from error
