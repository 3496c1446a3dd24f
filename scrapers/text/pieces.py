"""Lines with what is known of them, and how they make a canonical text with its blocks."""

from collections.abc import Iterable
from typing import NamedTuple

from schemas import Block, BlockKind

BETWEEN_CELLS = " | "


class Piece(NamedTuple):
    """A line of a page or file; `kind` is None when nothing but its words says what it is."""

    text: str
    kind: BlockKind | None = None
    cells: tuple[str, ...] = ()


def row_piece(cells: tuple[str, ...]) -> Piece:
    """A table's row as a line."""
    return Piece(BETWEEN_CELLS.join(cells).strip(), BlockKind.TABLE_ROW, cells)


def joined(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The canonical text, a line a piece, and its blocks."""
    blocks: list[Block] = []
    texts: list[str] = []
    position = 0
    for piece in pieces:
        end = position + len(piece.text)
        blocks.append(
            Block(kind=piece.kind or BlockKind.PARAGRAPH, start=position, end=end, cells=_cells(piece, position))
        )
        texts.append(piece.text)
        position = end + 1
    return "\n".join(texts), tuple(blocks)


def _cells(piece: Piece, start: int) -> tuple[tuple[int, int], ...]:
    """Where each cell of a row stands; the blanks that the row has lost at its ends are no part of it."""
    row = BETWEEN_CELLS.join(piece.cells)
    spans, position = [], start - len(row) + len(row.lstrip())
    low, high = start, start + len(piece.text)
    for cell in piece.cells:
        spans.append((min(max(position, low), high), min(max(position + len(cell), low), high)))
        position += len(cell) + len(BETWEEN_CELLS)
    return tuple(spans)
