"""`bangvang audit`: the web page for auditors."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.homes import home_to_read
from pipeline.cli.options import HomeOption

if TYPE_CHECKING:
    from fastapi import FastAPI

    from pipeline.settings import Home

HOST, PORT = "127.0.0.1", 8321


def command(
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Address to listen on; beyond this machine only with users.")
    ] = HOST,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = PORT,
    show: Annotated[bool, typer.Option("--open", help="Open the desk in the browser.")] = False,
    home: HomeOption = None,
) -> None:
    """Serve the desk: a web page where each fact is checked against its source and ruled on.

    It listens on this machine only, unless --host says otherwise and there are
    users (bangvang users add). Ctrl-C ends it.

    Example: bangvang audit --open
    """
    from pipeline.cli.logs import log_to
    from pipeline.desk.server import listening, serve
    from pipeline.desk.warm import kept_warm

    where = home_to_read(home)
    with listening(host, port) as socket:
        app = _app(where, host)
        log_to(where)
        with kept_warm(app.state.desk):
            serve(app, socket, lambda address: _tell(address, where, show=show))


def _app(where: "Home", host: str) -> "FastAPI":
    from pipeline.desk.app import create_app
    from pipeline.desk.desk import open_desk
    from pipeline.desk.security.access import Access

    desk = open_desk(where)
    where.prepare()
    return create_app(desk, Access.of(where, host))


def _tell(address: str, where: "Home", *, show: bool) -> None:
    typer.echo(f"bangvang: the desk of {where.root} is open at {address} (Ctrl-C ends it)")
    if show:
        import webbrowser

        webbrowser.open(address)
