"""A response to an Article: page, PDF, DOCX or XLSX."""

from schemas import Article, Exchange, Source
from scrapers.discover.identity import doc_of
from scrapers.documents.pdf import PDF_MAGIC, article_from_pdf
from scrapers.errors import NotVietnamese, UnreadableInput
from scrapers.pages.article import article_from_html
from scrapers.text.encoding import decode_html, looks_vietnamese


def article_of(exchange: Exchange, body: bytes, source: Source, attached_to: str | None = None) -> Article:
    """The Article that a response holds. Raises UnreadableInput."""
    article = _article(exchange, body, source)
    if not looks_vietnamese(article.text):
        raise NotVietnamese(exchange.url, "does not look like Vietnamese text")
    return article.model_copy(update={"attached_to": attached_to}) if attached_to else article


def _article(exchange: Exchange, body: bytes, source: Source) -> Article:
    url, doc = exchange.url, doc_of(exchange.url)
    if body.startswith(PDF_MAGIC):
        return article_from_pdf(body, url=url, doc=doc, source=source.name)
    if b"\0" in body[:1000] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableInput(url, f"neither a page nor a PDF ({exchange.content_type or 'no type given'})")
    html = decode_html(body, exchange.content_type)
    return article_from_html(html, url=url, doc=doc, source=source, base=exchange.final_url)
