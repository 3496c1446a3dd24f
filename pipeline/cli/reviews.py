"""`bangvang reviews`: what auditors ruled, for those who improve the extractor and those who look after the log."""
# ruff: noqa: PLC0415 - heavy libraries wait until a command runs

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.guard import guarded
from pipeline.cli.homes import home_to_read
from pipeline.cli.options import Format, FormatOption, HomeOption
from pipeline.exit_codes import ExitCode

if TYPE_CHECKING:
    from schemas import Logged

COLUMNS = ("number", "at", "reviewer", "act", "subject", "article_id", "fields", "reason", "comment", "undoes")


def export(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder to write; it must be new or empty.")],
    all_ruled: Annotated[
        bool,
        typer.Option("--all", help="Also articles that nobody marked as checked, when all their facts are ruled on."),
    ] = False,
    home: HomeOption = None,
) -> None:
    """Write rulings as gold for `bangvang evaluate`: of each fully checked article its text and its facts.

    DIR gets gold.jsonl and texts/, whole or not at all. Articles with a fact
    that nobody ruled on, or whose text has changed, are left out and named on
    standard error; the exit code is then 1.

    Example: bangvang reviews export --out gold-2026
    """
    from contextlib import closing

    from pipeline.accuracy.gold import gold_of, write_gold
    from pipeline.accuracy.rulings import Rulings
    from pipeline.reviews import ReviewStore
    from pipeline.store.database import open_published

    found = home_to_read(home)
    with closing(open_published(found.published)) as con:
        gold = gold_of(con, Rulings(ReviewStore(found.reviews)).refresh(), all_ruled=all_ruled)
    for line in gold.left_out:
        typer.echo(f"bangvang: {line}", err=True)
    write_gold(gold, out)
    typer.echo(f"{out}: {gold.summary}")
    if gold.left_out:
        raise typer.Exit(ExitCode.SOME_FAILED.value)


def log(
    since: Annotated[
        datetime | None,
        typer.Option(
            "--since",
            metavar="DATE",
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"],
            help="Only what was done on that day (UTC) or later, as YYYY-MM-DD.",
        ),
    ] = None,
    how: FormatOption = Format.TABLE,
    home: HomeOption = None,
) -> None:
    """Print the log of reviews, in order: who did what to which fact, and when (UTC).

    Example: bangvang reviews log --since 2026-11-01 --format csv
    """
    from pipeline.cli.output import show
    from pipeline.reviews import ReviewStore

    found = ReviewStore(home_to_read(home).reviews).since()
    rows = [_row(one) for one in found if since is None or one.review.at >= since]
    if rows or how is not Format.TABLE:
        show(COLUMNS, rows, how)
    else:
        typer.echo("no review found", err=True)


def _row(one: "Logged") -> tuple[object, ...]:
    from pipeline.accuracy.outcome import differing

    review = one.review
    fields = differing(review.before, review.after) if review.before and review.after else ()
    told = (review.act.value, review.subject, review.article_id, list(fields), review.reason, review.comment)
    return (one.number, review.at, review.reviewer, *told, review.undoes)


group = typer.Typer(help="What auditors ruled: export it as gold, print its log.")
for command in (export, log):
    group.command(name=command.__name__)(guarded(command))
