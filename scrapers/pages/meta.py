"""What a page says about itself for machines: headline, date of publication, authors, the name of the site."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from bs4 import BeautifulSoup, Tag

from scrapers.pages.find import elements, find
from scrapers.text.canonical import one_line
from scrapers.text.cues import fold
from scrapers.text.dates import machine_date

_DATE_ELEMENTS = "[itemprop='datePublished'], time[pubdate]"
_DATE_NAMES = ("article:published_time", "datePublished", "pubdate", "og:published_time", "DC.date.issued")
_TITLE_NAMES = ("og:title", "twitter:title")
_AUTHOR_NAMES = ("article:author", "author", "dable:author")


_SITE_NAMES = ("og:site_name", "application-name", "apple-mobile-web-app-title")
_DESCRIPTIONS = ("description", "og:description")
_PART = re.compile(r"\s[-–|»]\s")
_WRAPPING = re.compile(r"<!--|-->|(?://|/\*)?\s*(?:<!\[CDATA\[|\]\]>)\s*(?:\*/)?")


class PageMeta(NamedTuple):
    """`headlines` from the most to the least exact; `published` when the page declares it; `authors` as declared.

    `sites` holds, folded, what the page calls its site: no such name is an author.
    """

    headlines: tuple[str, ...]
    published: date | None
    authors: tuple[str, ...]
    sites: frozenset[str]


def page_meta(soup: BeautifulSoup) -> PageMeta:
    """Read meta elements, JSON-LD and <title>. Call it before scripts are cut."""
    metas = [tag for tag in elements(soup, "meta") if "content" in tag.attrs]
    linked = sorted(_json_ld(soup), key=_is_no_article)
    titles = [str(item["headline"]) for item in linked if isinstance(item.get("headline"), str)]
    titles += _metas(metas, _TITLE_NAMES)
    if soup.title:
        titles.append(soup.title.get_text())
    dates = _metas(metas, _DATE_NAMES)
    dates += [str(item["datePublished"]) for item in linked if item.get("datePublished")]
    dates += [str(tag.get("datetime") or tag.get_text()) for tag in find(soup, _DATE_ELEMENTS)]
    published = next((day for value in dates if (day := machine_date(value))), None)
    headlines = tuple(folded for title in titles if (folded := one_line(title)))
    authors = (*_linked_authors(linked), *_metas(metas, _AUTHOR_NAMES))
    return PageMeta(headlines, published, authors, frozenset(_sites(metas, linked, headlines)))


def _is_no_article(item: dict[str, Any]) -> bool:
    return not str(item.get("@type")).lower().rstrip("']").endswith(("article", "posting"))


def _linked_authors(linked: list[dict[str, Any]]) -> Iterator[str]:
    """The authors of each object, joined; organisations are none."""
    for item in linked:
        said = item.get("author")
        several = said if isinstance(said, list) else [said]
        names = [one.get("name") if isinstance(one, dict) else one for one in several if not _is_organisation(one)]
        yield ", ".join(name for name in names if isinstance(name, str))


def _is_organisation(author: object) -> bool:
    return isinstance(author, dict) and "Organization" in str(author.get("@type"))


def _sites(metas: list[Tag], linked: list[dict[str, Any]], told: tuple[str, ...]) -> Iterator[str]:
    """Names of the site: declared ones, and whatever titles and descriptions end in behind a dash or bar."""
    publishers = (item.get("publisher") for item in linked)
    names = [str(one.get("name", "")) for one in publishers if isinstance(one, dict)]
    yield from (fold(name) for name in (*names, *_metas(metas, _SITE_NAMES)))
    for text in (*told, *_metas(metas, _DESCRIPTIONS)):
        parts = _PART.split(fold(text))
        yield from parts[-1:] if len(parts) > 1 else ()


def _metas(metas: list[Tag], names: tuple[str, ...]) -> list[str]:
    """Contents of those meta elements that are called one of `names`, in the order of `names`."""
    called: dict[str, list[str]] = {name: [] for name in names}
    for tag in metas:
        for key in ("property", "name", "itemprop"):
            called.get(str(tag.get(key)), []).append(str(tag["content"]))
    return [content for name in names for content in called[name]]


def _json_ld(soup: BeautifulSoup) -> Iterator[dict[str, Any]]:
    """The objects of all JSON-LD scripts, with those of their graphs and main entities.

    A script that is no JSON is what many sites have, and tells nothing.
    """
    for script in (tag for tag in elements(soup, "script") if tag.get("type") == "application/ld+json"):
        try:
            waiting = [json.loads(_WRAPPING.sub("", script.get_text()), strict=False)]
        except (json.JSONDecodeError, RecursionError):
            continue
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting += value
            elif isinstance(value, dict):
                waiting += [value[key] for key in ("@graph", "mainEntity") if key in value]
                yield value
