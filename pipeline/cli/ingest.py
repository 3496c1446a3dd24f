"""`bangvang ingest`: files and folders into storage."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import HomeOption
from pipeline.settings import home as home_of


def command(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Text, HTML, PDF, DOCX, XLSX, WARC files, or folders.")
    ],
    home: HomeOption = None,
) -> None:
    """Store files as articles, extract their facts, and publish.

    Ingesting the same file again changes nothing. A file that cannot be read
    is named on standard error, the rest go on, and the exit code is 1.

    Example: bangvang ingest bao-cao/ quyet-dinh-123.pdf
    """
    from pipeline.cli.logs import complain, log_to
    from pipeline.cli.report import report
    from pipeline.progress import progress
    from pipeline.session import session
    from pipeline.steps.extract import extract_pending
    from pipeline.steps.ingest import ingest

    where = home_of(home)
    where.prepare()
    log_to(where)
    with session(where, "ingest") as opened:
        ingest(opened, paths, progress(), complain)
        extract_pending(opened, progress())
    report(opened)
