"""What a run tells at its end."""

import shlex
import sys

import typer

from pipeline.cli.tables import print_table, width_of_output
from pipeline.exit_codes import ExitCode
from pipeline.numbers import plural
from pipeline.session import Session
from pipeline.settings import DEFAULT_HOME, Home
from pipeline.store.job import Counts
from pipeline.summary import Summary, by_title_and_year, summarise

# Title, what is earlier, what has no year, total: the other columns of the table of facts, with their edges.
WIDTH_WITHOUT_YEARS = 57
WIDTH_OF_A_YEAR = 7


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
        failed = plural(session.failed, "input")
        typer.echo(f"bangvang: {failed} failed, the rest is done; more in: {command(session.home, 'status')}", err=True)
        raise typer.Exit(ExitCode.SOME_FAILED.value)


def changed(counts: Counts) -> str:
    """One line: what is new, or that nothing is."""
    parts = {
        "new article": counts.articles_new,
        "changed article": counts.articles_changed,
        "new fact": counts.records_new,
        "changed fact": counts.records_updated,
        "withdrawn fact": counts.records_withdrawn,
    }
    told = ", ".join(plural(number, name) for name, number in parts.items() if number)
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
        ("Mâu thuẫn giữa các bài", counts["conflicts"]),
        ("Vấn đề đang mở", counts["issues"]),
    ]
    print_table(["Bảng Vàng", ""], rows)
    if summary.cells:
        years, by_title = by_title_and_year(summary.cells, _years_that_fit())
        print_table(["Danh hiệu", *years, "Tổng"], [(title, *(n or "" for n in row)) for title, row in by_title])
    if summary.flags:
        print_table(["Cờ", "Nghĩa", "Số dữ kiện"], summary.flags)


def _years_that_fit() -> int:
    """Eight years where the terminal has room for them; the rest goes into one column."""
    return min(8, max(2, (width_of_output() - WIDTH_WITHOUT_YEARS) // WIDTH_OF_A_YEAR))


def next_commands(home: Home, summary: Summary) -> list[str]:
    """Three commands to try, which can be pasted."""
    title = next((title for title, _ in by_title_and_year(summary.cells, 1)[1]), "Bằng khen")
    return [
        "try next:",
        *("  " + command(home, words) for words in (f'search --title "{title}"', 'query "FROM v_total"', "status")),
    ]


def command(home: Home, words: str) -> str:
    """A command line of this program that works in the home."""
    where = "" if home.root == DEFAULT_HOME else f" --home {shlex.quote(str(home.root))}"
    return f"{shlex.quote(sys.argv[0])} {words}{where}"
