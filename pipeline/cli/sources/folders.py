"""Where source files and saved pages lie."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from data import ROOT
from pipeline.errors import UsageError

SOURCES = Path("data", "sources")
FIXTURES = Path("tests", "fixtures")


def source_files(names: Sequence[str] = ()) -> list[Path]:
    """The source files of these names, by default all. Raises UsageError, with near names, when one is missing."""
    files = {path.stem: path for path in sorted((ROOT / "sources").glob("*.toml"))}
    for name in names:
        if name not in files:
            near = ", ".join(get_close_matches(name, files)) or "see: bangvang sources list"
            raise UsageError(f"{name}: no such source in {ROOT / 'sources'}: {near}")
    return [files[name] for name in names] or list(files.values())


def saved_pages() -> Path | None:
    """The folder of saved pages; None where there is no checkout, as with an installed program."""
    folder = ROOT.parent / FIXTURES
    return folder if folder.is_dir() else None


def checkout(chosen: Path | None) -> Path:
    """The root of the checkout to write into. Raises UsageError when it is none."""
    root = chosen or ROOT.parent
    for folder in (SOURCES, FIXTURES):
        if not (root / folder).is_dir():
            raise UsageError(f"{root}: not the root of a checkout, it has no {folder}/; name one with --into DIR")
    return root
