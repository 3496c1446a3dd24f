"""What a shell offers after an option: words without tone marks joined by hyphens, which need no quotes.

`--province ninh-thuan` finds what `--province "Ninh Thuận"` does, since a search folds both.
"""
# ruff: noqa: PLC0415 - heavy libraries wait until something is completed

from collections.abc import Iterable

import typer

Offer = tuple[str, str]
MOST = 50


def titles(incomplete: str) -> list[Offer]:
    """Codes of titles."""
    from pipeline.catalogue import titles as catalogue

    return [(code, title.name) for code, title in catalogue().items() if code.startswith(_typed(incomplete))]


def provinces(incomplete: str) -> list[Offer]:
    """Provinces, those of today and those of before."""
    from pipeline.places import eras

    return _offers(dict.fromkeys(era.name for era in eras()), incomplete)


def flags(incomplete: str) -> list[Offer]:
    """Codes of issues."""
    from pipeline.catalogue import issue_codes

    return [(code, row.meaning_vi) for code, row in issue_codes().items() if code.startswith(incomplete)]


def questions(incomplete: str) -> list[Offer]:
    """Names of questions."""
    from pipeline.ask import questions as catalogue
    from pipeline.cli import ask_eligible

    told = {**{name: question.vi for name, question in catalogue().items()}, ask_eligible.NAME: ask_eligible.LISTED[1]}
    return [(name, words) for name, words in told.items() if name.startswith(incomplete)]


def units(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Units of the published file."""
    query = (
        "SELECT any_value(unit) FROM award WHERE starts_with(unit_key, ?) GROUP BY unit_key ORDER BY unit_key LIMIT ?"
    )
    return _offers(_published(ctx, query, [_typed(incomplete).replace("-", " "), MOST]), incomplete)


def sources(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Sources of the published file."""
    query = "SELECT name FROM source WHERE starts_with(name, ?) ORDER BY name LIMIT ?"
    return [(name, "") for name in _published(ctx, query, [incomplete, MOST])]


def _published(ctx: typer.Context, query: str, values: list[object]) -> list[str]:
    """Names from the file of the home that the command line so far tells; none when there is no file."""
    from pipeline.errors import PipelineError
    from pipeline.query import run_query
    from pipeline.settings import home

    try:
        return [name for (name,) in run_query(home(ctx.params.get("home")).published, query, values)[1]]
    except PipelineError:  # completion is silent: the command itself will tell what is wrong
        return []


def _offers(names: Iterable[str], incomplete: str) -> list[Offer]:
    from pipeline.search.words import fold

    joined = ((fold(name).replace(" ", "-"), name) for name in names)
    return [(short, name) for short, name in joined if short.startswith(_typed(incomplete))]


def _typed(incomplete: str) -> str:
    from pipeline.search.words import fold

    return fold(incomplete).replace(" ", "-")
