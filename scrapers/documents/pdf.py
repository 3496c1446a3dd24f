"""A PDF to an Article: text, columns, ruled tables and scanned pages, page by page."""

import logging
from collections.abc import Iterator
from contextlib import closing

import pypdfium2

from schemas import Article
from scrapers.documents.glyphs import glyphs_of
from scrapers.documents.laid_out import Origin, article_of
from scrapers.documents.ocr import is_scan, lines_of_scan
from scrapers.documents.printed import page_lines
from scrapers.documents.ruled import RuledTables
from scrapers.documents.running import Page, pieces_of_pages
from scrapers.errors import NoTextLayer, OcrMissing, UnreadableDocument

MOST_PAGES = 2_000
MOST_SCANS = 100  # at some seconds each
MOST_CHARS = 10_000_000
_NO_TEXT = "no text layer, and OCR finds no text: a scanned PDF of bad quality, or blank pages; scan it again"
_LOG = logging.getLogger("bangvang")


def read_pdf(data: bytes, origin: Origin) -> Article:
    """The Article that a PDF holds.

    Raises UnreadableDocument when `data` is damaged, locked or endless, OcrMissing when its pages are images and no OCR
    is installed, and NoTextLayer when OCR finds nothing either.
    """
    try:
        with pypdfium2.PdfDocument(data) as document, closing(RuledTables(data)) as tables:
            reader = _Reader(document, tables, origin.url)
            pieces = pieces_of_pages(list(reader.pages()))
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(origin.url, _fault(error)) from error
    if not pieces:
        raise reader.missing or NoTextLayer(origin.url, _NO_TEXT)
    if reader.left_out:
        why = reader.missing.reason if reader.missing else f"only the first {MOST_SCANS} are read"
        _LOG.warning("%s: scanned pages left out: %d (%s)", origin.url, reader.left_out, why)
    return article_of(pieces, origin, "ocr" if reader.scans else "pdf")


class _Reader:
    """Reads the pages of one PDF.

    `scans` counts those that OCR has read, `left_out` those that it has not; `missing` tells that there is no OCR.
    """

    def __init__(self, document: pypdfium2.PdfDocument, tables: RuledTables, url: str) -> None:
        self._document = document
        self._tables = tables
        self._url = url
        self.scans = 0
        self.left_out = 0
        self.missing: OcrMissing | None = None

    def pages(self) -> Iterator[Page]:
        if len(self._document) > MOST_PAGES:
            raise UnreadableDocument(self._url, f"a PDF of more than {MOST_PAGES} pages: give the pages that matter")
        chars = 0
        for index, page in enumerate(self._document):
            with closing(page):
                glyphs = glyphs_of(page)
                chars += len(glyphs)
                if chars > MOST_CHARS:
                    raise UnreadableDocument(self._url, f"a PDF of more than {MOST_CHARS} letters: give it in parts")
                if is_scan(page, glyphs):
                    yield self._scan(page, index + 1)
                else:
                    yield page_lines(glyphs, self._tables.on(page, index))

    def _scan(self, page: pypdfium2.PdfPage, number: int) -> Page:
        if self.missing or self.scans >= MOST_SCANS:
            self.left_out += 1
            return []
        try:
            lines = lines_of_scan(page, number, self._url)
        except OcrMissing as error:
            self.missing = error
            self.left_out += 1
            return []
        self.scans += 1
        return lines


def _fault(error: pypdfium2.PdfiumError) -> str:
    if "password" in str(error).lower():
        return "a PDF that needs a password: save it without one"
    return f"not a readable PDF ({error}): open it in a viewer and save it again"
