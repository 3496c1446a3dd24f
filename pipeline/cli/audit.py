"""`bangvang audit`: the web page for auditors."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from typing import Annotated

import typer

from pipeline.cli.homes import home_to_read
from pipeline.cli.options import HomeOption

PORT = 8321


def command(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = PORT,
    home: HomeOption = None,
) -> None:
    """Serve the desk: a web page where each fact is checked against its source and ruled on.

    It listens on this machine only. Ctrl-C ends it.

    Example: bangvang audit --port 8321
    """
    import uvicorn

    from pipeline.desk.app import create_app
    from pipeline.desk.desk import open_desk

    app = create_app(open_desk(home_to_read(home)))
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", server_header=False)
