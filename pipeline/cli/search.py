"""`bangvang search`: facts by unit, person, title, year, issuer, status and words."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from typing import Annotated

import typer

from pipeline.cli.homes import home_to_read
from pipeline.cli.options import Format, FormatOption, HomeOption, StatusChoice

SHOWN = {
    "title_name": "Danh hiệu",
    "level_name": "Cấp",
    "unit": "Đơn vị",
    "person": "Cá nhân",
    "years": "Năm",
    "count_name": "Số lượng",
    "status_name": "Trạng thái",
    "quote": "Trích dẫn",
    "url": "Nguồn",
}
LONGEST_QUOTE = 200


def command(
    unit: Annotated[str | None, typer.Option(help="Words of the unit's name.")] = None,
    person: Annotated[str | None, typer.Option(help="Words of the person's name.")] = None,
    title: Annotated[str | None, typer.Option(help="Title: code, name or abbreviation such as CSTĐCS.")] = None,
    year: Annotated[int | None, typer.Option(help="In this year.")] = None,
    since: Annotated[int | None, typer.Option("--from", help="In this year or later.")] = None,
    until: Annotated[int | None, typer.Option("--to", help="In this year or earlier.")] = None,
    issuer: Annotated[str | None, typer.Option(help="Words of the name of who gives it.")] = None,
    status: Annotated[StatusChoice | None, typer.Option(help="How far the award has come.")] = None,
    text: Annotated[str | None, typer.Option(help="Words of the quoted sentence or the headline.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Show at most so many facts.")] = 50,
    how: FormatOption = Format.TABLE,
    home: HomeOption = None,
) -> None:
    """Find facts in the published file; tone marks are not needed, sĩ = sỹ, hoá = hóa, đ = d.

    Every row shows the sentence that states the fact and where it stands.

    Example: bangvang search --unit "cuc thads tinh bac giang" --title CSTĐCS --from 2018
    """
    from pipeline.cli.output import show
    from pipeline.search import Wanted, find_facts

    first, last = (year, year) if year is not None else (since, until)
    wanted = Wanted(unit, person, title, first, last, issuer, status.value if status else None, text)
    (columns, rows), total = find_facts(home_to_read(home).published, wanted, limit)
    if how is Format.TABLE:
        at = {name: columns.index(name) for name in SHOWN}
        columns, rows = list(SHOWN.values()), [tuple(_short(name, row[at[name]]) for name in SHOWN) for row in rows]
    if rows or how is not Format.TABLE:
        show(columns, rows, how)
    typer.echo(f"{len(rows)} of {total} facts" if total else "no fact found", err=True)


def _short(name: str, value: object) -> object:
    """Long quotes lose their middle in the table, since facts stand at the end; CSV and JSON give them whole."""
    words = " ".join(value.split()) if isinstance(value, str) else value
    if name == "quote" and isinstance(words, str) and len(words) > LONGEST_QUOTE:
        return f"{words[: LONGEST_QUOTE // 3]} … {words[-2 * LONGEST_QUOTE // 3 :]}"
    return words
