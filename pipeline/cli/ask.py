"""`bangvang ask`: questions that are ready, a line each."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import ask_eligible, completion
from pipeline.cli.answers import AnyFormatOption, OutOption, printed, write_file
from pipeline.cli.filters import filtered
from pipeline.cli.homes import home_to_read
from pipeline.cli.options import Format, HomeOption
from pipeline.errors import UsageError
from pipeline.numbers import plural

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.search import Wanted

    Cells = list[tuple[object, ...]]

USUAL_LIMIT = 50
NO_EVIDENCE = "Chưa tìm thấy bằng chứng trong những gì đã đọc; như thế không có nghĩa là không có."


@filtered
def command(
    question: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="The question; none lists them.", autocompletion=completion.questions),
    ] = None,
    arguments: Annotated[
        list[str] | None, typer.Argument(metavar="ARGS", help="What the question is about, as the list tells.")
    ] = None,
    *,
    wanted: "Wanted",
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many rows (default: 50; all in a file).")] = None,
    how: AnyFormatOption = None,
    out: OutOption = None,
    home: HomeOption = None,
) -> None:
    """Answer a question that is ready: without a name, the questions and how they are asked.

    The options of `search` narrow what is asked about. Every row shows
    the sentence, where it stands and of which day it is.

    Example: bangvang ask roll "Sở Giao thông vận tải Sóc Trăng"
    """
    from pipeline.ask import asked
    from pipeline.export import Question

    if question is None:
        _list()
        return
    published = home_to_read(home).published
    if question == ask_eligible.NAME:
        if out is not None:
            raise UsageError("ask eligible writes no file; use --format csv or json")
        ask_eligible.answer(published, arguments or [], wanted, printed(how))
        return
    sql, values = asked(question, arguments or [], wanted)
    if out is not None:
        few = f"{sql} LIMIT {limit}" if limit else sql
        write_file(published, Question(few, " ".join(["ask", question, *(arguments or [])]), values), out, how)
        return
    columns, rows, total = _answer(published, sql, values, limit or USUAL_LIMIT)
    _show(columns, rows, printed(how))
    told = f"{len(rows)} of {total} rows; all of them with --limit {total}"
    typer.echo(told if total > len(rows) else plural(total, "row"), err=True)


def _answer(published: "Path", sql: str, values: list[object], limit: int) -> "tuple[list[str], Cells, int]":
    """Names of columns, the first rows, and how many there are."""
    from pipeline.query import run_query

    columns, rows = run_query(published, f"{sql} LIMIT {limit + 1}", values)
    if len(rows) <= limit:
        return columns, rows, len(rows)
    _, [(total,)] = run_query(published, f"SELECT count(*) FROM ({sql})", values)  # noqa: S608 - ours
    return columns, rows[:limit], int(total)


def _show(columns: list[str], rows: "Cells", how: Format) -> None:
    """For people with Vietnamese names of columns, and words where nothing is found."""
    from pipeline.cli.output import show
    from pipeline.export.headers import header

    if how is not Format.TABLE:
        show(columns, rows, how)
    elif rows:
        show([header(name, "vi") for name in columns], rows, how)
    else:
        typer.echo(NO_EVIDENCE)


def _list() -> None:
    from pipeline.ask import questions, usage
    from pipeline.cli.output import show

    rows = [(usage(name, question), question.vi, question.en) for name, question in questions().items()]
    show(("Cách hỏi", "Câu hỏi", "Question"), [*rows, ask_eligible.LISTED], Format.TABLE)
