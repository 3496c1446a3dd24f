"""What a run tells at its end."""

import shlex
import sys

import typer

from pipeline.cli.output import print_table
from pipeline.exit_codes import ExitCode
from pipeline.session import Session
from pipeline.settings import DEFAULT_HOME, Home
from pipeline.store.job import Counts
from pipeline.summary import Summary, summarise


def report(session: Session, *, try_next: bool = False) -> None:
    """Print what the run changed and what is published now; exit with 1 when some input failed."""
    summary = summarise(session.home.published)
    typer.echo(changed(session.counts))
    print_summary(summary)
    typer.echo(f"published: {session.home.published}")
    if try_next:
        for line in next_commands(session.home, summary):
            typer.echo(line)
    if session.failed:
        typer.echo(f"bangvang: {session.failed} inputs failed; the rest is done: bangvang status", err=True)
        raise typer.Exit(ExitCode.SOME_FAILED.value)


def changed(counts: Counts) -> str:
    """One line: what is new, or that nothing is."""
    parts = {
        "new articles": counts.articles_new,
        "changed articles": counts.articles_changed,
        "new facts": counts.records_new,
        "changed facts": counts.records_updated,
        "withdrawn facts": counts.records_withdrawn,
    }
    told = ", ".join(f"{number} {name}" for name, number in parts.items() if number)
    return told or "nothing new, nothing changed, nothing duplicated"


def print_summary(summary: Summary) -> None:
    """Totals, facts by title and year, flags."""
    counts = summary.counts
    rows = [
        (
            "Bài viết",
            f"{counts['articles']} ({counts['articles_with_facts']} có dữ kiện, {counts['copies']} bản trùng)",
        ),
        ("Dữ kiện", f"{counts['facts']} ({counts['flagged']} có cờ, {counts['withdrawn']} đã rút)"),
        ("Cách ly", counts["quarantined"]),
        ("Vấn đề đang mở", counts["issues"]),
    ]
    print_table(["Bảng Vàng", ""], rows)
    if summary.by_title:
        print_table(
            ["Danh hiệu", *summary.years, "Tổng"], [(title, *(n or "" for n in row)) for title, row in summary.by_title]
        )
    if summary.flags:
        print_table(["Cờ", "Nghĩa", "Số dữ kiện"], summary.flags)


def next_commands(home: Home, summary: Summary) -> list[str]:
    """Three commands to try, which can be pasted."""
    where = "" if home.root == DEFAULT_HOME else f" --home {shlex.quote(str(home.root))}"
    program = shlex.quote(sys.argv[0])
    title = summary.by_title[0][0] if summary.by_title else "Bằng khen"
    return [
        "try next:",
        f'  {program} search --title "{title}"{where}',
        f'  {program} query "FROM v_total"{where}',
        f"  {program} status{where}",
    ]
