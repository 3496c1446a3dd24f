"""Which layout of its source's family a page has."""

from bs4 import BeautifulSoup

from schemas import Article, Selectors, Source
from scrapers.families import GENERIC, family_of, layout_of, merged


def layout_and_selectors(soup: BeautifulSoup, source: Source | None) -> tuple[str | None, Selectors | None]:
    """The name of the page's layout and the selectors to read it by; no name for a page of no source.

    Raises DataError when the source names a family that does not exist.
    """
    if source is None:
        return None, None
    family = family_of(source)
    found = layout_of(soup, family) if family else None
    if family is None or found is None:
        return GENERIC, source.selectors
    return f"{family.name}/{found.name}", merged(source.selectors, found.selectors)


def layout_is_unknown(article: Article, source: Source) -> bool:
    """True when the source's family has layouts and the page had none of them (issue code layout-unknown).

    Raises DataError when the source names a family that does not exist.
    """
    family = family_of(source)
    return article.layout == GENERIC and family is not None and bool(family.layouts)
