"""Tables on standard output: as wide as the terminal, and where one would be squeezed, a paragraph a row."""

import sys
import textwrap
import unicodedata
from collections.abc import Sequence

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

# Without a terminal there is no width to fit into; long cells fold instead of being cut.
WIDTH_OF_A_FILE = 180
# A column of long cells is readable from this width on.
NARROWEST = 16
# What a column costs beside its cells: a line and two blanks.
EDGE = 3

Cells = Sequence[str]


def print_table(columns: Cells, rows: Sequence[Sequence[object]]) -> None:
    """The rows with every word of every cell."""
    cells = [[clean(str(value)) for value in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(columns, *cells, strict=True)]
    if sum(min(width, NARROWEST) + EDGE for width in widths) + 1 > width_of_output():
        _print_paragraphs(columns, cells)
    else:
        _print_grid(columns, cells, widths, [_is_numeric(column) for column in zip(*rows, strict=True)])


def width_of_output() -> int:
    """Characters in a line."""
    return _console().width


def _console() -> Console:
    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else WIDTH_OF_A_FILE, highlight=False)


def _print_grid(columns: Cells, rows: Sequence[Cells], widths: Sequence[int], numeric: Sequence[bool]) -> None:
    """Short columns keep their width, the long ones share what is left and fold."""
    table = Table()
    for at, name in enumerate(columns):
        number = at < len(numeric) and numeric[at]
        table.add_column(name, overflow="fold", no_wrap=widths[at] <= NARROWEST, justify="right" if number else "left")
    for row in rows:
        table.add_row(*map(Text, row))
    _console().print(table)


def _print_paragraphs(columns: Cells, rows: Sequence[Cells]) -> None:
    """Name and value a line, without those that are empty. Long words, as addresses are, stay whole to be copied."""
    margin = max(map(_width, columns)) + 2
    room = max(NARROWEST, width_of_output() - margin - 1)
    for at, row in enumerate(rows):
        if at:
            typer.echo()
        for name, value in zip(columns, row, strict=True):
            for number, line in enumerate(textwrap.wrap(value, room, break_long_words=False, break_on_hyphens=False)):
                typer.echo(f"{'' if number else name:{margin}}{line}")


def _is_numeric(column: Sequence[object]) -> bool:
    """All cells that say something are numbers."""
    said = [value for value in column if value not in (None, "")]
    return bool(said) and all(isinstance(value, int | float) and not isinstance(value, bool) for value in said)


def clean(text: str) -> str:
    """Without characters that would steer the terminal."""
    return "".join(" " if unicodedata.category(ch) == "Cc" and ch != "\n" else ch for ch in text)


def _width(text: str) -> int:
    return max((len(line) for line in text.split("\n")), default=0)
