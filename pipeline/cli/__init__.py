"""The command line: one file per command, heavy libraries imported when a command runs."""

# ruff: noqa: E402 - Ctrl-C is listened to before the libraries are loaded

from pipeline import interrupts

interrupts.end_at_once_while_starting()

import sys
from io import TextIOWrapper

import typer

from pipeline.cli import (
    ask,
    audit,
    backup,
    diff,
    doctor,
    eligible,
    evaluate,
    export,
    export_warc,
    extract,
    ingest,
    parse,
    publish,
    query,
    replay,
    restore,
    reviews,
    run,
    schema,
    search,
    sources,
    status,
    units,
    users,
)
from pipeline.cli.guard import guarded
from pipeline.exit_codes import epilog

app = typer.Typer(
    name="bangvang",
    help="Bảng Vàng reads Vietnamese news about awards into a DuckDB file of facts, each tied to its sentence.",
    epilog=epilog(),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (
    run,
    ingest,
    replay,
    export_warc,
    extract,
    publish,
    parse,
    search,
    ask,
    eligible,
    query,
    export,
    audit,
    diff,
    status,
    doctor,
    backup,
    restore,
    evaluate,
    schema,
):
    app.command(
        name=module.__name__.rpartition(".")[2].replace("_", "-"), context_settings=getattr(module, "CONTEXT", None)
    )(guarded(module.command))
app.add_typer(sources.group, name="sources", no_args_is_help=True)
app.add_typer(reviews.group, name="reviews", no_args_is_help=True)
app.add_typer(units.group, name="units", no_args_is_help=True)
app.add_typer(users.group, name="users", no_args_is_help=True)


def main() -> None:
    """Entry point of `bangvang`; output is UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    finally:
        interrupts.ignore_from_now_on()
