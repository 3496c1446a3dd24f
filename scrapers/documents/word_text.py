"""What the body of a DOCX file says, as lines and rows.

python-docx lists the blocks of a body, but neither those in content controls nor what tracked changes insert, so the
elements are walked here.
"""

from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from scrapers.documents.laid_out import table_pieces
from scrapers.documents.running import continues
from scrapers.documents.word_styles import Styles, value
from scrapers.text.canonical import normalise, one_line
from scrapers.text.pieces import Piece

WIDEST_SPAN = 50
_WRAPPERS = tuple(map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag")))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says again what stands beside it
_NO_TEXT = (_FALLBACK, *map(qn, ("w:txbxContent", "w:del", "w:moveFrom", "w:pPr", "w:rPr")))
_CHARS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_PARAGRAPH, _TABLE, _ROW, _CELL, _TEXT, _BOX = map(qn, ("w:p", "w:tbl", "w:tr", "w:tc", "w:t", "w:txbxContent"))


def blocks_of(parent: Element, styles: Styles) -> Iterator[Piece]:
    """The paragraphs and tables in `parent`, in order."""
    for child in _inside(parent, (_PARAGRAPH, _TABLE)):
        yield from _paragraph(child, styles) if child.tag == _PARAGRAPH else _table(child, styles)


def _inside(parent: Element, wanted: tuple[str, ...]) -> Iterator[Element]:
    """Children of these names, also those that content controls and tracked changes wrap."""
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, wanted)


def _paragraph(paragraph: Element, styles: Styles) -> Iterator[Piece]:
    """The paragraph's lines, then those of the text boxes that hang on it."""
    lines: list[str] = []
    for line in filter(None, map(one_line, normalise(_text(paragraph)).split("\n"))):
        if lines and continues(lines[-1], line, width=len(lines[-1]) * 2):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    yield from (Piece(line, styles.kind_of(paragraph, line)) for line in lines)
    for box in paragraph.iter(_BOX):
        if next(box.iterancestors(_FALLBACK), None) is None:
            yield from blocks_of(box, styles)


def _text(element: Element) -> str:
    if element.tag == _TEXT:
        return element.text or ""
    if element.tag in _NO_TEXT:
        return ""
    return _CHARS.get(str(element.tag)) or "".join(map(_text, element))


def _table(table: Element, styles: Styles) -> Iterator[Piece]:
    rows = [_cells(row) for row in _inside(table, (_ROW,))]
    pieces = table_pieces([tuple(text for text, _ in row) for row in rows])
    if pieces is not None:
        yield from pieces
        return
    for row in rows:
        for _, cell in row:
            if cell is not None:
                yield from blocks_of(cell, styles)


def _cells(row: Element) -> list[tuple[str, Element | None]]:
    """The row's cells and their texts, column under column: blank ones follow a cell that spans rows or columns."""
    cells: list[tuple[str, Element | None]] = [("", None)] * _number(row, "w:trPr/w:gridBefore", "0")
    for cell in _inside(row, (_CELL,)):
        goes_on = _goes_on(cell)
        text = "" if goes_on else _text_of_cell(cell)
        cells += [(text, None if goes_on else cell), *[("", None)] * (_number(cell, "w:tcPr/w:gridSpan", "1") - 1)]
    return cells


def _text_of_cell(cell: Element) -> str:
    return one_line("\n".join(_text(paragraph) for paragraph in cell.iter(_PARAGRAPH)))


def _goes_on(cell: Element) -> bool:
    """True for a cell that the one above it spans; its mark says nothing or "continue"."""
    return value(cell, "w:tcPr/w:vMerge", "restart") != "restart"


def _number(element: Element, path: str, default: str) -> int:
    found = value(element, path, default) or default
    return min(int(found), WIDEST_SPAN) if found.isdecimal() else int(default)
