"""A PDF report to an Article: page lines joined to paragraphs, running heads and page numbers cut."""

import re
from collections import Counter

import pypdfium2

from schemas import Article
from scrapers.errors import NoTextLayer, UnreadableInput
from scrapers.text.canonical import normalise, one_line
from scrapers.text.lines import marker_class
from scrapers.text.plain import article_from_text

PDF_MAGIC = b"%PDF-"
EDGE_LINES = 2  # at the top and foot of a page, where running heads stand
FULL_LINE = 0.7  # of the usual width: a line this long was broken by the page, not by its writer
_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*/\s*\d{1,4})?", re.IGNORECASE)
_SENTENCE_END = (".", "!", "?", ":", ";")
_DIGITS = re.compile(r"\d+")


def article_from_pdf(data: bytes, *, url: str, doc: str, source: str | None = None) -> Article:
    """The Article that a PDF's text layer holds.

    Raises UnreadableInput when `data` is no readable PDF, and NoTextLayer when its pages are images.
    """
    pages = _without_running_heads(_pages(data, url))
    lines = [line for page in pages for line in page]
    if not lines:
        raise NoTextLayer(url, "no text layer (scanned PDF); OCR is not installed yet")
    return article_from_text("\n".join(_paragraphs(lines)), url=url, doc=doc, source=source)


def _pages(data: bytes, url: str) -> list[list[str]]:
    try:
        with pypdfium2.PdfDocument(data) as document:
            return [_lines(page.get_textpage().get_text_range()) for page in document]
    except pypdfium2.PdfiumError as error:
        raise UnreadableInput(url, f"not a readable PDF ({error}): open it in a viewer and save it again") from error


def _lines(text: str) -> list[str]:
    hyphenated = text.replace("\ufffe\r\n", "").replace("\ufffe", "").replace("\u00ad", "").replace("\0", "")
    lines = (one_line(line) for line in normalise(hyphenated).split("\n"))
    return [line for line in lines if line]


def _without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """Pages without page numbers and without the lines that stand at the edge of most pages."""
    edges = Counter(key for page in pages for key in {_shape(line) for line in _edge(page)})
    often = {key for key, times in edges.items() if times > 1 and times * 2 > len(pages)}
    return [_cut_edges(page, often) for page in pages]


def _edge(page: list[str]) -> list[str]:
    return page if len(page) <= 2 * EDGE_LINES else page[:EDGE_LINES] + page[-EDGE_LINES:]


def _cut_edges(page: list[str], often: set[str]) -> list[str]:
    kept = list(page)
    for place in (0, -1):
        for _ in range(EDGE_LINES):
            if kept and (_shape(kept[place]) in often or _PAGE_NUMBER.fullmatch(kept[place])):
                kept.pop(place)
    return kept


def _shape(line: str) -> str:
    return _DIGITS.sub("0", line.lower())


def _paragraphs(lines: list[str]) -> list[str]:
    """`lines` with those that the page's width broke put together again."""
    width = sorted(len(line) for line in lines)[int(len(lines) * 0.9)]
    paragraphs: list[str] = []
    last = ""
    for line in lines:
        if paragraphs and _continues(last, line, width):
            paragraphs[-1] += f" {line}"
        else:
            paragraphs.append(line)
        last = line
    return paragraphs


def _continues(last: str, line: str, width: int) -> bool:
    if last.endswith(_SENTENCE_END) or marker_class(line) is not None:
        return False
    if line[0].islower():
        return True
    return len(last) >= width * FULL_LINE and last != last.upper()
