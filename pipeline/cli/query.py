"""`bangvang query`: read-only SQL on the published file."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from typing import Annotated

import typer

from pipeline.cli.homes import home_to_read
from pipeline.cli.options import Format, FormatOption, HomeOption

# SQL may begin with a remark: `-- so` is no option.
CONTEXT = {"ignore_unknown_options": True}


def command(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One or more statements; the last one's rows are shown.")],
    how: FormatOption = Format.TABLE,
    home: HomeOption = None,
) -> None:
    """Run SQL on the published file, read-only and without access to other files.

    Start with v_award, v_total, v_unit_year, v_streak; DESCRIBE and the
    comments explain the columns.

    Example: bangvang query "SELECT unit, years, quote FROM v_award LIMIT 5"
    """
    from pipeline.cli.output import show
    from pipeline.query import run_query

    columns, rows = run_query(home_to_read(home).published, sql)
    show(columns, rows, how)
