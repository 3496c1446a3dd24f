"""`bangvang search`: facts by unit, person, title, year, issuer, status and words."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from typing import Annotated

import typer

from pipeline.cli.filters import (
    ConfidenceOption,
    FromOption,
    IssuerOption,
    PersonOption,
    StatusOption,
    TextOption,
    TitleOption,
    ToOption,
    UnitOption,
    YearOption,
    wanted_facts,
)
from pipeline.cli.homes import home_to_read
from pipeline.cli.options import Format, FormatOption, HomeOption
from pipeline.numbers import plural

SHOWN = {
    "title_name": "Danh hiệu",
    "level_name": "Cấp",
    "unit": "Đơn vị",
    "person": "Cá nhân",
    "years": "Năm",
    "count_name": "Số lượng",
    "status_name": "Trạng thái",
    "confidence": "Tin cậy",
    "quote": "Trích dẫn",
    "flag_messages": "Lưu ý",
    "url": "Nguồn",
}
LONGEST_QUOTE = 200


def command(
    unit: UnitOption = None,
    person: PersonOption = None,
    title: TitleOption = None,
    year: YearOption = None,
    since: FromOption = None,
    until: ToOption = None,
    issuer: IssuerOption = None,
    status: StatusOption = None,
    text: TextOption = None,
    min_confidence: ConfidenceOption = None,
    least_sure: Annotated[bool, typer.Option("--least-sure", help="The least sure first, as for an audit.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Show at most so many facts.")] = 50,
    how: FormatOption = Format.TABLE,
    home: HomeOption = None,
) -> None:
    """Find facts in the published file; tone marks are not needed, sĩ = sỹ, hoá = hóa, đ = d.

    Words may come in any order, all of them must occur. Every row shows the
    sentence that states the fact and where it stands.

    Example: bangvang search --unit "thads bac giang" --title CSTĐCS
    """
    from pipeline.cli.output import show
    from pipeline.search import find_facts

    wanted = wanted_facts(
        unit=unit, person=person, title=title, year=year, since=since, until=until,
        issuer=issuer, status=status, text=text, min_confidence=min_confidence,
    )  # fmt: skip
    (columns, rows), total = find_facts(home_to_read(home).published, wanted, limit, least_sure=least_sure)
    if how is Format.TABLE:
        at = {name: columns.index(name) for name in SHOWN}
        columns, rows = list(SHOWN.values()), [tuple(_short(name, row[at[name]]) for name in SHOWN) for row in rows]
    if rows or how is not Format.TABLE:
        show(columns, rows, how)
    typer.echo(_how_many(len(rows), total), err=True)


def _how_many(shown: int, total: int) -> str:
    if shown < total:
        return f"{shown} of {total} facts; all of them with --limit {total}"
    return plural(total, "fact") if total else "no fact found"


def _short(name: str, value: object) -> object:
    """Long quotes lose their middle in the table, since facts stand at the end; CSV and JSON give them whole."""
    words = " ".join(value.split()) if isinstance(value, str) else value
    if name == "quote" and isinstance(words, str) and len(words) > LONGEST_QUOTE:
        begin, end = words[: LONGEST_QUOTE // 3], words[-2 * LONGEST_QUOTE // 3 :]
        return f"{begin.rpartition(' ')[0] or begin} … {end.partition(' ')[2] or end}"
    return words
