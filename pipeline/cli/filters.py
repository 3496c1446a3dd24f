"""Which facts are wanted: the options that `search` and `export` share."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import StatusChoice
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.search import Wanted

UnitOption = Annotated[str | None, typer.Option("--unit", help="Words of the unit's name.")]
PersonOption = Annotated[str | None, typer.Option("--person", help="Words of the person's name.")]
TitleOption = Annotated[str | None, typer.Option("--title", help="Title: code, name or abbreviation such as CSTĐCS.")]
YearOption = Annotated[int | None, typer.Option("--year", help="In this year; goes without --from and --to.")]
FromOption = Annotated[int | None, typer.Option("--from", help="In this year or later.")]
ToOption = Annotated[int | None, typer.Option("--to", help="In this year or earlier.")]
IssuerOption = Annotated[str | None, typer.Option("--issuer", help="Words of the name of who gives it.")]
StatusOption = Annotated[StatusChoice | None, typer.Option("--status", help="How far the award has come.")]
TextOption = Annotated[str | None, typer.Option("--text", help="Words of the quoted sentence or the headline.")]
ConfidenceOption = Annotated[
    float | None,
    typer.Option("--min-confidence", min=0, max=1, help="Only facts as sure as that, from 0 to 1, or reviewed."),
]


def wanted_facts(
    *,
    unit: str | None,
    person: str | None,
    title: str | None,
    year: int | None,
    since: int | None,
    until: int | None,
    issuer: str | None,
    status: StatusChoice | None,
    text: str | None,
    min_confidence: float | None,
) -> "Wanted":
    """What the options ask for. Raises UsageError when they contradict each other."""
    from pipeline.search import Wanted

    first, last = _years(year, since, until)
    return Wanted(unit, person, title, first, last, issuer, status.value if status else None, text, min_confidence)


def _years(year: int | None, since: int | None, until: int | None) -> tuple[int | None, int | None]:
    """First and last year."""
    if year is None:
        if since is not None and until is not None and since > until:
            raise UsageError(f"--from {since} is later than --to {until}")
        return since, until
    if since is not None or until is not None:
        raise UsageError("--year is one year, --from and --to are a range: give one or the other")
    return year, year
