"""`bangvang sources`: the sites that are read, for those who look after them."""

import typer

from pipeline.cli.guard import guarded
from pipeline.cli.sources import check, listing, new

group = typer.Typer(help="Look after the sites that are read: list them, check them, begin a new one.")
for name, module in {"list": listing, "check": check, "new": new}.items():
    group.command(name=name)(guarded(module.command))
