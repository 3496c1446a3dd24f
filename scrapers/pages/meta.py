"""What a page says about itself for machines: headline and date of publication."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from bs4 import BeautifulSoup

from scrapers.text.canonical import one_line
from scrapers.text.dates import machine_date

_DATE_ELEMENTS = "[itemprop='datePublished'], time[pubdate]"
_DATE_NAMES = ("article:published_time", "datePublished", "pubdate", "og:published_time", "DC.date.issued")
_TITLE_NAMES = ("og:title", "twitter:title")
_AUTHOR_NAMES = ("article:author", "author", "dable:author")


class PageMeta(NamedTuple):
    """`headlines` from the most to the least exact; `published` and `author` when the page declares them."""

    headlines: tuple[str, ...]
    published: date | None
    author: str | None


def page_meta(soup: BeautifulSoup) -> PageMeta:
    """Read meta elements, JSON-LD and <title>. Call it before scripts are cut."""
    linked = list(_json_ld(soup))
    titles = [str(item["headline"]) for item in linked if isinstance(item.get("headline"), str)]
    titles += _metas(soup, _TITLE_NAMES)
    if soup.title:
        titles.append(soup.title.get_text())
    dates = _metas(soup, _DATE_NAMES)
    dates += [str(item["datePublished"]) for item in linked if item.get("datePublished")]
    dates += [str(tag.get("datetime") or tag.get_text()) for tag in soup.select(_DATE_ELEMENTS)]
    published = next((day for value in dates if (day := machine_date(value))), None)
    headlines = tuple(folded for title in titles if (folded := one_line(title)))
    return PageMeta(headlines, published, _author(soup, linked, headlines))


def _author(soup: BeautifulSoup, linked: list[dict[str, Any]], headlines: tuple[str, ...]) -> str | None:
    """The first name of an author that is no address and not the name of the site, as titles of pages end in it."""
    said = [item.get("author") for item in linked]
    names = [str(one.get("name", "")) for one in said if isinstance(one, dict)]
    names += [*(one for one in said if isinstance(one, str)), *_metas(soup, _AUTHOR_NAMES)]
    told = (name for text in names if (name := one_line(text)) and "/" not in name)
    return next((name for name in told if not _is_site(name, headlines)), None)


def _is_site(name: str, headlines: tuple[str, ...]) -> bool:
    return any(title.endswith(tuple(f"{mark} {name}" for mark in "-–|»")) for title in headlines)


def _metas(soup: BeautifulSoup, names: tuple[str, ...]) -> list[str]:
    """Contents of the meta elements called one of `names`, in the order of `names`."""
    called: dict[str, list[str]] = {name: [] for name in names}
    for tag in soup.find_all("meta", content=True):
        for key in ("property", "name", "itemprop"):
            called.get(str(tag.get(key)), []).append(str(tag["content"]))
    return [content for name in names for content in called[name]]


def _json_ld(soup: BeautifulSoup) -> Iterator[dict[str, Any]]:
    """The objects of all JSON-LD scripts; a script that is no JSON is what many sites have, and tells nothing."""
    for script in soup.find_all("script", attrs={"type": "application/ld+json"}):
        try:
            value = json.loads(script.get_text(), strict=False)
        except (json.JSONDecodeError, RecursionError):
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                graph = item.get("@graph")
                yield from (part for part in (graph if isinstance(graph, list) else [item]) if isinstance(part, dict))
