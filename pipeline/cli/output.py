"""Rows on standard output: a table for people, CSV and JSON for programs."""

import csv
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import typer

from pipeline.cli.options import Format
from pipeline.cli.tables import print_table

Rows = Sequence[Sequence[Any]]


def show(columns: Sequence[str], rows: Rows, how: Format) -> None:
    """Print the rows."""
    printers: dict[Format, Callable[[Sequence[str], Rows], None]] = {
        Format.TABLE: lambda names, values: print_table(names, [[shown(value) for value in row] for row in values]),
        Format.CSV: _print_csv,
        Format.JSON: _print_json,
    }
    printers[how](columns, rows)


def shown(value: object) -> object:
    """A value as people read it; numbers stay numbers."""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return _flat(value)


def _print_csv(columns: Sequence[str], rows: Rows) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_flat(value) for value in row] for row in rows)


def _print_json(columns: Sequence[str], rows: Rows) -> None:
    """One array, one object a line."""
    lines = (json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=_plain) for row in rows)
    typer.echo("[" + ",\n ".join(lines) + "]")


def _flat(value: object) -> object:
    if value is None:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value)
