"""`bangvang backup`: the home in one file."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import HomeOption
from pipeline.errors import UsageError
from pipeline.exit_codes import ExitCode
from pipeline.settings import Home
from pipeline.settings import home as home_of

SMALL = "-no-archive"


def command(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="The .tar file to write (default: in the home's backups/).")
    ] = None,
    archive: Annotated[
        bool, typer.Option("--archive/--no-archive", help="With the archive of pages, or small.")
    ] = True,
    keep: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Of the backups in the home's backups/ keep the last N.")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Write the home to one file: database, published file, settings and the archive of pages.

    No run may be going on. The file appears whole, and after every byte of it
    was read back, or not at all. `bangvang restore` reads it.

    Example: bangvang backup --keep 8
    """
    from pipeline.backup import backup
    from pipeline.clock import now
    from pipeline.numbers import plural
    from pipeline.progress import progress
    from pipeline.settings_file import read_settings

    if file and keep:
        raise UsageError("--keep is about the home's backups/: leave out FILE or --keep")
    where = home_of(home)
    target = file or where.root / "backups" / f"bangvang-{now():%Y%m%dT%H%M%SZ}{'' if archive else SMALL}.tar"
    manifest = backup(where, target, progress(), archive=archive)
    told = f"{plural(len(manifest.members), 'file')}, {manifest.size / 1e6:.1f} MB, read back and right"
    typer.echo(f"{target}: {told}")
    keep = keep or (None if file else read_settings(where.settings).run.keep_backups)
    if damaged := _damaged(where) if archive else []:
        for line in damaged:
            typer.echo(f"bangvang: {line}", err=True)
        typer.echo("bangvang: the backup holds damaged pages, as the archive does: older ones are kept", err=True)
        raise typer.Exit(ExitCode.SOME_FAILED.value)
    if keep:
        _thin(where, keep, archive=archive)


def _damaged(where: Home) -> list[str]:
    """Pages of the archive that are not as they were received, a line each."""
    from scrapers.archive.store import Archive

    archive = Archive(where.archive)
    return [f"{snapshot.url}: {found.reason}" for snapshot in archive.bodies() if (found := archive.damage(snapshot))]


def _thin(where: Home, keep: int, *, archive: bool) -> None:
    """Remove the oldest of one kind; those without the archive never stand for those with it."""
    for old in sorted((where.root / "backups").glob(f"bangvang-*Z{'' if archive else SMALL}.tar"))[:-keep]:
        old.unlink()
        typer.echo(f"{old}: removed")
