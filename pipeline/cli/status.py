"""`bangvang status`: last runs, what is stored, what is wrong."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

import typer

from pipeline.cli.homes import home_to_read
from pipeline.cli.options import HomeOption


def command(home: HomeOption = None) -> None:
    """Show the last runs, how much is stored, open issues, and where the files lie.

    Example: bangvang status
    """
    from pipeline.cli.output import print_table
    from pipeline.cli.report import print_summary
    from pipeline.health import troubles
    from pipeline.lock import holder
    from pipeline.summary import summarise

    where = home_to_read(home)
    pid = holder(where.lock)
    for label, path in (("working", where.work), ("published", where.published), ("log", where.log)):
        size = f"{path.stat().st_size / 1e6:.1f} MB" if path.exists() else "missing"
        typer.echo(f"{label:10} {path} ({size})")
    typer.echo(f"running    {f'process {pid}' if pid else 'nothing'}")
    for line in troubles(where):
        typer.echo(f"bangvang: {line}", err=True)
    summary = summarise(where.published)
    print_summary(summary)
    if summary.issues:
        print_table(["Mức", "Vấn đề", "Nghĩa", "Số"], summary.issues)
    columns = ["Bắt đầu (UTC)", "Lệnh", "Kết quả", "Bài mới", "Bài đổi", "Dữ kiện mới", "Đổi", "Rút", "Lỗi", "Ghi chú"]
    print_table(columns, summary.runs)
