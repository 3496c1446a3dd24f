"""`bangvang replay`: the archive read again with today's code."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import HomeOption, SinceOption
from pipeline.errors import StorageError, UsageError
from pipeline.exit_codes import ExitCode
from pipeline.settings import Home
from pipeline.settings import home as home_of

if TYPE_CHECKING:
    from pipeline.session import Session
    from pipeline.steps.replay import Replay, Wanted
    from schemas import Source

SHOWN = 50


def command(
    source: Annotated[str | None, typer.Option(metavar="NAME", help="Only pages of this source.")] = None,
    since: SinceOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would change, and change nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="On a terminal: write without asking.")] = False,
    home: HomeOption = None,
) -> None:
    """Read the archived pages again, without the network, with today's parsers and extractor.

    All is done on a copy first; the facts that change are told before they
    are written, and on a terminal you are asked. The last good answer of each
    address is read. A page that cannot be read any more keeps what is stored
    of it, and the exit code is 1.

    Example: bangvang replay --since 2024-01-01 --dry-run
    """
    from pipeline.cli.logs import log_to
    from pipeline.rehearsal import accept, rehearsal
    from pipeline.steps.replay import Wanted
    from scrapers.archive.log import aware

    where = home_of(home)
    if source and source not in {one.name for one in _sources()}:
        raise UsageError(f"--source: no source is called {source}: see bangvang sources list")
    if dry_run and not where.work.exists():
        raise StorageError(f"{where.work}: nothing is stored yet; start with: bangvang run")
    wanted = Wanted(source, aware(since) if since else None)
    where.prepare()
    log_to(where)
    with rehearsal(where) as copy:
        opened, again = _rehearse(where, copy, wanted)
        _tell(copy, opened, again, dry_run=dry_run)
        if dry_run:
            return
        if not _agreed(yes):
            typer.echo("nothing is written", err=True)
            return
        accept(where, copy, opened.run)
    _report(where, opened)


def _rehearse(where: Home, copy: Home, wanted: "Wanted") -> "tuple[Session, Replay]":
    from pipeline.cli.logs import complain
    from pipeline.progress import progress
    from pipeline.session import session
    from pipeline.steps.extract import extract_pending
    from pipeline.steps.replay import Replay, replay
    from scrapers.archive.store import Archive

    with session(copy, "replay") as opened:
        again = Replay(opened.con, Archive(where.archive), _sources())
        replay(opened, again, wanted, progress(), complain)
        extract_pending(opened, progress())
    return opened, again


def _tell(copy: Home, opened: "Session", again: "Replay", *, dry_run: bool) -> None:
    """What changes: the pages, then the facts."""
    from pipeline.cli.diff import show_changes

    for url in again.urls if dry_run else ():
        typer.echo(url)
    typer.echo(f"{'would be' if dry_run else 'replay'}: {again.told}")
    show_changes(copy.published, opened.run.run_id, SHOWN)


def _agreed(yes: bool) -> bool:
    return yes or not sys.stdin.isatty() or typer.confirm("Write these changes?")


def _report(where: Home, opened: "Session") -> None:
    from pipeline.cli.report import changed, print_summary
    from pipeline.numbers import plural
    from pipeline.summary import summarise

    typer.echo(changed(opened.counts))
    print_summary(summarise(where.published))
    typer.echo(f"published: {where.published}")
    if opened.failed:
        typer.echo(f"bangvang: {plural(opened.failed, 'input')} failed, the rest is done", err=True)
        raise typer.Exit(ExitCode.SOME_FAILED.value)


def _sources() -> "list[Source]":
    """Those of data/sources/, and the sample's, whose home can be replayed too."""
    from data import ROOT
    from pipeline.sample import FOLDER
    from scrapers.sources import load_sources, read_source

    return [*load_sources(ROOT / "sources"), read_source(FOLDER / "site.toml")]
