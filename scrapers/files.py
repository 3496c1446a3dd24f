"""A file on disk to an Article, whatever of text, HTML, PDF, DOCX or XLSX it holds."""

import re
from collections.abc import Callable
from pathlib import Path

from schemas import Article
from scrapers.documents.read import document_article, is_document
from scrapers.errors import NotVietnamese, UnreadableDocument, UnreadableInput
from scrapers.pages.article import article_from_html
from scrapers.text.encoding import UndecodableError, decode_text, looks_vietnamese
from scrapers.text.plain import article_from_text

HTML_SUFFIXES = (".html", ".htm", ".xhtml")
DOCUMENT_SUFFIXES = (".pdf", ".docx", ".xlsx")
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_article(path: Path, *, lay_out: Callable[[str], bool] = bool) -> Article:
    """The Article that the file at `path` holds; a plain text that `lay_out` turns down has no blocks.

    Raises UnreadableInput, naming the file and what to do, when the file is missing, a directory, empty, binary, not
    decodable, not Vietnamese, or a document that is damaged, of another kind, or without text.
    """
    data = _bytes_of(path)
    url, doc = path.resolve().as_uri(), path.stem or path.name
    try:
        article = _article(path, data, url, doc, lay_out)
    except UnreadableInput as error:
        raise type(error)(path, error.reason) from error
    if not looks_vietnamese(article.text):
        raise NotVietnamese(path, "does not look like Vietnamese text: give a Vietnamese article with its tone marks")
    return article


def _article(path: Path, data: bytes, url: str, doc: str, lay_out: Callable[[str], bool]) -> Article:
    if is_document(data):
        return document_article(data, url=url, doc=doc)
    suffix = path.suffix.lower()
    if suffix in DOCUMENT_SUFFIXES:
        raise UnreadableDocument(path, f"named {suffix} but not such a file: download it again")
    if b"\0" in data and not data.startswith(_UTF16):
        raise UnreadableInput(path, "a binary file: give text, HTML, PDF, DOCX or XLSX")
    if suffix in HTML_SUFFIXES or _HTML_START.match(data[:4096]):
        return article_from_html(data, url=url, doc=doc)
    return article_from_text(_text_of(path, data), url=url, doc=doc, lay_out=lay_out)


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise UnreadableInput(path, "a directory: name the files in it")
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableInput(path, "no such file: check the path") from error
    except OSError as error:
        raise UnreadableInput(path, f"cannot be read ({error.strerror}): check its permissions") from error
    if not data.strip():
        raise UnreadableInput(path, "empty: give a file with an article's text")
    return data


def _text_of(path: Path, data: bytes) -> str:
    try:
        return decode_text(data)
    except UndecodableError as error:
        raise UnreadableInput(path, "not UTF-8 text: convert it with iconv -f ENCODING -t UTF-8") from error
