"""What one printed page holds, in the order in which it is read: lines of text and rows of tables."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from statistics import median

from scrapers.documents.columns import columns
from scrapers.documents.glyphs import Glyph, Printed, printed
from scrapers.documents.laid_out import table_pieces
from scrapers.documents.ruled import Ruled, holds
from scrapers.documents.running import Page, PageLine, page_lines_of
from scrapers.text.canonical import one_line

Place = tuple[int, int, int]  # table, row, column
_BROKEN_WORD = re.compile(r"(?<=\w-)\s*\n\s*")
PARAGRAPH_GAP = 1.25  # of the usual step from line to line
LEAST_STEPS = 4
WIDE_GAP = 2.5  # of a line's height, where there are too few lines to tell what is usual


def page_lines(glyphs: Sequence[Glyph], tables: Sequence[Ruled]) -> Page:
    """The page's lines and rows; `tables` stand in it from top to bottom."""
    cells = _cells_of(glyphs, tables)
    found = printed(glyphs, cells)
    rows = [_rows(found, number, table) for number, table in enumerate(tables)]
    read = {number for number, lines in enumerate(rows) if lines}
    free = [glyph for glyph, cell in zip(glyphs, cells, strict=True) if cell is None or cell[0] not in read]
    above = [sum(tables[number].box[1] < glyph.y for number in read) for glyph in free]
    lines: Page = []
    for place, number in enumerate([*sorted(read), None]):
        lines += _stretch([glyph for glyph, tops in zip(free, above, strict=True) if tops == place])
        lines += rows[number] if number is not None else []
    return lines


def _cells_of(glyphs: Sequence[Glyph], tables: Sequence[Ruled]) -> list[Place | None]:
    """For every glyph the cell that it stands in; most stand where the one before them does."""
    boxes = [((n, r, c), box) for n, table in enumerate(tables) for r, c, box in table.cells()]
    if not boxes:
        return [None] * len(glyphs)
    found: list[Place | None] = []
    last = boxes[0]
    for glyph in glyphs:
        x, y = glyph.x, glyph.y
        held = holds(last[1], x, y)
        if not held and (now := next((cell for cell in boxes if holds(cell[1], x, y)), None)):
            last, held = now, True
        found.append(last[0] if held else None)
    return found


def _rows(found: dict[Place | None, list[Printed]], number: int, table: Ruled) -> Page:
    """The table's rows; none for one that holds no data."""
    texts_of_rows = [
        tuple(_in_one_line(found.get((number, r, c), [])) for c in range(len(row))) for r, row in enumerate(table.rows)
    ]
    return [PageLine(piece.text, cells=piece.cells) for piece in table_pieces(texts_of_rows) or ()]


def _in_one_line(lines: Sequence[Printed]) -> str:
    return one_line(_BROKEN_WORD.sub("", "\n".join(line.text for line in lines)))


def _stretch(glyphs: Sequence[Glyph]) -> Iterator[PageLine]:
    """The lines of text between two tables, column by column."""
    found = printed(glyphs, columns(glyphs))
    parts = sorted(found)
    gaps = iter(_gaps([line for part in parts for line in found[part]]))
    for part in parts:
        texts = [line.text for line in found[part]]
        yield from page_lines_of(texts, list(islice(gaps, len(texts))), in_column=part % 3 > 0)


def _gaps(lines: Sequence[Printed]) -> list[bool]:
    """Whether more than the usual blank stands above each line."""
    steps = [below.first.y - above.first.y for above, below in pairwise(lines)]
    down = [step for step in steps if step > 0]
    usual = median(down) * PARAGRAPH_GAP if len(down) > LEAST_STEPS else float("inf")
    limits = [min(usual, WIDE_GAP * (line.first.bottom - line.first.top)) for line in lines[1:]]
    return [False, *(step > limit for step, limit in zip(steps, limits, strict=True))][: len(lines)]
