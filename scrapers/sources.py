"""The sites to read: one TOML file each."""

from pathlib import Path
from urllib.parse import urlsplit

from data import DataError, read_toml
from schemas import Source
from scrapers.families import all_of, checked_id_pattern, checked_pattern, checked_selectors, family_of


def load_sources(folder: Path) -> list[Source]:
    """The sources of `folder`, by file name; switched-off ones too.

    Raises DataError, naming the file, when the folder is missing, a file does not fit the schema, a pattern or selector
    is none, or two files name the same source.
    """
    sources, wrong = readable_sources(folder)
    if wrong:
        raise wrong[0]
    return sources


def readable_sources(folder: Path) -> tuple[list[Source], list[DataError]]:
    """The sources of `folder`, and what is wrong with the files that describe none.

    Raises DataError when the folder is missing.
    """
    if not folder.is_dir():
        raise DataError(f"{folder}: no such folder of sources")
    sources: dict[str, Source] = {}
    wrong = []
    for path in sorted(folder.glob("*.toml")):
        try:
            source = read_source(path)
            if source.name in sources:
                raise DataError(f"{path}: name: another file already describes {source.name}")
            sources[source.name] = source
        except DataError as error:
            wrong.append(error)
    return list(sources.values()), wrong


def read_source(path: Path) -> Source:
    """The source that one file describes. Raises DataError."""
    source = read_toml(path, Source)
    checked_pattern(f"{path}: article_pattern", source.article_pattern)
    checked_id_pattern(f"{path}: id_pattern", source.id_pattern)
    for address in (*source.listings, *source.feeds, *source.sitemaps, *(api.url for api in source.apis)):
        if not _is_address(address):
            raise DataError(f"{path}: listings: {address} is not an http(s) address")
    checked_selectors(f"{path}: selectors", all_of(source.selectors))
    family = family_of(source)
    if source.article_pattern is None and (family is None or family.article_pattern is None):
        raise DataError(f"{path}: article_pattern: needed, for its family gives none")
    return source


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
