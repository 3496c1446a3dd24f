"""`bangvang restore`: a home from a backup."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import HomeOption
from pipeline.settings import home as home_of


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that bangvang backup wrote.")],
    force: Annotated[
        bool, typer.Option("--force", help="Also into a home that holds data; its parts are moved aside.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Make the home what it was when a backup was written.

    Every byte is checked before anything is moved; a damaged backup, one that
    was cut off or one of a newer bangvang leaves the home as it was.

    Example: bangvang restore bangvang-20270101T030000Z.tar --home /srv/bangvang
    """
    from pipeline.backup import restore
    from pipeline.cli.report import command as command_line
    from pipeline.numbers import plural
    from pipeline.progress import progress

    where = home_of(home)
    manifest, aside = restore(file, where, progress(), force=force)
    told = f"of {manifest.made_at:%Y-%m-%d %H:%M} UTC by bangvang {manifest.bangvang}"
    typer.echo(f"{where.root}: {plural(len(manifest.members), 'file')} restored {told}")
    if aside:
        typer.echo(f"what was there before: {aside}")
    if not manifest.archive:
        typer.echo("the backup is one without the archive: replay reads only what lies in the home's own archive")
    typer.echo(f"look at it: {command_line(where, 'status')}")
