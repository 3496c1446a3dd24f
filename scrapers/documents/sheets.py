"""An XLSX file to an Article: each visible sheet a heading, the lines above its table, and the table's rows.

Formulas are not computed: the values that the file was saved with are read. Links to other files are not followed.
"""

import warnings
from collections.abc import Iterator
from io import BytesIO
from itertools import islice

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from schemas import Article, BlockKind
from scrapers.documents.cells import shown
from scrapers.documents.laid_out import Origin, article_of, is_letterhead
from scrapers.documents.zipped import FAULTS, damaged
from scrapers.errors import UnreadableDocument
from scrapers.text.canonical import one_line
from scrapers.text.dates import labelled_date
from scrapers.text.pieces import Piece, row_piece

MOST_ROWS = 20_000  # of all sheets
MOST_COLUMNS = 100
LONGEST_GAP = 1_000  # blank rows, after which a sheet is over
HEAD_ROWS = 10  # in which a letterhead stands
FULL_ROW = 0.6  # of the columns of the widest row: what a header fills
_NAMELESS = ("sheet", "trang tính", "bảng tính")

Row = tuple[str, ...]
warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")  # of styles and charts that it drops


def read_sheets(data: bytes, origin: Origin) -> Article:
    """The Article that an XLSX file holds. Raises UnreadableDocument when it is damaged, empty or too long."""
    try:
        pieces = list(_pieces(data, origin.url))
    except (*FAULTS, InvalidFileException) as error:
        raise damaged(origin.url, error) from error
    if not any(piece.kind is not BlockKind.HEADING for piece in pieces):
        raise UnreadableDocument(origin.url, "no text in the sheets of this XLSX: give one with cells")
    return article_of(pieces, origin, "xlsx")


def _pieces(data: bytes, url: str) -> Iterator[Piece]:
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    left = MOST_ROWS
    try:
        for sheet in book.worksheets:
            rows = list(islice(_rows(sheet), left + 1)) if sheet.sheet_state == "visible" else []
            left -= len(rows)
            if left < 0:
                raise UnreadableDocument(url, f"more than {MOST_ROWS} rows: give the sheets that matter")
            yield from _sheet(sheet.title, rows)
    finally:
        book.close()


def _rows(sheet: ReadOnlyWorksheet) -> Iterator[Row]:
    """The rows that hold something."""
    sheet.reset_dimensions()  # what files tell of their size is often wrong
    gap = 0
    for row in sheet.iter_rows(max_col=MOST_COLUMNS):
        cells = tuple(one_line(shown(cell.value, cell.number_format)) if cell.value is not None else "" for cell in row)
        gap = 0 if any(cells) else gap + 1
        if gap > LONGEST_GAP:
            return
        if any(cells):
            yield cells


def _sheet(name: str, rows: list[Row]) -> Iterator[Piece]:
    if not rows:
        return
    if not name.lower().startswith(_NAMELESS):
        yield Piece(one_line(name), BlockKind.HEADING)
    first, last = _table(rows)
    used = _used(rows[first:last])
    for number, row in enumerate(rows):
        if first <= number < last:
            cells = tuple(row[column] if column < len(row) else "" for column in used)
            yield from [row_piece(cells)] if any(cells) else []
        else:
            yield from (Piece(cell) for cell in row if cell)


def _table(rows: list[Row]) -> tuple[int, int]:
    """From the header, the first row that is nearly as full as the fullest, to the last row that is half as full."""
    filled = [sum(map(bool, row)) for row in rows]
    most = max(filled)
    if most < 2:
        return 0, 0
    head = max((n + 1 for n, row in enumerate(rows[:HEAD_ROWS]) if is_letterhead(row) or _is_dated(row)), default=0)
    first = next((n for n in range(head, len(rows)) if filled[n] > 1 and filled[n] >= FULL_ROW * most), 0)
    last = next(n for n in range(len(rows) - 1, -1, -1) if filled[n] > 1 and filled[n] * 2 >= most)
    return first, last + 1


def _is_dated(row: Row) -> bool:
    """True for "Số: 12/BC-SXD" beside "Bình An, ngày …"."""
    return any(labelled_date(cell) for cell in row)


def _used(rows: list[Row]) -> list[int]:
    """The columns that hold something."""
    width = max(map(len, rows), default=0)
    return [column for column in range(width) if any(column < len(row) and row[column] for row in rows)]
