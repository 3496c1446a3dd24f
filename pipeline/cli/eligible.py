"""`bangvang eligible`: what evidence there is that a recipient can be proposed for a title."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import completion
from pipeline.cli.homes import home_to_read
from pipeline.cli.options import Format, FormatOption, HomeOption, Language
from pipeline.numbers import plural

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

SHOWN = {
    "person": ("Cá nhân", "Person"),
    "unit": ("Đơn vị", "Unit"),
    "title_name": ("Danh hiệu", "Title"),
    "verdict_name": ("Kết luận", "Verdict"),
    "need": ("Điều kiện", "Condition"),
    "found": ("Đã thấy", "Found"),
    "reasons": ("Lý do", "Reasons"),
    "law": ("Văn bản", "Law"),
    "article": ("Điều khoản", "Article"),
    "support_name": ("Căn cứ", "Support"),
    "quotes": ("Trích dẫn", "Quotes"),
    "urls": ("Nguồn", "Sources"),
    "notes": ("Ghi chú", "Notes"),
    "regime": ("Luật có hiệu lực", "In force"),
}


def command(
    person: Annotated[str | None, typer.Option("--person", help="The person's name; say --unit too.")] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", help="The unit, or where the person works.", autocompletion=completion.units)
    ] = None,
    title: Annotated[
        str | None,
        typer.Option(
            "--title",
            help="The title to be proposed for, as 'CSTĐ cấp tỉnh'; without it, what comes next.",
            autocompletion=completion.titles,
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option("--on", metavar="DATE", formats=["%Y-%m-%d"], help="The law and facts of that day (today)."),
    ] = None,
    lang: Annotated[Language, typer.Option(help="Language of what is told.")] = Language.VI,
    how: FormatOption = Format.TABLE,
    home: HomeOption = None,
) -> None:
    """What the law of a day asks of a recipient before a title, and what evidence of it was found.

    Each condition is shown with its article, the facts found and their
    sentences. What news do not tell may still be so: no evidence found is
    not the same as not awarded.

    Example: bangvang eligible --person "Nguyễn Văn A" --title "CSTĐ cấp tỉnh"
    """
    from pipeline.clock import now

    tell(home_to_read(home).published, person, unit, title, (on or now()).date(), how, lang)


def tell(
    published: "Path",
    person: str | None,
    unit: str | None,
    title: str | None,
    on: "date",
    how: Format,
    lang: Language = Language.VI,
) -> None:
    """Print the answer: what people read as a table, all columns as CSV or JSON. Raises UsageError as `eligible`."""
    from pipeline.cli.output import show
    from pipeline.eligibility import eligible_rows

    columns, rows = eligible_rows(published, person=person, unit=unit, title=title, on=on, language=lang.value)
    if how is Format.TABLE:
        at = {name: columns.index(name) for name in SHOWN}
        columns = [names[lang is Language.EN] for names in SHOWN.values()]
        rows = [tuple(row[at[name]] for name in SHOWN) for row in rows]
    if rows or how is not Format.TABLE:
        show(columns, rows, how)
    typer.echo(plural(len(rows), "condition") if rows else "no evidence found that leads to a title", err=True)
