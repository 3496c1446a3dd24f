"""`bangvang eligible`: what evidence there is that a recipient can be proposed for a title."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from datetime import datetime
from typing import Annotated

import typer

from pipeline.cli.homes import home_to_read
from pipeline.cli.options import Format, FormatOption, HomeOption, Language
from pipeline.numbers import plural

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
    unit: Annotated[str | None, typer.Option("--unit", help="The unit, or where the person works.")] = None,
    title: Annotated[
        str | None,
        typer.Option("--title", help="The title to be proposed for, as 'CSTĐ cấp tỉnh'; without it, what comes next."),
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
    from pipeline.cli.output import show
    from pipeline.clock import now
    from pipeline.eligibility import eligible_rows

    day = (on or now()).date()
    columns, rows = eligible_rows(
        home_to_read(home).published, person=person, unit=unit, title=title, on=day, language=lang.value
    )
    if how is Format.TABLE:
        at = {name: columns.index(name) for name in SHOWN}
        columns = [names[lang is Language.EN] for names in SHOWN.values()]
        rows = [tuple(row[at[name]] for name in SHOWN) for row in rows]
    if rows or how is not Format.TABLE:
        show(columns, rows, how)
    typer.echo(plural(len(rows), "condition") if rows else "no evidence found that leads to a title", err=True)
