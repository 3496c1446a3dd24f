"""Which home a command works in."""

import os
from pathlib import Path

import typer

from pipeline.settings import HOME_VARIABLE, Home, home

SAMPLE = "sample"


def sample_home(chosen: Path | None) -> Home:
    """Where the bundled sample goes: apart from real data, unless --home says otherwise; the environment does not."""
    usual = chosen is None or str(chosen) == os.environ.get(HOME_VARIABLE)
    return Home(home().root / SAMPLE) if usual or chosen is None else Home(chosen)


def home_to_read(chosen: Path | None) -> Home:
    """The home whose published file is read; before the first real run, that of the sample."""
    wanted = home(chosen)
    sample = Home(wanted.root / SAMPLE)
    if not wanted.published.exists() and sample.published.exists():
        typer.echo(
            f"bangvang: nothing is published in {wanted.root} yet; this is the sample in {sample.root}", err=True
        )
        return sample
    return wanted
