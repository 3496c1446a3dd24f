"""`bangvang run`: the nightly job."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.homes import sample_home
from pipeline.cli.options import HomeOption
from pipeline.errors import UsageError
from pipeline.settings import CONTACT_VARIABLE
from pipeline.settings import home as home_of

if TYPE_CHECKING:
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
    contact: Annotated[
        str | None,
        typer.Option(
            envvar=CONTACT_VARIABLE, metavar="TEXT", help="Mail or web address of yours, which the sites are told."
        ),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Scrape, extract, check, load, publish, report: the nightly job.

    A run that died is taken up where it stopped. One run at a time. The sample
    goes to a home of its own (var/sample) unless --home names another.

    Example: bangvang run --no-scrape
    """
    if sample and not scrape:
        raise UsageError("--sample is read by scraping it: leave out --no-scrape")
    if contact and not (contact.isascii() and contact.isprintable()):
        raise UsageError("--contact: letters without marks, digits and signs only, as in mail and web addresses")
    from pipeline.cli.logs import log_to
    from pipeline.cli.report import report
    from pipeline.progress import progress
    from pipeline.session import session
    from pipeline.steps.extract import extract_pending

    where = sample_home(home) if sample else home_of(home)
    where.prepare()
    log_to(where)
    with session(where, "run --sample" if sample else "run" if scrape else "run --no-scrape") as opened:
        if sample:
            _read_sample(opened)
        elif scrape:
            _read_sources(opened, contact)
        extract_pending(opened, progress(), again=everything)
    report(opened, try_next=sample)


def _read_sample(opened: "Session") -> None:
    from pipeline.progress import progress
    from pipeline.sample import sample_site
    from pipeline.steps.scrape import scrape

    with sample_site() as (source, fetcher):
        scrape(opened, [source], fetcher, progress(), _complain)


def _read_sources(opened: "Session", contact: str | None) -> None:
    from data import ROOT
    from pipeline.progress import progress
    from pipeline.steps.scrape import scrape
    from scrapers.net.fetch import NO_CONTACT, Fetcher, Record
    from scrapers.sources import load_sources

    sources = load_sources(ROOT / "sources")
    if not any(source.enabled for source in sources):
        _complain("no source is enabled: set enabled = true in a file of data/sources/, or try: bangvang run --sample")
    elif not contact:
        _complain(f"the sites are not told whom to write to: give your mail or web address in {CONTACT_VARIABLE}")

    def fetcher(record: Record) -> Fetcher:
        return Fetcher(contact=contact or NO_CONTACT, record=record)

    scrape(opened, sources, fetcher, progress(), _complain)


def _complain(line: str) -> None:
    typer.echo(f"bangvang: {line}", err=True)
