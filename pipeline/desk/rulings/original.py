"""The archived response of an article, made harmless: nothing in it runs, asks, or leads anywhere."""

import re

from lxml import html
from lxml.etree import LxmlError, ParserError
from lxml_html_clean import Cleaner

from pipeline.desk.published import Published, Row
from pipeline.desk.rulings.articles import ArticleShown
from scrapers.text.encoding import decode_html, is_binary

POLICY = "; ".join([
    "default-src 'none'", "style-src 'unsafe-inline'", "frame-ancestors 'self'", "base-uri 'none'",
    "form-action 'none'", "sandbox",
])  # fmt: skip
SNAPSHOTS = """
    SELECT sha256, fetched_at, content_type, size FROM snapshot
    WHERE {where} AND status = 200 ORDER BY fetched_at DESC"""
TAGS = """
    a abbr article aside b big blockquote body br caption center cite code col colgroup dd del div dl dt em figcaption
    figure font footer h1 h2 h3 h4 h5 h6 head header hr html i ins kbd li main mark nav ol p pre q s samp section small
    span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var
"""
ATTRIBUTES = frozenset(
    {"align", "alt", "colspan", "dir", "height", "lang", "rowspan", "style", "title", "valign", "width"}
)
# What a style may not hold: addresses, imports, scripts of old browsers, escapes that hide these, layers over all.
BAD_STYLE = re.compile(r"url|import|image|expression|behaviou?r|binding|javascript|[\\<>@&]|fixed|/\*", re.IGNORECASE)
FILE_ENDS = {"application/pdf": "pdf", "application/json": "json", "text/plain": "txt", "application/msword": "doc",
             "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx"}  # fmt: skip


def snapshots(published: Published, article: ArticleShown) -> list[Row]:
    """The archived responses of an article's address, the latest first; none for a file that was ingested."""
    found = published.rows(SNAPSHOTS.format(where="url = ?"), [article.url])
    return found or published.rows(SNAPSHOTS.format(where="final_url = ?"), [article.url])


def is_page(body: bytes, content_type: str | None) -> bool:
    """Whether a body is shown as a page; everything else is a file to download."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind:
        return kind in ("text/html", "application/xhtml+xml") and not is_binary(body)
    return body.lstrip()[:1] == b"<" and not is_binary(body)


def file_name(article: ArticleShown, content_type: str | None) -> str:
    """A name made of what we know, not of what the server said."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    return f"{re.sub('[^A-Za-z0-9_-]', '_', article.article_id)}.{FILE_ENDS.get(kind, 'bin')}"


def harmless(body: bytes, content_type: str | None) -> str:
    """A page without scripts, forms, frames, handlers, addresses and whatever else the list of tags does not name."""
    text = decode_html(body, content_type)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (LxmlError, ParserError, ValueError):
        return _page("")
    _tell_images(tree)
    tree = _cleaned(tree)
    body_of = tree.find("body")
    inner = html.tostring(body_of if body_of is not None else tree, encoding="unicode", method="html")
    return _page(inner)


def _cleaned(tree: html.HtmlElement) -> html.HtmlElement:
    _cleaner()(tree)
    for element in tree.iter():
        for name in list(element.attrib):
            if name not in ATTRIBUTES or (name == "style" and BAD_STYLE.search(element.attrib[name])):
                del element.attrib[name]
    return tree


def _cleaner() -> Cleaner:
    return Cleaner(
        scripts=True, javascript=True, comments=True, style=False, inline_style=False, links=True, meta=True,
        page_structure=False, processing_instructions=True, embedded=True, frames=True, forms=True, annoying_tags=True,
        allow_tags=TAGS.split(), remove_unknown_tags=False, safe_attrs_only=True, safe_attrs=ATTRIBUTES,
        kill_tags=["style", "noscript", "template", "svg", "math", "title"],
    )  # fmt: skip


def _tell_images(tree: html.HtmlElement) -> None:
    """Say in words where a picture was, which is not fetched."""
    for image in tree.iter("img"):
        words = " ".join((image.get("alt") or "").split())[:200]
        image.tail = f" [▣ {words}] " + (image.tail or "") if words else image.tail


def _page(inner: str) -> str:
    head = '<meta charset="utf-8"><title>original</title>'
    return f'<!DOCTYPE html><html lang="vi"><head>{head}</head>{inner}</html>'
