"""`bangvang extract`: today's extractor on what is stored."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from typing import Annotated

import typer

from pipeline.cli.options import HomeOption
from pipeline.settings import home as home_of


def command(
    everything: Annotated[
        bool, typer.Option("--all", help="Extract again what this extractor has read already.")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, max=256, help="Processes that read; one more stores.")] = 1,
    home: HomeOption = None,
) -> None:
    """Extract facts from stored articles whose text or whose extractor changed, and publish.

    Example: bangvang extract --all --workers 4
    """
    from pipeline.cli.logs import log_to
    from pipeline.cli.report import report
    from pipeline.progress import progress
    from pipeline.session import session
    from pipeline.steps.extract import extract_pending

    where = home_of(home)
    where.prepare()
    log_to(where)
    with session(where, "extract") as opened:
        extract_pending(opened, progress(), again=everything, workers=workers)
    report(opened)
