"""`bangvang search`: facts by unit, person, place, title, year, issuer, status, source and words."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.answers import AnyFormatOption, OutOption, printed, write_file
from pipeline.cli.filters import filtered
from pipeline.cli.homes import home_to_read
from pipeline.cli.options import Format, HomeOption
from pipeline.numbers import plural

if TYPE_CHECKING:
    from pipeline.search import Wanted

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
    "published": "Ngày đăng",
}
LONGEST_QUOTE = 200
USUAL_LIMIT = 50


class Order(StrEnum):
    """As pipeline.search.facts.ORDERS, which is not imported here because it would load DuckDB for `--help`."""

    LATEST = "latest"
    OLDEST = "oldest"
    PUBLISHED = "published"
    UNIT = "unit"
    PERSON = "person"
    TITLE = "title"
    COUNT = "count"
    LEAST_SURE = "least-sure"


@filtered
def command(
    wanted: "Wanted",
    sort: Annotated[Order, typer.Option(help="What comes first.")] = Order.LATEST,
    least_sure: Annotated[bool, typer.Option("--least-sure", help="As --sort least-sure, for an audit.")] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, help="At most so many facts (default: 50; all in a file).")
    ] = None,
    how: AnyFormatOption = None,
    out: OutOption = None,
    home: HomeOption = None,
) -> None:
    """Find facts in the published file; tone marks are not needed, sĩ = sỹ, hoá = hóa, đ = d.

    Words may come in any order, all of them must occur. Every row shows the
    sentence that states the fact, where it stands and of which day it is.

    Example: bangvang search --unit "thads bac giang" --title CSTĐCS
    """
    from pipeline.cli.output import show
    from pipeline.export import question_of_facts
    from pipeline.search import find_facts

    order = (Order.LEAST_SURE if least_sure else sort).value
    published = home_to_read(home).published
    if out is not None:
        write_file(published, question_of_facts(wanted, "v_award", order, limit), out, how)
        return
    (columns, rows), total = find_facts(published, wanted, limit or USUAL_LIMIT, order)
    if (form := printed(how)) is Format.TABLE:
        at = {name: columns.index(name) for name in SHOWN}
        columns, rows = list(SHOWN.values()), [tuple(_short(name, row[at[name]]) for name in SHOWN) for row in rows]
    if rows or form is not Format.TABLE:
        show(columns, rows, form)
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
