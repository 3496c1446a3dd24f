"""Tables, also those that a page has flattened to one cell a line."""

import re
from dataclasses import dataclass

from extractors.passages import Passage
from schemas import BlockKind

Cell = tuple[int, int]

_NUMBERING = re.compile(r"(?:STT|TT|Stt|Số TT)\.?$")
_YEAR_LINE = re.compile(r"(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?$")
_NUMBER_LINE = re.compile(r"[\d.,%]{1,9}$")
_WIDEST = 9


@dataclass(frozen=True, slots=True)
class Grid:
    """A header, its rows, and the passages (by index) that they were made of."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    passages: range


def find_grids(text: str, passages: list[Passage]) -> list[Grid]:
    """All tables of an article, top to bottom."""
    grids: list[Grid] = []
    position = 0
    while position < len(passages):
        grid = _ruled(passages, position) or _numbered(text, passages, position) or _by_year(text, passages, position)
        if grid:
            grids.append(grid)
            position = grid.passages.stop
        else:
            position += 1
    return grids


def _ruled(passages: list[Passage], start: int) -> Grid | None:
    """Consecutive rows that the page or a tab marks as such."""
    stop = start
    while stop < len(passages) and passages[stop].kind is BlockKind.TABLE_ROW and passages[stop].cells:
        stop += 1
    if stop - start < 2:
        return None
    rows = [passage.cells for passage in passages[start:stop]]
    return Grid(rows[0], tuple(rows[1:]), range(start, stop))


def _numbered(text: str, passages: list[Passage], start: int) -> Grid | None:
    """ "STT", further headings, "1", cells, "2", cells …"""
    if not _NUMBERING.match(_of(text, passages[start])):
        return None
    width = next(
        (n for n in range(2, _WIDEST) if start + n < len(passages) and _of(text, passages[start + n]) == "1"), 0
    )
    if not width:
        return None
    rows: list[tuple[Cell, ...]] = []
    at = start + width
    while at + width <= len(passages) and _of(text, passages[at]) == str(len(rows) + 1):
        rows.append(_cells(passages[at : at + width]))
        at += width
    return Grid(_cells(passages[start : start + width]), tuple(rows), range(start, at)) if rows else None


def _by_year(text: str, passages: list[Passage], start: int) -> Grid | None:
    """Headings, then again and again a year and its numbers."""
    if not _YEAR_LINE.match(_of(text, passages[start])):
        return None
    width = 1
    while start + width < len(passages) and _NUMBER_LINE.match(_of(text, passages[start + width])):
        if _YEAR_LINE.match(_of(text, passages[start + width])):
            break
        width += 1
    if width < 2 or start < width:
        return None
    rows = []
    at = start
    while at + width <= len(passages) and _YEAR_LINE.match(_of(text, passages[at])):
        rows.append(_cells(passages[at : at + width]))
        at += width
    return Grid(_cells(passages[start - width : start]), tuple(rows), range(start - width, at))


def _cells(passages: list[Passage]) -> tuple[Cell, ...]:
    return tuple((passage.start, passage.end) for passage in passages)


def _of(text: str, passage: Passage) -> str:
    return text[passage.start : passage.end].strip()
