"""The sites to read: one TOML file each."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import soupsieve

from data import DataError, read_toml
from schemas import Source


def load_sources(folder: Path) -> list[Source]:
    """The sources of `folder`, by file name; switched-off ones too.

    Raises DataError, naming the file, when the folder is missing, a file does not fit the schema, a pattern or selector
    is none, or two files name the same source.
    """
    if not folder.is_dir():
        raise DataError(f"{folder}: no such folder of sources")
    sources: dict[str, Source] = {}
    for path in sorted(folder.glob("*.toml")):
        source = read_source(path)
        if source.name in sources:
            raise DataError(f"{path}: name: another file already describes {source.name}")
        sources[source.name] = source
    return list(sources.values())


def read_source(path: Path) -> Source:
    """The source that one file describes. Raises DataError."""
    source = read_toml(path, Source)
    try:
        re.compile(source.article_pattern)
    except re.error as error:
        raise DataError(f"{path}: article_pattern: not a regular expression: {error}") from error
    for listing in source.listings:
        parts = urlsplit(listing)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise DataError(f"{path}: listings: {listing} is not an http(s) address")
    _check_selectors(path, source)
    return source


def _check_selectors(path: Path, source: Source) -> None:
    named = [source.selectors.title, source.selectors.date, source.selectors.lead, source.selectors.body]
    for selector in [*(s for s in named if s is not None), *source.selectors.cut]:
        try:
            soupsieve.compile(selector)
        except soupsieve.SelectorSyntaxError as error:
            raise DataError(f"{path}: selectors: {selector!r} is not a CSS selector") from error
