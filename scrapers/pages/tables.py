"""Tables that hold data, as against those that old portals lay their pages out with."""

from collections.abc import Iterator

from bs4 import Tag

from scrapers.text.canonical import one_line

LONGEST_CELL = 400
WIDEST_SPAN = 50
_BLOCKS_OF_LAYOUT = ("table", "h1", "h2", "ul", "ol", "form", "iframe")


def is_data_table(table: Tag) -> bool:
    """True for a table of two or more rows and columns whose cells hold short text and no other structure."""
    if table.find(_BLOCKS_OF_LAYOUT) is not None:
        return False
    rows = [_cells(row) for row in table.find_all("tr")]
    wide = [cells for cells in rows if len(cells) > 1]
    if len(wide) < 2:
        return False
    return all(len(one_line(cell.get_text(" "))) <= LONGEST_CELL for cells in rows for cell in cells)


def rows_of(table: Tag) -> Iterator[tuple[str, ...]]:
    """The rows' cells as text, column under column: a cell that spans rows or columns is followed by blank ones."""
    open_spans: dict[int, int] = {}
    for row in table.find_all("tr"):
        texts: list[str] = []
        for cell in _cells(row):
            _fill(texts, open_spans)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for column in range(len(texts), len(texts) + width):
                open_spans[column] = height - 1
            texts += [one_line(cell.get_text(" ")), *[""] * (width - 1)]
        _fill(texts, open_spans)
        if any(texts):
            yield tuple(texts)


def _fill(texts: list[str], open_spans: dict[int, int]) -> None:
    """Blank cells where a cell of a row above still stands."""
    while open_spans.get(len(texts), 0) > 0:
        open_spans[len(texts)] -= 1
        texts.append("")


def _cells(row: Tag) -> list[Tag]:
    return row.find_all(("td", "th"), recursive=False)


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1")
    return min(int(value), WIDEST_SPAN) if value.isdecimal() and int(value) > 0 else 1
