"""`bangvang parse`: records of files to standard output, one JSON object a line; no database is touched."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.exit_codes import ExitCode


def command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Text, HTML or PDF files.")],
    published: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Date of publication, against which “năm nay” is read."),
    ] = None,
) -> None:
    """Print the award records of FILES, one JSON object a line. No database is touched.

    A file without a record prints nothing. One that cannot be read is named
    on standard error, the rest go on, and the exit code is 1.

    Example: bangvang parse bao-cao-2023.txt --published 2023-12-20
    """
    from pipeline.parsing import parse_file, record_lines
    from scrapers.errors import UnreadableInput

    failed = False
    for path in files:
        try:
            parsed = parse_file(path, published=published.date() if published else None)
        except UnreadableInput as error:
            typer.echo(f"bangvang: {error}", err=True)
            failed = True
            continue
        for line in record_lines(parsed):
            typer.echo(line)
    if failed:
        raise typer.Exit(ExitCode.SOME_FAILED.value)
