"""The content management systems that we know, and which layout of one a page has."""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import soupsieve
from bs4 import BeautifulSoup

from data import ROOT, DataError, read_toml
from schemas import Family, Layout, Paging, Selectors, Source
from scrapers.pages.find import finds

FOLDER = ROOT / "families"
GENERIC = "generic"


@lru_cache(maxsize=1)
def families() -> dict[str, Family]:
    """All families of data/families/ by name. Raises DataError, naming the file, when one does not fit."""
    return load_families(FOLDER)


def load_families(folder: Path) -> dict[str, Family]:
    """The families of `folder`, by name; a file is called as its family is. Raises DataError."""
    found = {}
    for path in sorted(folder.glob("*.toml")):
        family = read_toml(path, Family)
        if family.name != path.stem:
            raise DataError(f"{path}: name: {family.name} is not the name of the file")
        _check(path, family)
        found[family.name] = family
    return found


def family_of(source: Source) -> Family | None:
    """The family that a source names. Raises DataError when there is no such family."""
    if source.family is None:
        return None
    if source.family not in families():
        raise DataError(f"source {source.name}: family: no file data/families/{source.family}.toml")
    return families()[source.family]


def article_pattern(source: Source) -> re.Pattern[str]:
    """What the address of an article of the source looks like. A source that was loaded has one."""
    family = family_of(source)
    return re.compile(source.article_pattern or (family and family.article_pattern) or r"(?!)")


def id_pattern(source: Source) -> re.Pattern[str] | None:
    """Where the site's own id of an article stands in its address, if that is known."""
    family = family_of(source)
    said = source.id_pattern or (family and family.id_pattern)
    return re.compile(said) if said else None


def paging_of(source: Source) -> Paging:
    """How the further pages of the source's listings are found."""
    family = family_of(source)
    return source.paging or (family.paging if family else Paging())


def layout_of(soup: BeautifulSoup, family: Family) -> Layout | None:
    """The first layout of the family whose probe finds something on the page."""
    return next((layout for layout in family.layouts if finds(soup, layout.probe)), None)


def merged(own: Selectors, layout: Selectors) -> Selectors:
    """The layout's selectors, with those of the source itself in the place of the layout's; cuts of both."""
    said = {name: value for name, value in own.model_dump(exclude={"cut"}).items() if value is not None}
    return layout.model_copy(update={**said, "cut": (*own.cut, *layout.cut)})


def checked_selectors(where: str, selectors: Iterable[str | None]) -> None:
    """Raises DataError when one of `selectors` is no CSS selector."""
    for selector in selectors:
        try:
            soupsieve.compile(selector or "*")
        except soupsieve.SelectorSyntaxError as error:
            raise DataError(f"{where}: {selector!r} is not a CSS selector") from error


def checked_pattern(where: str, pattern: str | None) -> None:
    """Raises DataError when `pattern` is no regular expression."""
    try:
        re.compile(pattern or "")
    except re.error as error:
        raise DataError(f"{where}: not a regular expression: {error}") from error


def checked_id_pattern(where: str, pattern: str | None) -> None:
    """Raises DataError when `pattern` is no regular expression, or has no group that could hold an id."""
    checked_pattern(where, pattern)
    if pattern and not re.compile(pattern).groups:
        raise DataError(f"{where}: no group: put the id's part into brackets, else all articles are one")


def all_of(selectors: Selectors) -> list[str]:
    """Every selector that is given."""
    named = selectors.model_dump(exclude={"cut"}).values()
    return [*(str(value) for value in named if value), *selectors.cut]


def _check(path: Path, family: Family) -> None:
    checked_selectors(f"{path}: signs", family.signs)
    for layout in family.layouts:
        checked_selectors(f"{path}: layouts: {layout.name}", [layout.probe, *all_of(layout.selectors)])
    checked_pattern(f"{path}: article_pattern", family.article_pattern)
    checked_id_pattern(f"{path}: id_pattern", family.id_pattern)
    for pattern in (*family.url_signs, *(twin.pattern for twin in family.twins)):
        checked_pattern(f"{path}: url_signs or twins", pattern)
