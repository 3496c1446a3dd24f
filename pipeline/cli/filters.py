"""Which facts are wanted: the options that `search`, `export` and `ask` share."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

import functools
import inspect
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import completion
from pipeline.cli.options import KindChoice, LevelChoice, StatusChoice
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.search import Wanted

Text = str | None
Day = datetime | None
DAYS = ["%Y-%m-%d", "%d/%m/%Y"]


def wanted_facts(
    *,
    unit: Annotated[Text, typer.Option(help="Words of the unit's name.", autocompletion=completion.units)] = None,
    successors: Annotated[
        bool, typer.Option("--successors", help="Units that came before and after the one that is meant, too.")
    ] = False,
    person: Annotated[Text, typer.Option(help="Words of the person's name.")] = None,
    title: Annotated[
        Text,
        typer.Option(help="Title: code, name or abbreviation such as CSTĐCS.", autocompletion=completion.titles),
    ] = None,
    year: Annotated[int | None, typer.Option(help="In this year; goes without --from and --to.")] = None,
    year_from: Annotated[int | None, typer.Option("--from", help="In this year or later.")] = None,
    year_to: Annotated[int | None, typer.Option("--to", help="In this year or earlier.")] = None,
    level: Annotated[LevelChoice | None, typer.Option(help="Level of the award.")] = None,
    rank: Annotated[int | None, typer.Option(min=1, max=3, help="Rank (hạng) of the award.")] = None,
    kind: Annotated[KindChoice | None, typer.Option(help="Who receives it: person, collective, household.")] = None,
    issuer: Annotated[Text, typer.Option(help="Words of the name of who gives it.")] = None,
    status: Annotated[StatusChoice | None, typer.Option(help="How far the award has come.")] = None,
    province: Annotated[
        Text,
        typer.Option(help="Province that was called so at the time of the fact.", autocompletion=completion.provinces),
    ] = None,
    district: Annotated[Text, typer.Option(help="Words of the district's name, until June 2025.")] = None,
    commune: Annotated[Text, typer.Option(help="Words of the commune's name at the time of the fact.")] = None,
    today: Annotated[
        bool, typer.Option("--today", help="With --province or --commune: the one that is called so today.")
    ] = False,
    source: Annotated[
        Text, typer.Option(help="Name of the source, as in `sources list`.", autocompletion=completion.sources)
    ] = None,
    since: Annotated[Day, typer.Option("--from-date", formats=DAYS, help="Published on this day or later.")] = None,
    until: Annotated[Day, typer.Option("--to-date", formats=DAYS, help="Published on this day or earlier.")] = None,
    text: Annotated[Text, typer.Option(help="Words of the quoted sentence or the headline.")] = None,
    flag: Annotated[Text, typer.Option(help="With this flag of the checks.", autocompletion=completion.flags)] = None,
    reviewed: Annotated[
        bool | None, typer.Option("--reviewed/--not-reviewed", help="Only what a person has ruled on, or has not.")
    ] = None,
    min_confidence: Annotated[
        float | None, typer.Option(min=0, max=1, help="Only facts as sure as that, from 0 to 1, or reviewed.")
    ] = None,
) -> "Wanted":
    """What the options ask for. Raises UsageError when they contradict each other, or for an unknown flag."""
    from pipeline.search import Wanted

    first, last = _years(year, year_from, year_to)
    if today and province is None and commune is None:
        raise UsageError("--today tells which land a name means: give --province or --commune too")
    return Wanted(
        unit=unit, successors=successors, person=person, title=title, year_from=first, year_to=last,
        level=level and level.value, rank=rank,
        kind=kind and kind.value, issuer=issuer, status=status and status.value,
        province=province, district=district, commune=commune, today=today,
        source=source, since=_day(since), until=_day(until), text=text, flag=_known_flag(flag), reviewed=reviewed,
        min_confidence=min_confidence,
    )  # fmt: skip


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """`command`, which takes `wanted`, with the options above in its place."""
    options = inspect.signature(wanted_facts).parameters

    @functools.wraps(command)
    def run(**given: object) -> None:
        asked: dict[str, Any] = {name: given.pop(name) for name in options}
        command(wanted=wanted_facts(**asked), **given)

    shown = list[inspect.Parameter]()
    for one in inspect.signature(command).parameters.values():
        shown += options.values() if one.name == "wanted" else [one.replace(kind=inspect.Parameter.KEYWORD_ONLY)]
    # Typer reads the options from here.
    run.__signature__ = inspect.Signature(shown)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in shown}
    return run


def _years(year: int | None, since: int | None, until: int | None) -> tuple[int | None, int | None]:
    """First and last year."""
    if year is None:
        if since is not None and until is not None and since > until:
            raise UsageError(f"--from {since} is later than --to {until}")
        return since, until
    if since is not None or until is not None:
        raise UsageError("--year is one year, --from and --to are a range: give one or the other")
    return year, year


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _known_flag(flag: str | None) -> str | None:
    from pipeline.catalogue import issue_codes

    if flag is not None and flag not in issue_codes():
        raise UsageError(f"no flag is called {flag}; docs/issue-codes.md lists them")
    return flag
