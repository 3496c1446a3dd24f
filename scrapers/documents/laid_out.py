"""The lines of a document to an Article."""

from collections.abc import Sequence
from typing import NamedTuple

from schemas import Article, BlockKind, Source
from scrapers.discover.identity import article_id
from scrapers.text.canonical import TEXT_VERSION
from scrapers.text.cues import CueKind, fits
from scrapers.text.lines import Line
from scrapers.text.pieces import Piece, joined, row_piece
from scrapers.text.plain import read_lines

SHORT_HEAD = 4  # words: "Số QĐ" heads a column as well as a letter


class Origin(NamedTuple):
    """Where a document comes from."""

    url: str
    doc: str
    source: Source | None = None
    attached_to: str | None = None


def article_of(pieces: Sequence[Piece], origin: Origin, layout: str) -> Article:
    """The Article that `pieces` (one or more, none blank) make; `layout` is the kind of document."""
    said = {index: piece.kind for index, piece in enumerate(pieces) if piece.kind}
    reading = read_lines(_lines(pieces), said)
    kinds = [*reading.kinds]
    if kinds[-1] is BlockKind.HEADING:
        kinds[-1] = BlockKind.PARAGRAPH  # nothing stands below it: the signer's name in bold
    text, blocks = joined(piece._replace(kind=kind) for piece, kind in zip(pieces, kinds, strict=True))
    return Article(
        article_id=article_id(origin.url, origin.source),
        doc=origin.doc,
        url=origin.url,
        source=origin.source.name if origin.source else None,
        title=reading.title,
        published=reading.published,
        layout=layout,
        attached_to=origin.attached_to,
        text=text,
        text_version=TEXT_VERSION,
        blocks=blocks,
    )


def table_pieces(rows: Sequence[tuple[str, ...]]) -> list[Piece] | None:
    """A table's rows as pieces; None when the table only lays text out, as letterheads and signatures are."""
    wide = [row for row in rows if sum(map(bool, row)) > 1]
    if len(wide) < 2 or any(is_letterhead(row) for row in rows[:2]):
        return None
    return [row_piece(row) for row in rows if any(row)]


def is_letterhead(row: tuple[str, ...]) -> bool:
    """True for a row that stands in the head of an administrative document."""
    return any(len(cell.split()) > SHORT_HEAD and fits(CueKind.LETTERHEAD, cell) for cell in row)


def _lines(pieces: Sequence[Piece]) -> list[Line]:
    lines: list[Line] = []
    position = 0
    for piece in pieces:
        end = position + len(piece.text)
        lines.append(Line(position, end, piece.text, gap=not lines))
        position = end + 1
    return lines
