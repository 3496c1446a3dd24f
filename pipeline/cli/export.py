"""`bangvang export`: facts as a file for Excel and other programs."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.filters import filtered
from pipeline.cli.homes import home_to_read
from pipeline.cli.options import HomeOption, Language
from pipeline.errors import UsageError
from pipeline.numbers import plural

if TYPE_CHECKING:
    from pipeline.export import Question
    from pipeline.search import Wanted

FACTS = "v_award"


class Kind(StrEnum):
    """What kinds of file are written; the suffix tells, or --format."""

    XLSX = "xlsx"
    CSV = "csv"
    PARQUET = "parquet"
    JSONL = "jsonl"


@filtered
def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write: .xlsx, .csv, .parquet or .jsonl.")],
    wanted: "Wanted",
    view: Annotated[str | None, typer.Option(metavar="NAME", help="This view or table instead of v_award.")] = None,
    sql: Annotated[str | None, typer.Option(metavar="SQL", help="The rows of this SQL, as of `query`.")] = None,
    how: Annotated[Kind | None, typer.Option("--format", "-f", help="What to write, whatever the suffix.")] = None,
    lang: Annotated[
        Language | None, typer.Option(help="Header of xlsx and csv: vi for people, en for names of columns.")
    ] = None,
    excel_safe: Annotated[
        bool, typer.Option("--excel-safe", help="csv: an apostrophe before text that Excel would take for a formula.")
    ] = False,
    no_bom: Annotated[bool, typer.Option("--no-bom", help="csv: without the mark by which Excel knows UTF-8.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
    home: HomeOption = None,
) -> None:
    """Write facts of the published file to a file: all, those that `search` would find, a view, or the rows of SQL.

    The file appears whole or not at all. A sheet of its own tells where the
    rows of an xlsx file come from.

    Example: bangvang export co-thi-dua-2023.xlsx --title "Cờ thi đua" --year 2023
    """
    chosen = how or _kind_of(file)
    language = _language(lang, chosen)
    _check_csv_only(chosen, {"--excel-safe": excel_safe, "--no-bom": no_bom})
    from pipeline.export import Wishes, save

    question = _question(wanted, view, sql)
    source = home_to_read(home).published
    wishes = Wishes(source, language, excel_safe=excel_safe, bom=not no_bom, replace=force)
    exported = save(source, question, file, chosen.value, wishes)
    for note in exported.notes:
        typer.echo(f"bangvang: {note}", err=True)
    if not exported.rows:
        typer.echo("bangvang: nothing fits; the file has names of columns and no row", err=True)
    typer.echo(f"{plural(exported.rows, 'row')}: {file}")


def _kind_of(file: Path) -> Kind:
    known = {f".{kind.value}": kind for kind in Kind}
    if file.suffix.lower() not in known:
        raise UsageError(f"{file}: unknown suffix; use one of {', '.join(known)}, or tell the --format")
    return known[file.suffix.lower()]


def _language(lang: Language | None, kind: Kind) -> str:
    """Sheets are for people, all else for programs, unless somebody says otherwise."""
    if lang is Language.VI and kind not in (Kind.XLSX, Kind.CSV):
        raise UsageError(f"--lang is for xlsx and csv: in {kind.value} columns keep their names")
    return (lang or (Language.VI if kind is Kind.XLSX else Language.EN)).value


def _check_csv_only(kind: Kind, given: dict[str, bool]) -> None:
    for option, is_given in given.items():
        if is_given and kind is not Kind.CSV:
            raise UsageError(f"{option} is for csv, this is {kind.value}")


def _question(wanted: "Wanted", view: str | None, sql: str | None) -> "Question":
    from pipeline.export import question_of_facts, question_of_sql
    from pipeline.search import Wanted

    if sql is None:
        return question_of_facts(wanted, view or FACTS)
    if view is not None or wanted != Wanted():
        raise UsageError("--sql says all that is wanted: it goes without --view and the options of search")
    return question_of_sql(sql)
