"""The ruled tables of a PDF's pages. Loading pdfplumber takes time, so it is loaded for the first page with rules."""

import logging
from collections.abc import Iterator, Sequence
from functools import cached_property
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
from pypdfium2 import raw

from scrapers.documents.glyphs import Box

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

MOST_RULES = 5_000  # a drawing, not a table
DEEPEST = 4  # drawings within drawings; a bomb nests them without end
THIN = 4.0  # points: narrower is the gap of a double rule, no cell
WIDE, TALL = 60.0, 24.0  # a path that is both may be a whole table drawn at once
_LOG = logging.getLogger("bangvang")
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class Ruled(NamedTuple):
    """A table: its box and its rows of cells; no box where a cell above or to the left spans."""

    box: Box
    rows: tuple[tuple[Box | None, ...], ...]

    def cells(self) -> Iterator[tuple[int, int, Box]]:
        """Row, column and box of each cell."""
        return ((r, c, box) for r, row in enumerate(self.rows) for c, box in enumerate(row) if box)


class RuledTables:
    """Finds the tables of one PDF, page by page."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def on(self, page: pypdfium2.PdfPage, index: int) -> list[Ruled]:
        """The tables of `page`, top to bottom; none where pdfplumber cannot read a page that PDFium reads."""
        if not _has_rules(page):
            return []
        try:
            found = self._found(index)
        except _faults() as error:
            _LOG.warning("page %d of a PDF: its tables cannot be read (%s), its text is", index + 1, error)
            return []
        return sorted((table for table in found if table is not None), key=lambda table: table.box[1])

    def close(self) -> None:
        """Let go of the file."""
        if "_pdf" in self.__dict__:
            self._pdf.close()

    @cached_property
    def _pdf(self) -> "PDF":
        import pdfplumber  # noqa: PLC0415 (slow to load)

        logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of fonts, and the text is PDFium's
        return pdfplumber.open(BytesIO(self._data))

    def _found(self, index: int) -> list[Ruled | None]:
        page = self._pdf.pages[index]
        try:
            return [ruled([row.cells for row in table.rows], page.mediabox[:2]) for table in page.find_tables()]
        finally:
            page.close()


def _faults() -> tuple[type[Exception], ...]:
    """What pdfplumber raises, and what pdfminer lets through when a file is not as it expects."""
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException  # noqa: PLC0415

    return (*_FAULTS, MalformedPDFException, PdfminerException)


def _has_rules(page: pypdfium2.PdfPage) -> bool:
    """True when the page draws enough lines for a table, by a quick look at what PDFium says."""
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=DEEPEST)
    boxes = [path.get_bounds() for path in islice(paths, MOST_RULES + 1)]
    if len(boxes) > MOST_RULES:
        return False
    across = sum(top - bottom < THIN < right - left for left, bottom, right, top in boxes)
    down = sum(right - left < THIN < top - bottom for left, bottom, right, top in boxes)
    drawn = any(right - left > WIDE and top - bottom > TALL for left, bottom, right, top in boxes)
    return drawn or len(boxes) > 3 or (across > 1 and down > 1)


def ruled(rows: Sequence[Sequence[Box | None]], origin: Sequence[float]) -> Ruled | None:
    """The table without the cells between double rules; None for a frame round text."""
    x, y = origin
    moved = [[(b[0] - x, b[1] - y, b[2] - x, b[3] - y) if b and _is_cell(b) else None for b in row] for row in rows]
    columns = [n for n in range(max(map(len, moved), default=0)) if any(row[n] for row in moved)]
    kept = tuple(tuple(row[n] for n in columns) for row in moved if any(row))
    boxes = [box for row in kept for box in row if box]
    if len(kept) < 2 or len(columns) < 2:
        return None
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return Ruled((left, top, max(box[2] for box in boxes), max(box[3] for box in boxes)), kept)


def _is_cell(box: Box) -> bool:
    return box[2] - box[0] > THIN and box[3] - box[1] > THIN


def holds(box: Box, x: float, y: float) -> bool:
    """True when the point lies in `box`."""
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
