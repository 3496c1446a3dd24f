"""Rows on standard output: a table for people, CSV and JSON for programs."""

import csv
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.cli.options import Format

# Without a terminal there is no width to fit into; long cells fold instead of being cut.
WIDTH_OF_A_FILE = 180


def show(columns: Sequence[str], rows: Sequence[Sequence[Any]], how: Format) -> None:
    """Print the rows."""
    printers: dict[Format, Callable[[Sequence[str], Sequence[Sequence[Any]]], None]] = {
        Format.TABLE: print_table,
        Format.CSV: _print_csv,
        Format.JSON: _print_json,
    }
    printers[how](columns, rows)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[Any]], title: str | None = None) -> None:
    """A table as wide as the terminal."""
    table = Table(title=title, title_justify="left", show_lines=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_shown(value)) for value in row))
    console().print(table)


def console() -> Console:
    """Standard output; no wider than the terminal, wide when there is none."""
    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else WIDTH_OF_A_FILE, highlight=False)


def _print_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_flat(value) for value in row] for row in rows)


def _print_json(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """One array, one object a line."""
    lines = (json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=_plain) for row in rows)
    typer.echo("[" + ",\n ".join(lines) + "]")


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(_flat(value))


def _flat(value: object) -> object:
    if value is None:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value)
