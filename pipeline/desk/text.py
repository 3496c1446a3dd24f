"""An article's text as a page shows it: laid out by its blocks, cut where evidence begins and ends.

Text is sliced here and escaped by the template, never searched for in the browser. Every character of the text is in
exactly one stretch, those between blocks too, so that a selection on the page has its offsets.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.explain.marks import QUOTE, Mark, pieces
from schemas import AwardRecord, Basis, Block, BlockKind

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text: the numbers of the facts that it proves by field, and which of these marks begin here."""

    start: int
    text: str
    fields: dict[str, Numbers]
    begins: dict[str, Numbers]


@dataclass(frozen=True, slots=True)
class Run:
    """Stretches in a row that are all part of a quote, or all not."""

    quotes: Numbers
    stretches: tuple[Stretch, ...]
    is_first: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """Running text; `gap` is what follows it in the text and is not shown (line ends, bars between cells)."""

    runs: tuple[Run, ...]
    gap: str
    gap_start: int


@dataclass(frozen=True, slots=True)
class Laid:
    """A block on the page: one cell, or those of a table row."""

    kind: BlockKind
    cells: tuple[Cell, ...]
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks in a row that are shown together: a table, a list, boilerplate that is folded away, or one block."""

    kind: BlockKind
    blocks: tuple[Laid, ...]

    @property
    def is_marked(self) -> bool:
        """Whether evidence stands in it: then it is not folded away."""
        return any(block.is_marked for block in self.blocks)


TOGETHER = (BlockKind.TABLE_ROW, BlockKind.LIST_ITEM, BlockKind.BOILERPLATE)


def marks_of_fact(record: AwardRecord, number: int = 1) -> list[Mark]:
    """All evidence of one record, what is inferred too, and its quote."""
    marks = [
        Mark(span.start, span.end, field, number, span.basis is Basis.INFERRED)
        for field, span in record.evidence.items()
    ]
    return [*marks, Mark(record.quote.start, record.quote.end, QUOTE, number)]


def laid_out(text: str, blocks: Sequence[Block], marks: Iterable[Mark]) -> list[Part]:
    """The whole text, block by block; text that no block covers is a paragraph."""
    layout = _Layout(text, sorted(marks, key=lambda mark: (mark.start, -mark.end)))
    laid = [layout.block(block, end) for block, end in _with_ends(text, list(_all_blocks(text, blocks)))]
    return list(_parts(laid))


def _parts(laid: Iterable[Laid]) -> Iterator[Part]:
    for kind, several in groupby(laid, key=lambda block: block.kind):
        if kind in TOGETHER:
            yield Part(kind, tuple(several))
        else:
            yield from (Part(kind, (block,)) for block in several)


def _all_blocks(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, and a paragraph for whatever stands between them."""
    at = 0
    for block in blocks:
        yield from _between(text, at, block.start)
        yield block
        at = block.end
    yield from _between(text, at, len(text))


def _between(text: str, start: int, end: int) -> Iterator[Block]:
    left = text[start:end]
    if left.strip():
        inner = start + len(left) - len(left.lstrip())
        yield Block(kind=BlockKind.PARAGRAPH, start=inner, end=inner + len(left.strip()))


def _with_ends(text: str, blocks: list[Block]) -> Iterator[tuple[Block, int]]:
    """Each block and where the next one begins: what lies between is its gap."""
    return zip(blocks, [*(block.start for block in blocks[1:]), len(text)], strict=False)


def _in_order(block: Block) -> bool:
    """Whether a row has cells, and these stand in it one behind the other."""
    edges = [block.start, *(edge for cell in block.cells for edge in cell), block.end]
    return bool(block.cells) and edges == sorted(edges)


class _Layout:
    """Cuts blocks; remembers which marks were shown, so that each is labelled where it begins."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self._text = text
        self._marks = marks
        self._starts = [mark.start for mark in marks]
        self._longest = max((mark.end - mark.start for mark in marks), default=0)
        self._shown: set[tuple[str, int]] = set()
        self._at = 0

    def block(self, block: Block, end: int) -> Laid:
        """A block, and the gap up to `end`. The first one takes what stands before it, too."""
        spans = list(block.cells) if _in_order(block) else [(block.start, block.end)]
        starts = [self._at, *(start for start, _ in spans[1:])]
        ends = [*(start for start, _ in spans[1:]), end]
        self._at = end
        cells = tuple(self._cell(start, span[1], to) for start, span, to in zip(starts, spans, ends, strict=True))
        marked = any(stretch.fields for cell in cells for run in cell.runs for stretch in run.stretches)
        return Laid(block.kind, cells, marked)

    def _cell(self, start: int, end: int, to: int) -> Cell:
        stretches = list(self._stretches(start, end)) if start < end else []
        runs = []
        for quotes, several in groupby(stretches, key=lambda stretch: stretch.fields.get(QUOTE, ())):
            held = tuple(several)
            runs.append(Run(quotes, held, is_first=QUOTE in held[0].begins))
        return Cell(tuple(runs), self._text[end:to], end)

    def _stretches(self, start: int, end: int) -> Iterator[Stretch]:
        first = bisect_left(self._starts, start - self._longest)
        near = self._marks[first : bisect_right(self._starts, end)]
        for piece in pieces(self._text, start, end, near):
            begins = {field: self._fresh(field, numbers) for field, numbers in piece.fields.items()}
            yield Stretch(
                piece.start, piece.text, piece.fields, {field: some for field, some in begins.items() if some}
            )

    def _fresh(self, field: str, numbers: Numbers) -> Numbers:
        fresh = tuple(number for number in numbers if (field, number) not in self._shown)
        self._shown.update((field, number) for number in fresh)
        return fresh
