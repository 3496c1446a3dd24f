"""`bangvang sources list`: every source in a line."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from typing import TYPE_CHECKING

import typer

from pipeline.cli.homes import home_to_read
from pipeline.cli.options import HomeOption

if TYPE_CHECKING:
    from pipeline.sources.checkup import Checkup

COLUMNS = ("Nguồn", "Tên gọi", "Nhóm", "Bật", "Lần đọc cuối (UTC)", "Tình trạng")


def command(home: HomeOption = None) -> None:
    """Show every source: name, title, family, whether it is on, last visit, and its health in one word.

    Saved pages are not read here; `bangvang sources check` does.

    Example: bangvang sources list
    """
    from pipeline.cli.sources.folders import source_files
    from pipeline.cli.tables import print_table
    from pipeline.sources.checkup import checkup
    from pipeline.sources.records import records

    with records(home_to_read(home).published) as known:
        found = [checkup(file, known, None) for file in source_files()]
    if not found:
        typer.echo("bangvang: no source yet; begin one with: bangvang sources new URL", err=True)
        return
    print_table(COLUMNS, [_row(one) for one in found])


def _row(one: "Checkup") -> tuple[object, ...]:
    from pipeline.cli.output import shown

    title, family = (one.source.title, one.source.family or "") if one.source else ("", "")
    on = "" if one.source is None else "có" if one.source.enabled else "không"
    return one.name, title, family, on, shown(one.last.started_at if one.last else None), one.state.value
