"""Lines of a text and what their first characters say."""

import re
from typing import NamedTuple

from scrapers.text.canonical import trimmed

_MARKER = re.compile(
    r"(?P<bullet>[-–—+•*●▪◦○■□►▶»›✓·?]|>{1,2})(?!\w+-$)(?=\s|[^\W\d_])"
    r"|(?P<bracket>\(\d{1,3}\))"
    r"|(?P<number>\d{1,3}(?:\.\d{1,2})*[.)])(?=\s|[^\W\d_])"
    r"|(?P<roman>[IVX]{1,5}[.)])\s"
    r"|(?P<capital>[A-HĐ][.)])\s"
    r"|(?P<letter>[a-zđ]\))"
)


class Line(NamedTuple):
    """A non-blank line at [start, end) of its text, without surrounding blanks."""

    start: int
    end: int
    text: str
    gap: bool = False  # a blank line or the edge of the text comes before it


def lines_of(text: str) -> list[Line]:
    """The non-blank lines of a canonical text, in order."""
    lines: list[Line] = []
    position, gap = 0, True
    for raw in text.split("\n"):
        start, end = trimmed(text, position, position + len(raw))
        if start < end:
            line = Line(start, end, text[start:end], gap)
            lines += [line] if lines else _without_stamp(line)
        gap = start >= end
        position += len(raw) + 1
    return lines


STAMP = re.compile(r"date (\d{4})-(\d{2})(?:-(\d{2}))?(?=\s)")  # corpora of crawled text put it before a page


def _without_stamp(line: Line) -> list[Line]:
    """The first line; the date that a corpus has put before its text stands apart."""
    stamp = STAMP.match(line.text)
    if stamp is None:
        return [line]
    start = line.start + stamp.end() + len(line.text[stamp.end() :]) - len(line.text[stamp.end() :].lstrip())
    return [
        Line(line.start, line.start + stamp.end(), stamp[0], line.gap),
        Line(start, line.end, line.text[start - line.start :], True),
    ]


def marker_class(line: str) -> str | None:
    """The sort of list marker that `line` starts with, the same for all items of a list; None for none."""
    match = _MARKER.match(line)
    if match is None:
        return None
    return match[0] if match.lastgroup == "bullet" else match.lastgroup


def cells_of(line: Line) -> tuple[tuple[int, int], ...]:
    """Offsets of the cells of a line of tab-separated cells, blank ones as empty stretches; () when it is no row."""
    spans, position = [], 0
    for cell in line.text.split("\t"):
        start, end = trimmed(line.text, position, position + len(cell))
        spans.append((line.start + start, line.start + end))
        position += len(cell) + 1
    return tuple(spans) if len(spans) > 1 else ()
