"""A part of a page to the lines that it shows, each with what its element says about it."""

from collections.abc import Callable
from typing import NamedTuple

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from schemas import BlockKind
from scrapers.pages.tables import is_data_table, rows_of
from scrapers.pages.tags import BOLD, CAPTIONS, HEADINGS, INLINE
from scrapers.text.canonical import one_line
from scrapers.text.pieces import Piece, row_piece

LONGEST_BOLD_HEADING = 120
BULLETS = "-–—•*+ "

Keep = Callable[[PageElement], bool]


def pieces_of(root: Tag, keep: Keep = lambda _: True) -> list[Piece]:
    """The lines that `root` shows, in order. `keep` tells of each string and table whether it is wanted."""
    walk = _Walk(keep)
    walk.run(root)
    return walk.pieces


class _Step(NamedTuple):
    """A node to visit, and what the elements round it say; no node means the end of a block."""

    node: PageElement | None
    kind: BlockKind | None
    bold: bool


class _Walk:
    """Collects inline text until a block begins or ends. Keeps its own stack, for pages nest without limit."""

    def __init__(self, keep: Keep) -> None:
        self.pieces: list[Piece] = []
        self._keep = keep
        self._text: list[str] = []
        self._plain = False  # something in the open line is not bold
        self._steps: list[_Step] = []

    def run(self, root: Tag) -> None:
        self._steps = [_Step(None, None, bold=False), _Step(root, None, bold=False)]
        while self._steps:
            step = self._steps.pop()
            if isinstance(step.node, Tag):
                self._enter(step.node, step.kind, bold=step.bold or step.node.name in BOLD)
            elif step.node is None:
                self._flush(step.kind)
            elif isinstance(step.node, NavigableString) and not isinstance(step.node, PreformattedString):
                self._read(step.node, bold=step.bold)

    def _read(self, string: NavigableString, *, bold: bool) -> None:
        if self._keep(string):
            self._text.append(str(string))
            self._plain = self._plain or not (bold or string.isspace())

    def _enter(self, tag: Tag, kind: BlockKind | None, *, bold: bool) -> None:
        if tag.name in INLINE:
            self._push(tag, kind, bold=bold)
            return
        self._flush(kind)
        if tag.name == "table" and is_data_table(tag):
            if self._keep(tag):
                self.pieces += map(row_piece, rows_of(tag))
            return
        own = _kind_of(tag) or kind
        self._steps.append(_Step(None, own, bold=bold))
        self._push(tag, own, bold=bold)

    def _push(self, tag: Tag, kind: BlockKind | None, *, bold: bool) -> None:
        self._steps += (_Step(child, kind, bold) for child in reversed(tag.contents))

    def _flush(self, kind: BlockKind | None) -> None:
        """End the open line."""
        text, plain = one_line("".join(self._text)), self._plain
        self._text, self._plain = [], False
        if kind is BlockKind.LIST_ITEM:
            text = text.lstrip(BULLETS)
        if kind is BlockKind.HEADING and len(text) > LONGEST_BOLD_HEADING and text.endswith("."):
            kind = None  # the lead, which many frames put into an h2
        if kind is None and not plain and len(text) <= LONGEST_BOLD_HEADING and not text.endswith((".", ";", ",")):
            kind = BlockKind.HEADING
        if text:
            self.pieces.append(Piece(text, kind))


def _kind_of(tag: Tag) -> BlockKind | None:
    if tag.name in HEADINGS:
        return BlockKind.HEADING
    if tag.name == "li":
        return BlockKind.LIST_ITEM
    classes = " ".join(tag.get_attribute_list("class")).lower()
    return BlockKind.CAPTION if tag.name in CAPTIONS or "caption" in classes else None
