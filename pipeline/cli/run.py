"""`bangvang run`: the nightly job."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.budget import Budget, duration
from pipeline.cli.homes import sample_home
from pipeline.cli.logs import complain, log_to
from pipeline.cli.options import ContactOption, HomeOption, LogFormatOption, checked_contact
from pipeline.cli.watch import watched
from pipeline.errors import UsageError
from pipeline.settings import CONTACT_VARIABLE
from pipeline.settings import home as home_of

if TYPE_CHECKING:
    from datetime import timedelta

    from pipeline.session import Session


def command(
    scrape: Annotated[
        bool, typer.Option("--scrape/--no-scrape", help="Read the sources, or only what is stored.")
    ] = True,
    sample: Annotated[
        bool, typer.Option("--sample", help="Read the bundled sample site instead of the sources.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Extract again what this extractor has read already.")
    ] = False,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="NAME", help="Only this source, even one that is off."),
    ] = None,
    pages: Annotated[
        str | None, typer.Option(metavar="A-B", help="Fill in back: read these pages of each listing.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Fill in back: articles from this day on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Fill in back: articles up to this day.")] = None,
    budget: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="Begin nothing new after so long (5h, 90m); the next run goes on."),
    ] = None,
    contact: ContactOption = None,
    log_format: LogFormatOption = None,
    home: HomeOption = None,
) -> None:
    """Scrape, extract, check, load, publish, report: the nightly job.

    A run that died is taken up where it stopped. One run at a time. The sample
    goes to a home of its own (var/sample) unless --home names another.

    Without --pages, --since and --until a listing is read up to what is
    stored already. Days are written as 2020-07-27.

    Example: bangvang run --no-scrape
    """
    if sample and not scrape:
        raise UsageError("--sample is read by scraping it: leave out --no-scrape")
    checked_contact(contact)
    limit = _limit(budget)
    from pipeline.cli.report import report
    from pipeline.progress import progress
    from pipeline.refusals import noted
    from pipeline.session import session
    from pipeline.settings_file import read_settings
    from pipeline.steps.extract import extract_pending

    where = sample_home(home) if sample else home_of(home)
    log_to(where, log_format, for_programs=True)
    name = "run --sample" if sample else "run" if scrape else "run --no-scrape"
    with noted(where, name):
        settings = read_settings(where.settings)
    with watched(where, settings, name) as watch:
        with session(where, name, budget=Budget(limit or settings.run.budget)) as opened:
            watch.began(opened)
            if sample:
                _read_sample(opened)
            elif scrape:
                _read_sources(opened, contact, source or [], pages, since, until)
            extract_pending(opened, progress(), again=everything)
        report(opened, try_next=sample)


def _limit(written: str | None) -> "timedelta | None":
    try:
        return duration(written) if written is not None else None
    except ValueError as error:
        raise UsageError(f"--budget: {error}") from error


def _read_sample(opened: "Session") -> None:
    from pipeline.progress import progress
    from pipeline.sample import sample_site
    from pipeline.steps.scrape import Plan, scrape

    with sample_site() as (source, fetcher):
        scrape(opened, Plan([source], fetcher), progress(), complain)


def _read_sources(
    opened: "Session", contact: str | None, names: list[str], pages: str | None, since: str | None, until: str | None
) -> None:
    from pipeline.cli.choice import backfill_of, chosen_sources
    from pipeline.progress import progress
    from pipeline.steps.scrape import Plan, scrape
    from scrapers.net.fetch import NO_CONTACT, Fetcher, Record

    (sources, wrong), backfill = chosen_sources(names), backfill_of(pages, since, until)
    for error in wrong:
        complain(f"{error}; the other sources are read")
    opened.failed += len(wrong)
    if not any(source.enabled for source in sources):
        complain("no source is enabled: set enabled = true in a file of data/sources/, or try: bangvang run --sample")
    elif not contact:
        complain(f"the sites are not told whom to write to: give your mail or web address in {CONTACT_VARIABLE}")

    def fetcher(record: Record) -> Fetcher:
        return Fetcher(contact=contact or NO_CONTACT, record=record)

    scrape(opened, Plan(sources, fetcher, backfill, whole=not names), progress(), complain)
