"""The characters of a PDF page and where each stands, seen as the page is shown: from its top left corner."""

import ctypes
from collections.abc import Hashable, Sequence
from typing import NamedTuple, TypeVar

import pypdfium2
from pypdfium2 import raw

_HYPHEN_AT_LINE_END = ("\x02", "\ufffe")
_BLANKS = (10, 13, 32)
Box = tuple[float, float, float, float]  # left, top, right, bottom


Place = TypeVar("Place", bound=Hashable)


class Glyph(NamedTuple):
    """A character and its box; blanks and line ends that PDFium made up stand where the character before them does."""

    char: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def x(self) -> float:
        """The middle across."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """The middle down."""
        return (self.top + self.bottom) / 2


class Printed(NamedTuple):
    """A line of text and its first letter."""

    text: str
    first: Glyph


def glyphs_of(page: pypdfium2.PdfPage) -> list[Glyph]:
    """The characters of `page` in the order in which the file draws them."""
    text = page.get_textpage()
    turn, frame = page.get_rotation(), page.get_mediabox()
    found: list[Glyph] = []
    box = raw.FS_RECTF()
    place: Box = (0.0, 0.0, 0.0, 0.0)
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        made_up = code in _BLANKS and raw.FPDFText_IsGenerated(text, index) == 1
        if not made_up and raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
            place = seen((box.left, box.bottom, box.right, box.top), turn, frame)
        if code:
            found.append(Glyph(_char(code), *place))
    return found


def seen(box: Box, turn: int, frame: Box) -> Box:
    """A box of PDF space as the turned page shows it; `frame` is the page's own box in that space."""
    (x0, y0, x1, y1), (left, bottom, right, top) = box, frame
    if turn == 90:
        return y0 - bottom, x0 - left, y1 - bottom, x1 - left
    if turn == 180:
        return right - x1, y0 - bottom, right - x0, y1 - bottom
    if turn == 270:
        return top - y1, right - x1, top - y0, right - x0
    return x0 - left, top - y1, x1 - left, top - y0


def printed(glyphs: Sequence[Glyph], places: Sequence[Place]) -> dict[Place, list[Printed]]:
    """The lines that stand in each place, `places` telling of every glyph where it belongs; blank ones are left out."""
    found: dict[Place, list[list[Glyph]]] = {}
    last: Place | None = None
    for glyph, place in zip(glyphs, places, strict=True):
        lines = found.setdefault(place, [[]])
        if glyph.char == "\n" or place != last:
            lines.append([])
        if lines[-1] or not glyph.char.isspace():  # a line stands where its first letter does
            lines[-1].append(glyph)
        last = place
    return {
        place: [Printed("".join([glyph.char for glyph in line]), line[0]) for line in lines if line]
        for place, lines in found.items()
    }


def _char(code: int) -> str:
    char = chr(code) if code < 0x110000 else "\ufffd"
    return "-" if char in _HYPHEN_AT_LINE_END else char
