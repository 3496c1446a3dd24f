"""`bangvang diff`: what runs changed."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.homes import home_to_read
from pipeline.cli.options import Format, FormatOption, HomeOption
from pipeline.numbers import plural

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.history import Change


class KindChoice(StrEnum):
    """As pipeline.store.kinds.Kind, which is not imported here because it would load DuckDB for `--help`."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"


def command(
    first: Annotated[str | None, typer.Argument(metavar="[RUN]", help="A run; by default the last one.")] = None,
    last: Annotated[
        str | None, typer.Argument(metavar="[RUN]", help="All after the first run, up to this one.")
    ] = None,
    kind: Annotated[KindChoice | None, typer.Option(help="Only these changes.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Show at most so many changes.")] = 50,
    how: FormatOption = Format.TABLE,
    home: HomeOption = None,
) -> None:
    """Show the facts that are new, changed, withdrawn or back, and why.

    A run is named by its id, the beginning of it, or as `last`; ids begin
    with the time (UTC): 20261122T0130. Two runs: what changed between them,
    one line a fact. `bangvang status` lists the last runs.

    Example: bangvang diff 20261101 last --kind withdrawn
    """
    from pipeline.history import changes_between, runs_named

    where = home_to_read(home)
    stretch = runs_named(where.published, first, last)
    changes = changes_between(where.published, stretch.runs)
    wanted = [change for change in changes if kind is None or change.kind.value == kind.value]
    if wanted or how is not Format.TABLE:
        _show(wanted[:limit], how)
    typer.echo(f"{stretch.words}: {_told(changes)}{_of(len(wanted), limit)}", err=True)


def show_changes(published: "Path", run_id: str, limit: int) -> None:
    """What one run changed, as a table."""
    from pipeline.history import changes_between

    changes = changes_between(published, (run_id,))
    if changes:
        _show(changes[:limit], Format.TABLE)
    more = f"; {limit} are shown" if len(changes) > limit else ""
    typer.echo(f"facts: {_told(changes)}{more}", err=True)


def _show(changes: "list[Change]", how: Format) -> None:
    from pipeline.cli.output import show
    from pipeline.history.words import SHOWN, cells

    if how is Format.TABLE:
        show(SHOWN, [cells(change) for change in changes], how)
        return
    rows = [
        {"kind": change.kind.value, **change.told, "before": change.before, "after": change.after} for change in changes
    ]
    columns = list(rows[0]) if rows else ["kind"]
    show(columns, [list(row.values()) for row in rows], how)


def _told(changes: "list[Change]") -> str:
    numbers = Counter(change.kind.value for change in changes)
    told = [f"{plural(numbers[kind.value], 'fact')} {kind.value}" for kind in KindChoice if numbers[kind.value]]
    return ", ".join(told) or "no fact changed"


def _of(number: int, limit: int) -> str:
    return f"; all of them with --limit {number}" if number > limit else ""
