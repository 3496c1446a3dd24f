"""`bangvang parse`: records of files to standard output, one JSON object a line; no database is touched."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import Language
from pipeline.exit_codes import ExitCode

if TYPE_CHECKING:
    from pipeline.checks import Examined


def command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Text, HTML, PDF, DOCX or XLSX files.")],
    published: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Date of publication, against which “năm nay” is read."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the text with its spans, rules and reasons instead of JSON.")
    ] = False,
    lang: Annotated[Language, typer.Option(help="Language of what --explain tells.")] = Language.VI,
) -> None:
    """Print the award records of FILES, one JSON object a line. No database is touched.

    With --explain: which stretches of the text and which rule made each
    record, and why the other mentions of titles made none.
    A file without a record prints nothing. One that cannot be read is named
    on standard error, the rest go on, and the exit code is 1.

    Example: bangvang parse bao-cao-2023.txt --published 2023-12-20
    """
    from pipeline.parsing import parse_file
    from scrapers.errors import UnreadableInput

    failed = False
    for path in files:
        try:
            parsed = parse_file(path, published=published.date() if published else None)
        except UnreadableInput as error:
            typer.echo(f"bangvang: {error}", err=True)
            failed = True
            continue
        if explain:
            _explain(parsed, lang)
        else:
            _print_records(parsed)
    if failed:
        raise typer.Exit(ExitCode.SOME_FAILED.value)


def _print_records(parsed: "Examined") -> None:
    from pipeline.parsing import record_lines

    for line in record_lines(parsed):
        typer.echo(line)


def _explain(parsed: "Examined", lang: Language) -> None:
    from pipeline.cli.explain import print_explanation

    print_explanation(parsed, lang.value)
