"""Text that a page prints in two columns, brought into the order in which it is read."""

from collections.abc import Sequence
from itertools import groupby
from statistics import median

from scrapers.documents.glyphs import Glyph

GAP = 1.2  # of a line's height: a wider blank is no space between words
LEAST_LINES = 5  # on each side of the gutter
LEAST_CHARS = 20  # in a usual line of a column; narrower ones are lists and letterheads
FILLED = 0.7  # of its column's width: how wide a usual line of running text is

Span = tuple[float, float]


def columns(glyphs: Sequence[Glyph]) -> list[int]:
    """For every glyph the number of the part that it belongs to; parts are counted in the order of reading.

    Part 0 is above the columns, then left, right, and so on downwards; all is part 0 where there are no columns.
    """
    lines = _lines(glyphs)
    spans = [_spans([glyphs[index] for index in line]) for line in lines]
    gutter = _gutter(spans)
    parts = [0] * len(glyphs)
    if gutter is None:
        return parts
    part = 0
    for is_free, group in groupby(range(len(lines)), key=lambda n: _is_free(spans[n], gutter)):
        band = list(group)
        if is_free and _is_text([glyphs[i] for n in band for i in lines[n]], [spans[n] for n in band], gutter):
            _put(parts, [i for n in band for i in lines[n]], glyphs, gutter, part + 1)
            part += 3
        else:
            for index in (i for n in band for i in lines[n]):
                parts[index] = part
    return parts


def _put(parts: list[int], band: list[int], glyphs: Sequence[Glyph], gutter: float, part: int) -> None:
    for index in band:
        parts[index] = part + (glyphs[index].x > gutter)


def _lines(glyphs: Sequence[Glyph]) -> list[list[int]]:
    """Indexes of the glyphs of each line, from the top; a line is what stands at one height."""
    lines: list[list[int]] = []
    height = at = 0.0
    for index in sorted(range(len(glyphs)), key=lambda n: glyphs[n].y):
        glyph = glyphs[index]
        if not lines or glyph.y - at > height / 2:
            lines.append([])
            height, at = max(glyph.bottom - glyph.top, 1.0), glyph.y
        lines[-1].append(index)
    return lines


def _spans(line: list[Glyph]) -> list[Span]:
    """The stretches of a line without a wide blank in them."""
    spans: list[Span] = []
    for glyph in sorted((g for g in line if not g.char.isspace()), key=lambda g: g.left):
        if spans and glyph.left - spans[-1][1] <= GAP * (glyph.bottom - glyph.top):
            spans[-1] = (spans[-1][0], max(spans[-1][1], glyph.right))
        else:
            spans.append((glyph.left, glyph.right))
    return spans


def _gutter(spans: list[list[Span]]) -> float | None:
    middles = [(line[0][1] + line[1][0]) / 2 for line in spans if len(line) == 2]
    lefts = [line[1][0] for line in spans if len(line) == 2]
    if len(middles) < LEAST_LINES:
        return None
    return (median(middles) + median(lefts)) / 2  # near the right column, whose edge is straight


def _is_free(spans: list[Span], gutter: float) -> bool:
    return len(spans) <= 2 and not any(left < gutter < right for left, right in spans)


def _is_text(glyphs: list[Glyph], spans: list[list[Span]], gutter: float) -> bool:
    """True when both sides hold lines of running text, not the cells of a table."""
    sides = (
        [s for line in spans for s in line if s[1] <= gutter],
        [s for line in spans for s in line if s[0] > gutter],
    )
    counts = [sum(not g.char.isspace() for g in glyphs if (g.x > gutter) == right) for right in (False, True)]
    return all(
        len(side) >= LEAST_LINES and count >= LEAST_CHARS * len(side) and _fills(side)
        for side, count in zip(sides, counts, strict=True)
    )


def _fills(side: list[Span]) -> bool:
    width = max(right for _, right in side) - min(left for left, _ in side)
    return median(right - left for left, right in side) >= FILLED * width
