"""Lines of printed pages put together to an article's lines: running heads cut, broken lines and tables joined."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scrapers.text.canonical import normalise, one_line
from scrapers.text.cues import fold
from scrapers.text.lines import marker_class
from scrapers.text.pieces import Piece, row_piece

EDGE_LINES = 2  # at the top and foot of a page, where running heads stand
FULL_LINE = 0.7  # of the usual width: a line this long was broken by the page, not by its writer
_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*/\s*\d{1,4})?", re.IGNORECASE)
_SENTENCE_END = (".", "!", "?", ":")
_DIGITS = re.compile(r"\d+")


class PageLine(NamedTuple):
    """A printed line, or a table's row.

    `gap` tells of more than the usual blank above it; `room` is the length of a full line in its column, where there
    are columns.
    """

    text: str
    gap: bool = False
    room: int | None = None
    cells: tuple[str, ...] = ()


Page = list[PageLine]


def page_lines_of(texts: Sequence[str], gaps: Sequence[bool], *, in_column: bool = False) -> Page:
    """The printed lines of a stretch of text; `gaps` tells where a wider blank stands above."""
    lines = [(one_line(normalise(text)), gap) for text, gap in zip(texts, gaps, strict=True)]
    room = usual([line for line, _ in lines]) if in_column and lines else None
    return [PageLine(line, gap=gap, room=room) for line, gap in lines if line]


def usual(lines: Sequence[str]) -> int:
    """The length of a full line."""
    return sorted(map(len, lines))[int(len(lines) * 0.9)]


def pieces_of_pages(pages: Sequence[Page]) -> list[Piece]:
    """The paragraphs and rows of all pages."""
    lines = _in_one(_without_running_heads(pages))
    plain = [line.text for line in lines if not line.cells]
    return _paragraphs(lines, usual(plain) if plain else 0)


def _without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """Pages without page numbers and without the lines that stand at the edge of most pages."""
    edges = Counter(key for page in pages for key in {_shape(line) for line in _edge(page) if not line.cells})
    often = {key for key, times in edges.items() if times > 1 and times * 2 > len(pages)}
    return [_cut_edges(page, often) for page in pages]


def _edge(page: Page) -> Page:
    return page if len(page) <= 2 * EDGE_LINES else page[:EDGE_LINES] + page[-EDGE_LINES:]


def _cut_edges(page: Page, often: set[str]) -> Page:
    kept = list(page)
    for place in (0, -1):
        for _ in range(EDGE_LINES):
            if kept and not kept[place].cells and _is_running(kept[place], often):
                kept.pop(place)
    return kept


def _is_running(line: PageLine, often: set[str]) -> bool:
    return _shape(line) in often or _PAGE_NUMBER.fullmatch(line.text) is not None


def _shape(line: PageLine) -> str:
    return _DIGITS.sub("0", line.text.lower())


def _in_one(pages: Iterable[Page]) -> Page:
    """All lines; a table that goes on over a page break is one, its header told once."""
    lines: Page = []
    for page in pages:
        goes_on = bool(lines and page and lines[-1].cells and page[0].cells)
        lines += _continued(lines, page) if goes_on else page
    return lines


def _continued(lines: Page, page: Page) -> Page:
    """`page` without the header rows that it repeats; the end of a broken row is put to `lines`."""
    first = next((n + 1 for n in range(len(lines) - 1, -1, -1) if not lines[n].cells), 0)
    repeated = 0
    for above, below in zip(lines[first:], page, strict=False):
        if not below.cells or fold(above.text) != fold(below.text):
            break
        repeated += 1
    rest = page[repeated:]
    if rest and _ends_row(lines[-1].cells, rest[0].cells):
        cells = tuple(f"{above} {below}".strip() for above, below in zip(lines[-1].cells, rest[0].cells, strict=True))
        lines[-1] = PageLine(row_piece(cells).text, cells=cells)
        return rest[1:]
    return rest


def _ends_row(above: tuple[str, ...], below: tuple[str, ...]) -> bool:
    """True for a row without a number of its own whose cells all go on in lower case."""
    words = [cell for cell in below if cell]
    return len(above) == len(below) and bool(words) and not below[0] and all(word[0].islower() for word in words)


def _paragraphs(lines: Page, width: int) -> list[Piece]:
    """`lines` with those that the page's width broke put together again."""
    pieces: list[Piece] = []
    last: PageLine | None = None
    for line in lines:
        if line.cells:
            pieces.append(row_piece(line.cells))
        elif last and not last.cells and continues(last.text, line.text, 0 if line.gap else last.room or width):
            pieces[-1] = Piece(_put_together(pieces[-1].text, line.text))
        else:
            pieces.append(Piece(line.text))
        last = line
    return pieces


def _put_together(first: str, second: str) -> str:
    broken = first.endswith("-") and first[-2:-1].isalnum()
    return f"{first}{second}" if broken else f"{first} {second}"


def continues(last: str, line: str, width: int) -> bool:
    """True when `line` goes on where a text that is `width` characters wide was broken; of 0, by its words alone."""
    full = len(last) >= width * FULL_LINE > 0
    if last.endswith(_SENTENCE_END) or marker_class(line) is not None:
        return False
    if line[0].islower():
        return full or not last.endswith(";")
    return full and not last.endswith(";") and last != last.upper()
