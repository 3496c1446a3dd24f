"""`bangvang doctor`: is everything in order."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from typing import Annotated

import typer

from pipeline.cli.options import Format, FormatOption, HomeOption
from pipeline.exit_codes import ExitCode
from pipeline.settings import home as home_of

HEADS = ("Kiểm tra", "Kết quả", "Tìm thấy", "Việc cần làm")
KEYS = ("check", "grade", "found", "todo")
SHOWN = {"ok": "ok", "warning": "cảnh báo", "error": "lỗi"}
CODES = {"ok": ExitCode.OK, "warning": ExitCode.SOME_FAILED, "error": ExitCode.STORAGE}


def command(
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out what reads every byte of database and archive.")
    ] = False,
    how: FormatOption = Format.TABLE,
    home: HomeOption = None,
) -> None:
    """Check installation, disk, lock, databases and archive; change nothing.

    Ends with 0 when all is well, 1 when there is a warning, 4 when something
    is broken. While a run is going on its database is not looked at.

    Example: bangvang doctor --quick
    """
    from pipeline.cli.output import show
    from pipeline.doctor import Case, examine
    from pipeline.progress import progress

    found = list(examine(Case.of(home_of(home), progress(), quick=quick)))
    table = how is Format.TABLE
    grades = SHOWN if table else dict(zip(SHOWN, SHOWN, strict=True))
    rows = [(check, grades[one.grade.value], one.told, one.todo) for check, one in found]
    show(HEADS if table else KEYS, rows, how)
    worst = max((CODES[one.grade.value] for _, one in found), default=ExitCode.OK)
    if worst is not ExitCode.OK:
        raise typer.Exit(worst.value)
