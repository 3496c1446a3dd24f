"""`bangvang status`: last runs, what is stored, what is wrong."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

import typer

from pipeline.cli.homes import home_to_read
from pipeline.cli.options import HomeOption
from pipeline.settings import Home

# In the order of the columns of summary.runs.
CHANGES = ("bài mới", "bài đổi", "dữ kiện mới", "dữ kiện đổi", "dữ kiện rút", "lỗi")


def command(home: HomeOption = None) -> None:
    """Show the last runs, how much is stored, open issues, and where the files lie.

    Example: bangvang status
    """
    from pipeline.cli.output import shown
    from pipeline.cli.report import print_summary
    from pipeline.cli.sources_table import print_health
    from pipeline.cli.tables import print_table
    from pipeline.lock import holder
    from pipeline.summary import summarise

    where = home_to_read(home)
    pid = holder(where.lock)
    for label, path in (("working", where.work), ("published", where.published), ("log", where.log)):
        size = f"{path.stat().st_size / 1e6:.1f} MB" if path.exists() else "missing"
        typer.echo(f"{label:10} {path} ({size})")
    typer.echo(f"running    {f'process {pid}' if pid else 'nothing'}")
    if not where.published.exists():  # which ends this command
        _tell_troubles(where)
    summary = summarise(where.published)
    print_summary(summary)
    print_health(summary.health)
    if summary.issues:
        print_table(["Mức", "Vấn đề", "Nghĩa", "Số"], summary.issues)
    runs = [(shown(start), command, state, _done(*counts)) for start, command, state, *counts in summary.runs]
    print_table(["Bắt đầu (UTC)", "Lệnh", "Kết quả", "Thay đổi"], runs)
    _tell_troubles(where)


def _tell_troubles(home: Home) -> None:
    from pipeline.health import each_trouble

    for line in each_trouble(home):
        typer.echo(f"bangvang: {line}", err=True)


def _done(*counts_and_message: object) -> str:
    """What a run changed, in words, and its message."""
    *counts, message = counts_and_message
    told = [f"{number} {name}" for number, name in zip(counts, CHANGES, strict=True) if number]
    return ", ".join([*told, *([str(message)] if message else [])])
