"""Rows as an answer: on standard output, or as a file for other programs."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import Format
from pipeline.errors import UsageError
from pipeline.numbers import plural

if TYPE_CHECKING:
    from pipeline.export import Question


class AnyFormat(StrEnum):
    """How rows are printed, and the kinds of file that --out writes."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    XLSX = "xlsx"
    PARQUET = "parquet"


AnyFormatOption = Annotated[
    AnyFormat | None,
    typer.Option("--format", "-f", help="How rows are printed (default: table), or with --out the kind of file."),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", "-o", metavar="FILE", help="Write all rows to this file: xlsx, csv, parquet, jsonl, json."),
]


def printed(how: AnyFormat | None) -> Format:
    """`how` as what standard output can show. Raises UsageError for a kind of file."""
    if how is None:
        return Format.TABLE
    if how.value not in list(Format):
        raise UsageError(f"--format {how.value} is a kind of file: tell where to write it with --out FILE")
    return Format(how.value)


def write_file(published: Path, question: "Question", file: Path, how: AnyFormat | None) -> None:
    """Write the answer to a file that appears whole or not at all. Raises UsageError as `export` does."""
    from pipeline.export import Wishes, save

    kind = _kind(file, how)
    exported = save(published, question, file, kind, Wishes(published, "vi" if kind == "xlsx" else "en"))
    for note in exported.notes:
        typer.echo(f"bangvang: {note}", err=True)
    if not exported.rows:
        typer.echo("bangvang: nothing fits; the file has names of columns and no row", err=True)
    typer.echo(f"{plural(exported.rows, 'row')}: {file}")


def _kind(file: Path, how: AnyFormat | None) -> str:
    kinds = [kind.value for kind in AnyFormat if kind is not AnyFormat.TABLE]
    kind = how.value if how else file.suffix.lower().removeprefix(".")
    if kind not in kinds:
        raise UsageError(f"{file}: unknown kind of file; use one of .{', .'.join(kinds)}, or tell the --format")
    return kind
