"""What one printed page holds, in the order in which it is read: lines of text and rows of tables."""

import re
from collections.abc import Iterator, Sequence

from scrapers.documents.columns import columns
from scrapers.documents.glyphs import Glyph, texts
from scrapers.documents.laid_out import table_pieces
from scrapers.documents.ruled import Ruled
from scrapers.documents.running import Page, PageLine, lines_of_text
from scrapers.text.canonical import one_line

Place = tuple[int, int, int]  # table, row, column
_BROKEN_WORD = re.compile(r"(?<=\w-)\s*\n\s*")


def page_lines(glyphs: Sequence[Glyph], tables: Sequence[Ruled]) -> Page:
    """The page's lines and rows; `tables` stand in it from top to bottom."""
    cells = [_cell_of(glyph, tables) for glyph in glyphs]
    found = texts(glyphs, cells)
    rows = [_rows(found, number, table) for number, table in enumerate(tables)]
    read = {number for number, lines in enumerate(rows) if lines}
    free = [glyph for glyph, cell in zip(glyphs, cells, strict=True) if cell is None or cell[0] not in read]
    above = [sum(tables[number].box[1] < glyph.y for number in read) for glyph in free]
    lines: Page = []
    for place, number in enumerate([*sorted(read), None]):
        lines += _stretch([glyph for glyph, tops in zip(free, above, strict=True) if tops == place])
        lines += rows[number] if number is not None else []
    return lines


def _cell_of(glyph: Glyph, tables: Sequence[Ruled]) -> Place | None:
    places = ((number, place) for number, table in enumerate(tables) if (place := table.cell_at(glyph)))
    return next(((number, *place) for number, place in places), None)


def _rows(found: dict[Place | None, str], number: int, table: Ruled) -> Page:
    """The table's rows; none for one that holds no data."""
    texts_of_rows = [
        tuple(_in_one_line(found.get((number, r, c), "")) for c in range(len(row))) for r, row in enumerate(table.rows)
    ]
    return [PageLine(piece.text, cells=piece.cells) for piece in table_pieces(texts_of_rows) or ()]


def _in_one_line(text: str) -> str:
    return one_line(_BROKEN_WORD.sub("", text.replace("\r", "")).replace("\0", ""))


def _stretch(glyphs: Sequence[Glyph]) -> Iterator[PageLine]:
    """The lines of text between two tables, column by column."""
    found = texts(glyphs, columns(glyphs))
    for part in sorted(found):
        yield from lines_of_text(found[part], in_column=part % 3 > 0)
