"""`bangvang replay`: the archive read again with today's parsers."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import HomeOption, SinceOption
from pipeline.errors import StorageError, UsageError
from pipeline.settings import Home
from pipeline.settings import home as home_of

if TYPE_CHECKING:
    from pipeline.steps.replay import Wanted
    from schemas import Source


def command(
    source: Annotated[str | None, typer.Option(metavar="NAME", help="Only pages of this source.")] = None,
    since: SinceOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would change, and change nothing.")] = False,
    home: HomeOption = None,
) -> None:
    """Read the archived pages again, without the network, and store what today's parsers read otherwise.

    The last good answer of each address is read. A page that cannot be read
    any more keeps what is stored of it, and the exit code is 1.

    Example: bangvang replay --since 2024-01-01 --dry-run
    """
    from pipeline.steps.replay import Wanted
    from scrapers.archive.log import aware

    where = home_of(home)
    if source and source not in {one.name for one in _sources()}:
        raise UsageError(f"--source: no source is called {source}: see bangvang sources list")
    wanted = Wanted(source, aware(since) if since else None)
    if dry_run:
        _tell(where, wanted)
    else:
        _store(where, wanted)


def _tell(where: Home, wanted: "Wanted") -> None:
    from pipeline.steps.replay import Replay
    from pipeline.store.database import look_into_work
    from schemas import Issue
    from scrapers.archive.store import Archive

    if not where.work.exists():
        raise StorageError(f"{where.work}: nothing is stored yet; start with: bangvang run")
    with closing(look_into_work(where.work)) as con:
        again = Replay(con, Archive(where.archive), _sources())
        for found in again.read(wanted):
            typer.echo(f"{found.code}: {found.subject}" if isinstance(found, Issue) else found.url)
    typer.echo(f"would be: {again.told}")


def _store(where: Home, wanted: "Wanted") -> None:
    from pipeline.cli.logs import log_to
    from pipeline.cli.report import report
    from pipeline.progress import progress
    from pipeline.session import session
    from pipeline.steps.extract import extract_pending
    from pipeline.steps.replay import Replay, replay
    from scrapers.archive.store import Archive

    where.prepare()
    log_to(where)
    with session(where, "replay") as opened:
        again = Replay(opened.con, Archive(where.archive), _sources())
        replay(opened, again, wanted, progress(), lambda line: typer.echo(f"bangvang: {line}", err=True))
        extract_pending(opened, progress())
    typer.echo(f"replay: {again.told}")
    report(opened)


def _sources() -> "list[Source]":
    """Those of data/sources/, and the sample's, whose home can be replayed too."""
    from data import ROOT
    from pipeline.sample import FOLDER
    from scrapers.sources import load_sources, read_source

    return [*load_sources(ROOT / "sources"), read_source(FOLDER / "site.toml")]
