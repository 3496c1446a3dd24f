"""`bangvang export-warc`: the archive as a WARC file."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import HomeOption, SinceOption
from pipeline.errors import UsageError
from pipeline.exit_codes import ExitCode
from pipeline.settings import home as home_of


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The .warc.gz file to write.")],
    since: SinceOption = None,
    home: HomeOption = None,
) -> None:
    """Write the archived answers of the sites to a WARC file, for other tools of web archives.

    The file appears whole or not at all. A body that is damaged in the archive
    is named on standard error and left out, and the exit code is 1.

    Example: bangvang export-warc bang-vang-2024.warc.gz --since 2024-01-01
    """
    from scrapers.archive.store import Archive
    from scrapers.archive.warc import export_warc

    if not file.name.endswith(".warc.gz"):
        raise UsageError(f"{file}: name it .warc.gz, as what is written is")
    exported = export_warc(Archive(home_of(home).archive), file, since)
    typer.echo(f"{exported.records} records: {file}")
    for told in exported.damaged:
        typer.echo(f"bangvang: {told}", err=True)
    if exported.damaged:
        raise typer.Exit(ExitCode.SOME_FAILED.value)
