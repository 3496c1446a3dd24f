"""`bangvang sources new`: a source file and a fixture to correct, from one article."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import ContactOption, checked_contact
from pipeline.errors import PipelineError, UsageError

if TYPE_CHECKING:
    from pipeline.sources.draft import Draft, Page


def command(
    url: Annotated[str, typer.Argument(metavar="URL", help="Address of one article of the site.")],
    page: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The article's page as you saved it; nothing is fetched.")
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Root of the checkout to write into (default: the one of this program)."),
    ] = None,
    contact: ContactOption = None,
) -> None:
    """Propose a source from one of its articles: its file, switched off, and a fixture to be reviewed.

    The family is recognised by its signs; patterns, title, feeds and sitemaps
    are read off the page, its address and robots.txt. Nothing is overwritten.

    Example: bangvang sources new https://baohanam.example/thi-dua/bai-51384.html --page bai.html
    """
    from pipeline.cli.sources.folders import checkout
    from pipeline.sources.draft import drafted, name_of, save
    from scrapers.errors import UnreadableInput

    root = checkout(into)
    name_of(url)
    read, sitemaps = (_saved(url, page), []) if page else _fetched(url, contact)
    try:
        draft = drafted(read, sitemaps)
    except UnreadableInput as error:
        raise PipelineError(str(error)) from error
    for path in save(draft, root):
        typer.echo(f"written: {path}")
    _tell(draft)


def _saved(url: str, page: Path) -> "Page":
    from pipeline.sources.draft import Page

    try:
        return Page(url, page.read_bytes())
    except OSError as error:
        raise UsageError(f"{page}: cannot be read: {error.strerror}") from error


def _fetched(url: str, contact: str | None) -> "tuple[Page, list[str]]":
    from pipeline.live import fetch_page
    from scrapers.errors import FetchError
    from scrapers.net.blocking import blocking
    from scrapers.net.fetch import NO_CONTACT

    try:
        with blocking(contact=checked_contact(contact) or NO_CONTACT, attempts=2) as reader:
            return fetch_page(url, reader)
    except FetchError as error:
        raise PipelineError(f"{error}; or save the page and give it with --page FILE") from error


def _tell(draft: "Draft") -> None:
    """What was recognised, and what a person has to do."""
    source, article = draft.source, draft.article
    typer.echo(f"family: {source.family or 'none that is known'}; listing: {', '.join(source.listings)}")
    if article is None:
        typer.echo("read on the page: nothing; the site needs selectors, or is built by JavaScript")
    else:
        typer.echo(f"read on the page: {article.title} ({article.published or 'no date'}), layout {article.layout}")
    for number, line in enumerate(STEPS, 1):
        typer.echo(f"{number}. {line.format(name=source.name)}")


STEPS = (
    "correct the source's file: title, listings, article_pattern; compare robots.txt",
    "compare .toml and .txt of the fixture with the page, word by word; mend selectors until the program reads it so",
    'only then write into the .toml: reviewed = {{ by = "YOUR NAME", on = DATE }}',
    "look at the site as it is now: bangvang sources check --live {name}",
    "set enabled = true",
)
